import { countColumn, PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatFactor, formatInterval } from "~/ui/format";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import type { Allocation } from "./allocation.server";

type Offers = Allocation["offers"][number];
type Person = NonNullable<Allocation["persons"]>[number];

const TAKEN = {
  text: "Offers of premium batches that were accepted, of all that were made, in the records of the audit.",
  sources: ["Wilson 1927 (interval)"],
};

const OFFER_COLUMNS: readonly PlainColumn<Offers>[] = [
  {
    header: "Project",
    cell: ({ project, name, premium }) => (
      <span className="block min-w-36 font-medium">
        {`${name ?? project} `}
        {premium ? <Badge tone="accent">premium</Badge> : null}
      </span>
    ),
  },
  countColumn(
    "Batches",
    "Batches of the project that were offered to anybody in all records, premium ones apart.",
    ({ batches }) => batches,
  ),
  countColumn(
    "Offers",
    "Offers of those batches in all records: a batch offered to three people counts three times.",
    ({ offers }) => offers,
  ),
  countColumn(
    "People",
    "Annotators who were offered at least one of those batches, in all records.",
    ({ people }) => people,
  ),
  {
    header: "Taken",
    cell: ({ taken, project }) => (
      <div className="w-40">
        <MeasuredCell
          measured={taken}
          unit={{ kind: "share" }}
          name={`Offers of ${project} taken`}
          definition={TAKEN}
        />
      </div>
    ),
  },
];

/** What was offered and taken, project by project. */
export function OffersCard({ offers }: Allocation) {
  return (
    <Card
      title="Offered and taken"
      note="All records; premium as the ledger marks it. Work that is not taken may be unwanted, or offered when nobody is there."
      flush
    >
      {offers.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">The ledger holds no offers.</p>
      ) : (
        <PlainTable
          label="Offered and taken"
          columns={OFFER_COLUMNS}
          rows={offers}
          rowId={({ project, premium }) => `${project} ${premium}`}
        />
      )}
    </Card>
  );
}

const PERSON_COLUMNS: readonly PlainColumn<Person>[] = [
  {
    header: "Annotator",
    cell: ({ annotator, label, excluded }) => (
      <span className="block min-w-40">
        <Link href={`/annotators/${encodeURIComponent(annotator)}`} className="quiet-link font-medium">
          {label}
        </Link>{" "}
        {excluded ? <Badge tone="caution">left out</Badge> : null}
      </span>
    ),
  },
  { header: "Received", align: "end", cell: ({ received }) => formatCount(received) },
  { header: "Expected", align: "end", cell: ({ expected }) => expected.toFixed(1) },
  {
    header: "Received over expected",
    align: "end",
    cell: ({ ratio, low, high }) => (
      <span className="whitespace-nowrap tabular-nums">
        {formatFactor(ratio)}
        <span className="text-2xs text-faint">{` (${formatInterval(low, high, { kind: "factor" })})`}</span>
      </span>
    ),
  },
];

/** Those furthest below what a lottery would have brought them. */
export function SharesCard({ persons }: Allocation) {
  if (!persons) return null;
  return (
    <Card
      title="Person by person"
      note="Premium offers received and expected, those furthest below first, at most 50; exact Poisson intervals. Left out: probably passes, and got less than half."
      flush
    >
      {persons.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">Nobody could be expected to receive any.</p>
      ) : (
        <PlainTable
          label="Premium work person by person"
          columns={PERSON_COLUMNS}
          rows={persons}
          rowId={({ annotator }) => annotator}
        />
      )}
    </Card>
  );
}
