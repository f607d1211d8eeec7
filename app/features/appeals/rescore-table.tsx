import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { wilson } from "~/stats/wilson";
import { formatCount, formatDate, formatInterval, formatPercent } from "~/ui/format";
import { Link } from "~/ui/link";

/** Gold of one person on one project, with a key counted and without it. */
export interface RescoredPerson {
  readonly annotator: string;
  readonly name: string;
  readonly correctBefore: number;
  readonly totalBefore: number;
  readonly correctAfter: number;
  readonly totalAfter: number;
  readonly flips: readonly {
    readonly at: string | null;
    readonly held: string | null;
    readonly counted: string;
    readonly without: string;
  }[];
}

/** A share of gold with its interval and n; nothing is left where the last gold item went. */
export function GoldShare({ correct, total }: { readonly correct: number; readonly total: number }) {
  if (total === 0) return <span className="text-faint">nothing left to count</span>;
  const { low, high } = wilson(correct, total);
  return (
    <span className="whitespace-nowrap">
      {formatPercent(correct / total)}
      <span className="text-2xs text-faint">
        {` (${formatInterval(low, high, { kind: "ratio" })}, ${formatCount(correct)} of ${formatCount(total)})`}
      </span>
    </span>
  );
}

export const flipWords = ({ at, counted, without }: RescoredPerson["flips"][number]): string =>
  `${counted} with the key, ${without} without it (${at === null ? "latest window" : `change of ${formatDate(at)}`})`;

const columns = (linked: boolean): readonly PlainColumn<RescoredPerson>[] => [
  {
    header: "Annotator",
    cell: ({ annotator, name }) =>
      linked ? (
        <Link href={`/annotators/${encodeURIComponent(annotator)}`} className="quiet-link">
          {name}
        </Link>
      ) : (
        name
      ),
  },
  {
    header: "Gold with the key",
    cell: ({ correctBefore, totalBefore }) => <GoldShare correct={correctBefore} total={totalBefore} />,
  },
  {
    header: "Without it",
    cell: ({ correctAfter, totalAfter }) => <GoldShare correct={correctAfter} total={totalAfter} />,
  },
  {
    header: "Tiers by the rules",
    cell: ({ flips }) =>
      flips.length === 0 ? (
        <span className="text-faint">unchanged</span>
      ) : (
        flips.map((flip) => (
          <span key={flip.at ?? "now"} className="block min-w-64">
            {flipWords(flip)}
          </span>
        ))
      ),
  },
];

/** Whose accuracy changes, and whose tier the rules would give otherwise: those with a flip first. */
export const RescoreTable = ({ people }: { readonly people: readonly RescoredPerson[] }) => (
  <PlainTable
    label="Everybody scored anew"
    columns={columns(true)}
    rows={people.toSorted((a, b) => b.flips.length - a.flips.length)}
    rowId={({ annotator }) => annotator}
  />
);
