import { SharedHoursCard } from "~/features/elsewhere/shared-hours-card";
import type { SharedHours } from "~/features/elsewhere/shared-hours.server";
import { OutcomeBadge } from "~/features/patterns/badges";
import type { PatternRow, Patterns } from "~/features/patterns/patterns.server";
import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatDate, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";

/** What the audit found of the programme, detector by detector, with all that a reader needs to judge it. */
export function AuditPage({ patterns, run, elsewhere }: Patterns & { readonly elsewhere: SharedHours }) {
  return (
    <>
      <PageHeader
        title="Audit"
        summary="Every question that is asked of the programme: its answer, how large the effect is and how sure, against which threshold and by whose authority."
        actions={
          <Link href="/audit/export" className="button">
            Take a bundle
          </Link>
        }
      />
      {patterns.length === 0 ? (
        <EmptyState title="No audit has been run yet">
          A manager runs the audit; its answers appear here then. Groups can be compared already under{" "}
          <Link href="/audit/explore">Explore</Link>.
        </EmptyState>
      ) : (
        <Card
          title={`${patterns.length} questions`}
          note={
            run
              ? `Run ${formatInstant(run.runAt)} UTC${run.from && run.to ? ` over ${formatDate(run.from.slice(0, 10))} to ${formatDate(run.to.slice(0, 10))}` : ""}, definitions ${run.definitionsVersion}. Nothing here is about one person; a question without a flag is not thereby answered "fair".`
              : undefined
          }
          flush
        >
          <PlainTable label="Findings" whole columns={COLUMNS} rows={patterns} rowId={({ id }) => id} />
        </Card>
      )}
      <div className="mt-4">
        <SharedHoursCard {...elsewhere} />
      </div>
    </>
  );
}

const COLUMNS: readonly PlainColumn<PatternRow>[] = [
  {
    header: "Question",
    cell: ({ id, title, sentence }) => (
      <span className="block min-w-60">
        <Link href={`/patterns/${id}`} className="quiet-link font-medium">
          {title}
        </Link>
        <span className="block text-xs text-muted">{sentence}</span>
      </span>
    ),
  },
  {
    header: "Outcome",
    cell: ({ outcome, severity }) => <OutcomeBadge outcome={outcome} severity={severity} />,
  },
  {
    header: "Effect and interval",
    cell: ({ effect, insufficientReason }) =>
      effect ? (
        <span className="block min-w-40">
          <span className="tabular-nums">{`${effect.text} ${effect.unit}`}</span>
          <span className="block text-2xs text-faint">{`${effect.name}; ${effect.method}`}</span>
        </span>
      ) : (
        <span className="block min-w-40 text-2xs text-faint">{insufficientReason ?? "none to show"}</span>
      ),
  },
  {
    header: "Threshold and source",
    cell: ({ threshold }) => (
      <span className="block min-w-48">
        {threshold.text ?? "none"}
        <span className="block text-2xs text-faint">{`${threshold.kind}: ${threshold.source}`}</span>
      </span>
    ),
  },
  { header: "n", cell: ({ n }) => <span className="whitespace-nowrap">{n}</span> },
  { header: "Test", cell: ({ test }) => <span className="block min-w-24 text-xs">{test}</span> },
];
