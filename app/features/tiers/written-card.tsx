import { countColumn, PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatDate } from "~/ui/format";
import { Link } from "~/ui/link";
import type { NamedTier } from "./mobility.view";
import type { Parting, WindowAgreement, WrittenAgainstDone } from "./written-against-done";

const WINDOWS: readonly PlainColumn<WindowAgreement>[] = [
  {
    header: "Window ends",
    cell: ({ windowTo }) => <span className="whitespace-nowrap">{formatDate(windowTo)}</span>,
  },
  { header: "Policy", align: "end", cell: ({ policyVersion }) => policyVersion },
  countColumn(
    "Evaluated",
    "Annotators with work in the window, each held against the policy once.",
    ({ evaluated }) => evaluated,
  ),
  countColumn(
    "As written",
    "Changes of tier that were made as the policy calls for them.",
    ({ counts }) => counts.same,
  ),
  countColumn(
    "Only written",
    "Changes that the policy calls for and that were not made.",
    ({ counts }) => counts.written,
  ),
  countColumn(
    "Only done",
    "Changes that were made though the policy does not call for them.",
    ({ counts }) => counts.done,
  ),
  countColumn(
    "Other tier",
    "Changes that were made to another tier than the policy calls for.",
    ({ counts }) => counts.other,
  ),
  {
    header: "Demotions within chance",
    align: "end",
    cell: ({ demotions, noise }) => `${formatCount(noise)} of ${formatCount(demotions)}`,
  },
];

const WORDS: Readonly<Record<Parting["agreement"], string>> = {
  written: "the policy calls for it, nothing was done",
  done: "done, though the policy does not call for it",
  other: "done otherwise than written",
};

/** What the platform did, held against what its own written policy calls for. */
export function WrittenCard({
  windows,
  partings,
  partingCount,
  tiers,
}: WrittenAgainstDone & { readonly tiers: readonly NamedTier[] }) {
  const changes = windows.reduce(
    (sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0),
    0,
  );
  return (
    <Card
      title="What was done, against what the policy says"
      note={
        changes === 0
          ? "No window has ended under a policy, or nothing was called for."
          : partingCount === 0
            ? `All ${formatCount(changes)} changes are those that the written policy calls for.`
            : `${formatCount(partingCount)} of ${formatCount(changes)} changes part from the written policy.`
      }
      flush
    >
      <PlainTable
        label="What was done against what is written, by window"
        columns={WINDOWS}
        rows={windows}
        rowId={({ windowTo }) => windowTo}
      />
      {partings.length === 0 ? null : <Partings partings={partings} tiers={tiers} />}
    </Card>
  );
}

function Partings({
  partings,
  tiers,
}: Pick<WrittenAgainstDone, "partings"> & { readonly tiers: readonly NamedTier[] }) {
  const label = (id: string | null) =>
    id === null ? "no change" : (tiers.find((tier) => tier.id === id)?.label ?? id);
  const columns: readonly PlainColumn<Parting>[] = [
    {
      header: "Annotator",
      cell: ({ annotatorId }) => (
        <Link href={`/annotators/${encodeURIComponent(annotatorId)}`} className="quiet-link">
          {annotatorId}
        </Link>
      ),
    },
    { header: "Window ends", cell: ({ windowTo }) => formatDate(windowTo) },
    { header: "Held", cell: ({ fromTier }) => (fromTier === null ? "none yet" : label(fromTier)) },
    { header: "Written", cell: ({ writtenTier }) => label(writtenTier) },
    { header: "Done", cell: ({ doneTier }) => label(doneTier) },
    { header: "How they part", cell: ({ agreement }) => <Badge tone="caution">{WORDS[agreement]}</Badge> },
  ];
  return (
    <div className="border-t border-line">
      <PlainTable
        label="Changes that part from the written policy"
        columns={columns}
        rows={partings}
        rowId={({ annotatorId, windowTo }) => `${annotatorId} ${windowTo}`}
      />
    </div>
  );
}
