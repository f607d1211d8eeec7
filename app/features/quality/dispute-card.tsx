import { Card } from "~/ui/card";
import { formatCount, formatInterval, formatPercent } from "~/ui/format";
import { Link } from "~/ui/link";
import type { DisputedScore, Score } from "./dispute";
import { PlainTable, type PlainColumn } from "./plain-table";
import type { ProjectScreenProps } from "./project-screen";

const ScoreText = ({ score }: { readonly score: Score }) =>
  score.accuracy === null || score.low === null || score.high === null ? (
    <span className="text-faint">nothing left to count</span>
  ) : (
    <span className="whitespace-nowrap">
      {formatPercent(score.accuracy)}
      <span className="text-2xs text-faint">
        {` (${formatInterval(score.low, score.high, { kind: "ratio" })}, ${formatCount(score.correct)} of ${formatCount(score.total)})`}
      </span>
    </span>
  );

const COLUMNS: readonly PlainColumn<DisputedScore>[] = [
  {
    header: "Annotator",
    cell: ({ annotator, name }) => (
      <Link href={`/annotators/${encodeURIComponent(annotator)}`} className="quiet-link">
        {name}
      </Link>
    ),
  },
  { header: "Gold accuracy now", cell: ({ before }) => <ScoreText score={before} /> },
  { header: "Without this key", cell: ({ after }) => <ScoreText score={after} /> },
  {
    header: "Change",
    align: "end",
    cell: ({ change }) => (change === null ? "" : points(change)),
  },
];

const points = (change: number): string =>
  change === 0 ? "none" : `${change > 0 ? "+" : "−"}${(Math.abs(change) * 100).toFixed(1)} points`;

/** Everybody's score before and after, were a key disputed. A preview: nothing is changed by looking. */
export function DisputePreview({ dispute }: ProjectScreenProps) {
  if (!dispute) return null;
  const { item, found } = dispute;
  return (
    <div id="dispute" className="min-w-0 scroll-mt-16">
      <Card
        title={`If the key of ${item} were disputed`}
        note={
          found
            ? found.status === "active"
              ? `A preview; nothing is changed by looking. ${formatCount(found.people)} people answered it (key: ${found.key}): ${formatCount(found.better)} would score higher, ${formatCount(found.worse)} lower. Tier changes that rest on these scores are the audit's question.`
              : `The key is ${found.status} already: it counts for nobody.`
            : undefined
        }
        flush
      >
        {found ? (
          <PlainTable
            label={`Scores if the key of ${item} were disputed`}
            columns={COLUMNS}
            rows={found.scores}
            rowId={({ annotator }) => annotator}
          />
        ) : (
          <p className="px-4 pb-4 text-sm text-faint">
            There is no such item with a key and answers in this project.
          </p>
        )}
      </Card>
    </div>
  );
}
