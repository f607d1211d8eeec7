import { OutcomeBadge } from "~/features/patterns/badges";
import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatInterval, formatValue } from "~/ui/format";
import { Link } from "~/ui/link";
import type { ProgrammeFigure } from "./programme-figures";
import type { Workload } from "./workload.server";

const COLUMNS: readonly PlainColumn<ProgrammeFigure>[] = [
  {
    header: "Measure",
    cell: ({ label, detector }) => (
      <Link href={`/patterns/${detector}`} className="quiet-link">
        {label}
      </Link>
    ),
  },
  {
    header: "Value",
    align: "end",
    cell: ({ value, interval, unit }) => (
      <span className="whitespace-nowrap tabular-nums">
        {formatValue(value, unit)}
        {interval === null ? null : (
          <span className="text-2xs text-faint">{` (${formatInterval(...interval, unit)})`}</span>
        )}
      </span>
    ),
  },
  { header: "How", cell: ({ note }) => <span className="text-xs text-muted">{note}</span> },
  { header: "Pattern", cell: ({ outcome }) => <OutcomeBadge outcome={outcome} severity={null} /> },
];

/** Measures that belong to a programme, and to no person by themselves. */
export function ProgrammeCard({ whole }: Workload) {
  if (whole.length === 0) return null;
  return (
    <Card
      title="The programme as a whole"
      note="Of the last audit; each opens the pattern it is part of."
      flush
    >
      <PlainTable
        label="Measures of the programme as a whole"
        columns={COLUMNS}
        rows={whole}
        rowId={({ label }) => label}
        whole
      />
    </Card>
  );
}
