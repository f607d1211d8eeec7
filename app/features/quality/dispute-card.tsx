import { Card } from "~/ui/card";
import { formatCount, formatInstant, formatInterval, formatPercent } from "~/ui/format";
import { Link } from "~/ui/link";
import type { DisputedScore, Score } from "./dispute";
import { LongTable } from "./long-table";
import type { PlainColumn } from "./plain-table";
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

type DisputedTiers = NonNullable<NonNullable<ProjectScreenProps["dispute"]>["tiers"]>;
type Flip = DisputedTiers["pending"]["shown"][number];

/** Which tiers would be others without the key, now and on record. */
function Tiers({
  tiers,
  project,
  search,
}: Pick<ProjectScreenProps, "project" | "search"> & { readonly tiers: DisputedTiers | null }) {
  if (!tiers) return null;
  const { policy, readDays, pending, recorded } = tiers;
  const flips = { shown: [...pending.shown, ...recorded.shown], of: pending.of + recorded.of };
  return (
    <div className="border-t border-line">
      <h3 className="px-4 pt-2 text-sm font-semibold">Tiers that would be others</h3>
      <p className="px-4 pb-2 text-xs text-muted">
        {policy
          ? `Under version ${policy.version} (${policy.name}), by the latest ${readDays ?? policy.windowDays} days: ${counted(pending.of)}. On record, each under the version that made it: ${counted(recorded.of)}. By each person's own readings; quotas and waits for further windows are left out.`
          : `No tier policy is in force on record, so nothing can be said of the latest window. Changes on record: ${counted(recorded.of)}.`}
      </p>
      {flips.of > 0 ? (
        <LongTable
          list="flips"
          label="Tiers that would be others"
          project={project}
          search={search}
          columns={FLIP_COLUMNS}
          rows={flips}
          rowId={({ annotator, at }) => `${annotator} ${at ?? "now"}`}
        />
      ) : null}
    </div>
  );
}

const counted = (count: number): string =>
  count === 0 ? "none" : `${formatCount(count)} ${count === 1 ? "change" : "changes"}`;

const FLIP_COLUMNS: readonly PlainColumn<Flip>[] = [
  {
    header: "Annotator",
    cell: ({ annotator, name }) => (
      <Link href={`/annotators/${encodeURIComponent(annotator)}`} className="quiet-link">
        {name}
      </Link>
    ),
  },
  { header: "When", cell: ({ at }) => (at === null ? "latest window" : `${formatInstant(at)} UTC`) },
  { header: "Tier before", cell: ({ held }) => held ?? <span className="text-faint">none</span> },
  { header: "With the key", cell: ({ counted: tier }) => tier },
  { header: "Without it", cell: ({ without }) => <span className="font-medium">{without}</span> },
];

/** Everybody's score before and after, were a key disputed. A preview: nothing is changed by looking. */
export function DisputePreview({ dispute, project, search }: ProjectScreenProps) {
  if (!dispute) return null;
  const { item, found, tiers } = dispute;
  return (
    <div id="dispute" className="min-w-0 scroll-mt-16">
      <Card
        title={`If the key of ${item} were disputed`}
        note={
          found
            ? found.status === "active"
              ? `A preview; nothing is changed by looking. ${formatCount(found.people)} people answered it (key: ${found.key}): ${formatCount(found.better)} would score higher, ${formatCount(found.worse)} lower.`
              : `The key is ${found.status} already: it counts for nobody.`
            : undefined
        }
        flush
      >
        {found ? (
          <>
            <Tiers tiers={tiers} project={project} search={search} />
            <LongTable
              list="scores"
              project={project}
              search={search}
              label={`Scores if the key of ${item} were disputed`}
              columns={COLUMNS}
              rows={found.scores}
              which="those who would gain most"
              rowId={({ annotator }) => annotator}
            />
          </>
        ) : (
          <p className="px-4 pb-4 text-sm text-faint">
            There is no such item with a key and answers in this project.
          </p>
        )}
      </Card>
    </div>
  );
}
