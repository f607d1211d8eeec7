import { Form, useNavigation } from "@remix-run/react";
import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatDate, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/states";
import type { Heading, loadQueue, RunningWindow } from "./queue.server";
import { TiersHead } from "./tiers-head";

export type QueueProps = Awaited<ReturnType<typeof loadQueue>>;
type Waiting = QueueProps["waiting"][number];
type Decided = QueueProps["decided"][number];
type Labels = QueueProps["labels"];

const labelOf = (labels: Labels, id: string | null): string =>
  id === null ? "none yet" : (labels[id] ?? id);

const reviewHref = ({ sourceId, scope, windowTo }: Decided): string =>
  `/tiers/queue/${windowTo.slice(0, 10)}/${encodeURIComponent(sourceId)}${scope === "" ? "" : `?project=${encodeURIComponent(scope)}`}`;

export const ChanceBadge = ({ noise }: { readonly noise: boolean }) =>
  noise ? <Badge tone="caution">chance can explain it</Badge> : <Badge>beyond chance</Badge>;

/** Changes that wait for a person, and those that are on their way. */
export function QueueScreen(props: QueueProps) {
  const { waiting, decided, running, labels, lastEnded } = props;
  const promotions = waiting.filter(({ direction }) => direction === "up").length;
  return (
    <>
      <TiersHead
        current="/tiers/queue"
        waiting={waiting.length}
        summary="What the written policies call for and nobody has done yet. Nobody is moved down before a person has opened the evidence and written down why."
      />
      <div className="grid gap-4">
        <WaitingCard {...props} promotions={promotions} lastEnded={lastEnded} />
        {running.map((window) => (
          <RunningCard key={window.projectId ?? ""} window={window} labels={labels} />
        ))}
        {decided.length === 0 ? null : (
          <Card title="Decided lately" flush>
            <PlainTable
              label="Decided lately"
              columns={decidedColumns(labels)}
              rows={decided}
              rowId={({ sourceId, scope, windowTo }) => `${sourceId} ${scope} ${windowTo}`}
            />
          </Card>
        )}
      </div>
    </>
  );
}

function WaitingCard({
  waiting,
  labels,
  lastEnded,
  promotions,
}: QueueProps & { readonly promotions: number }) {
  const busy = useNavigation().state !== "idle";
  if (waiting.length === 0) {
    return (
      <EmptyState title="Nothing waits">
        {lastEnded === null
          ? "No window has ended under a tier policy yet."
          : `Every change that the window ending on ${formatDate(lastEnded)} called for has been made or decided.`}
      </EmptyState>
    );
  }
  const noise = waiting.filter((one) => one.noise).length;
  return (
    <Card
      title="Waiting for a decision"
      note={`${formatCount(waiting.length)} proposed changes; chance alone can explain ${formatCount(noise)} of them.`}
      actions={
        promotions === 0 ? null : (
          <Form method="post">
            <button type="submit" name="intent" value="promote" className="button" disabled={busy}>
              {promotions === 1 ? "Make the promotion" : `Make ${formatCount(promotions)} promotions`}
            </button>
          </Form>
        )
      }
      flush
    >
      <PlainTable
        label="Proposed changes that wait"
        columns={waitingColumns(labels)}
        rows={waiting}
        rowId={({ sourceId, scope, windowTo }) => `${sourceId} ${scope} ${windowTo}`}
        whole
      />
    </Card>
  );
}

const person: PlainColumn<Decided> = {
  header: "Annotator",
  cell: (row) => (
    <Link href={reviewHref(row)} className="prose-link">
      {row.displayName ?? row.sourceId}
    </Link>
  ),
};

const move = (labels: Labels): PlainColumn<Decided> => ({
  header: "Change",
  cell: ({ fromTier, toTier, direction }) => (
    <span className="whitespace-nowrap">
      {`${labelOf(labels, fromTier)} to ${labelOf(labels, toTier)} `}
      <span className="text-2xs text-faint">{direction === "up" ? "up" : "down"}</span>
    </span>
  ),
});

const waitingColumns = (labels: Labels): readonly PlainColumn<Waiting>[] => [
  person,
  move(labels),
  {
    header: "What it rests on",
    cell: ({ noise, held }) => (
      <span className="flex flex-wrap gap-1">
        <ChanceBadge noise={noise} />
        {held ? <Badge tone="accent">contested: held</Badge> : null}
      </span>
    ),
  },
  {
    header: "Window ended",
    cell: ({ windowTo }) => <span className="whitespace-nowrap">{formatDate(windowTo)}</span>,
  },
  { header: "Policy", align: "end", cell: ({ policyVersion }) => policyVersion },
  {
    header: "Evidence",
    cell: ({ evidenceOpenedAt, openedBy }) =>
      evidenceOpenedAt === null ? (
        <span className="text-faint">not opened</span>
      ) : (
        <span className="text-xs text-muted">{`${formatInstant(evidenceOpenedAt)} UTC, ${openedBy ?? ""}`}</span>
      ),
  },
];

const decidedColumns = (labels: Labels): readonly PlainColumn<Decided>[] => [
  person,
  move(labels),
  {
    header: "Decision",
    cell: ({ status }) => (status === "upheld" ? "made" : "not made, the tier is kept"),
  },
  {
    header: "When, by whom",
    cell: ({ decidedAt, decidedBy }) => (
      <span className="text-xs text-muted">
        {decidedAt === null ? "" : `${formatInstant(decidedAt)} UTC, ${decidedBy ?? ""}`}
      </span>
    ),
  },
  { header: "Reasons", cell: ({ reasons }) => <span className="text-xs text-muted">{reasons}</span> },
];

function RunningCard({ window, labels }: { readonly window: RunningWindow; readonly labels: Labels }) {
  const { headings, from, to, endsAt, evaluated, policyVersion, projectId } = window;
  const noise = headings.filter((one) => one.noise).length;
  const columns: readonly PlainColumn<Heading>[] = [
    {
      header: "Annotator",
      cell: ({ annotatorId }) => (
        <Link href={`/annotators/${encodeURIComponent(annotatorId)}`} className="quiet-link">
          {annotatorId}
        </Link>
      ),
    },
    {
      header: "Heading",
      cell: ({ fromTier, toTier, direction }) => (
        <span className="whitespace-nowrap">
          {`${labelOf(labels, fromTier)} to ${labelOf(labels, toTier)} `}
          <span className="text-2xs text-faint">{direction}</span>
        </span>
      ),
    },
    { header: "What it rests on", cell: ({ noise: chance }) => <ChanceBadge noise={chance} /> },
  ];
  return (
    <Card
      title={`If the running window ended with the last record${projectId === null ? "" : `: ${projectId}`}`}
      note={`From ${formatDate(from)}, records until ${formatDate(new Date(Date.parse(to) - 1).toISOString())}, due to end on ${formatDate(endsAt)} under policy ${policyVersion}. A preview, nothing to decide: ${formatCount(headings.length)} of ${formatCount(evaluated)} people would move, and chance alone can explain ${formatCount(noise)} of the moves.`}
      flush
    >
      {headings.length === 0 ? null : (
        <PlainTable
          label="Where the running window heads"
          columns={columns}
          rows={headings}
          rowId={({ annotatorId }) => annotatorId}
        />
      )}
    </Card>
  );
}
