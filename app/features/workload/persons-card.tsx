import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatFactor, formatHours, formatInterval, formatPercent, formatValue } from "~/ui/format";
import { Link } from "~/ui/link";
import type { Workload } from "./workload.server";

type Person = NonNullable<Workload["persons"]>[number];

const text = (value: number | null, write: (value: number) => string) =>
  value === null ? (
    <span className="text-2xs text-faint">unmeasured</span>
  ) : (
    <span className="tabular-nums">{write(value)}</span>
  );

const COLUMNS: readonly PlainColumn<Person>[] = [
  {
    header: "Annotator",
    cell: ({ annotator, label, tier }) => (
      <span className="block min-w-36">
        <Link href={`/annotators/${encodeURIComponent(annotator)}`} className="quiet-link font-medium">
          {label}
        </Link>
        <span className="block text-2xs text-faint">{tier ?? "no tier"}</span>
      </span>
    ),
  },
  {
    header: "All in, audited",
    cell: ({ audited }) => {
      if (!audited) return <span className="text-2xs text-faint">not audited</span>;
      const unit = { kind: "money", currency: audited.currency, per: "hour" } as const;
      return (
        <span className="block whitespace-nowrap tabular-nums">
          {formatValue(audited.value, unit)}
          <span className="block text-2xs text-faint">{formatInterval(audited.low, audited.high, unit)}</span>
        </span>
      );
    },
  },
  { header: "Over floor: active", align: "end", cell: ({ active }) => text(active, formatFactor) },
  { header: "Session", align: "end", cell: ({ session }) => text(session, formatFactor) },
  { header: "All in", align: "end", cell: ({ allIn }) => text(allIn, formatFactor) },
  { header: "Hours a week", align: "end", cell: ({ hoursAWeek }) => text(hoursAWeek, formatHours) },
  { header: "Paid share", align: "end", cell: ({ paidShare }) => text(paidShare, formatPercent) },
  { header: "Night", align: "end", cell: ({ nightShare }) => text(nightShare, formatPercent) },
  { header: "Rests missed", align: "end", cell: ({ restBreaches }) => text(restBreaches, String) },
  {
    header: "Income swing",
    align: "end",
    cell: ({ swing }) => text(swing, (value) => value.toFixed(2)),
  },
];

/** Those paid least for an hour first; everybody is in the annotators' table. */
export function PersonsCard({ persons }: Workload) {
  if (!persons) return null;
  return (
    <Card
      title="Person by person"
      note="Paid least for an hour first, at most 50. The audited figure counts all hours of all records, with the interval between weeks."
      actions={
        <Link href="/annotators" className="button">
          All annotators
        </Link>
      }
      flush
    >
      <PlainTable
        label="Workload person by person"
        columns={COLUMNS}
        rows={persons}
        rowId={({ annotator }) => annotator}
      />
    </Card>
  );
}
