import { Form } from "@remix-run/react";
import { OUTCOMES, SEVERITIES } from "~/domain/finding";
import { useReload } from "~/features/quality/use-reload";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Card } from "~/ui/card";
import { formatDate, formatInstant } from "~/ui/format";
import { GetForm, Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { OutcomeBadge, StatusBadge } from "./badges";
import type { PatternRow, Patterns } from "./patterns.server";
import { RunState } from "./run-state";

export interface PatternsPageProps extends Patterns {
  readonly search: string;
}

/** Every question the audit asks, what it answers today, and what was done about it. */
export function PatternsPage(props: PatternsPageProps) {
  const { patterns, running, hasRecords, mayRun } = props;
  const busy = running?.state === "running";
  useReload(busy);
  return (
    <>
      <PageHeader
        title="Patterns"
        summary="Questions about how work is allotted, paid and measured, each with its answer, how sure it is, and what else could explain it."
        actions={
          mayRun && hasRecords ? (
            <Form method="post">
              <button type="submit" className="button" disabled={busy}>
                {busy ? "Running…" : "Run the audit"}
              </button>
            </Form>
          ) : null
        }
      />
      <RunState running={running} />
      {!hasRecords ? <NothingYet /> : patterns.length === 0 ? <NoRunYet busy={busy} /> : <List {...props} />}
    </>
  );
}

function NoRunYet({ busy }: { readonly busy: boolean }) {
  return (
    <EmptyState title={busy ? "The first audit is under way" : "No audit has been run yet"}>
      {busy
        ? "Its answers appear here as soon as it is done; a minute for a large programme."
        : "A manager runs the audit here or with the command audit; every run is kept."}
    </EmptyState>
  );
}

function List({ patterns, run, search }: PatternsPageProps) {
  const query = new URLSearchParams(search);
  const [severity, audience] = [query.get("severity") ?? "", query.get("audience") ?? ""];
  const shown = patterns.filter(
    (row) =>
      (severity === "" || row.severity === severity || row.outcome === severity) &&
      (audience === "" || row.seenBy.some((one) => one === audience)),
  );
  const counts = OUTCOMES.map(
    (outcome) => `${patterns.filter((row) => row.outcome === outcome).length} ${outcome}`,
  ).join(", ");
  return (
    <Card
      title={counts}
      note={
        run
          ? `Run ${formatInstant(run.runAt)} UTC over ${run.from && run.to ? `${formatDate(run.from.slice(0, 10))} to ${formatDate(run.to.slice(0, 10))}` : "an empty ledger"}, definitions ${run.definitionsVersion}. A question without a flag is not thereby answered "fair".`
          : undefined
      }
      actions={<Filters search={search} severity={severity} audience={audience} />}
      flush
    >
      {shown.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">None of the questions matches.</p>
      ) : (
        <ul aria-label="Patterns">
          {shown.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface FilterProps {
  readonly search: string;
  readonly severity: string;
  readonly audience: string;
}

function Filters({ search, severity, audience }: FilterProps) {
  return (
    <GetForm
      action="/patterns"
      keep={search}
      sets={["severity", "audience"]}
      submitOnChange
      label="Filter"
      className="flex flex-wrap items-center gap-2"
    >
      <select
        name="severity"
        aria-label="Severity or outcome"
        className="field"
        key={`s${severity}`}
        defaultValue={severity}
      >
        <option value="">All outcomes</option>
        {[...[...SEVERITIES].reverse(), ...OUTCOMES].map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
      <select
        name="audience"
        aria-label="Who may see it"
        className="field"
        key={`a${audience}`}
        defaultValue={audience}
      >
        <option value="">For everybody</option>
        {["manager", "annotator", "researcher"].map((value) => (
          <option key={value} value={value}>{`seen by ${value}s`}</option>
        ))}
      </select>
      <noscript>
        <button type="submit" className="button">
          Show
        </button>
      </noscript>
    </GetForm>
  );
}

/** On a phone one thing under another, otherwise in columns. */
function Row({ row }: { readonly row: PatternRow }) {
  const { id, title, outcome, severity, sentence, effect, threshold, affected, change, status, cases } = row;
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line px-4 py-2.5 text-sm wide:grid-cols-[8.5rem_minmax(0,1fr)_13rem_9rem_8rem]">
      <div>
        <OutcomeBadge outcome={outcome} severity={severity} />
      </div>
      <div className="min-w-0">
        <Link href={`/patterns/${id}`} className="quiet-link font-medium">
          {title}
        </Link>
        <p className="text-xs text-muted">{sentence}</p>
      </div>
      <div className="min-w-0">
        {effect ? (
          <>
            <p className="tabular-nums">{`${effect.text} ${effect.unit}`}</p>
            <p className="text-2xs text-faint">
              {threshold.text === null ? threshold.kind : `threshold ${threshold.text}, ${threshold.kind}`}
            </p>
          </>
        ) : null}
      </div>
      <div className="text-xs text-muted">
        {[...affected, ...(affected.length === 0 ? cases : [])].join(", ")}
      </div>
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1 wide:flex-col">
        <StatusBadge status={status} />
        {change ? <span className="text-2xs text-faint">{change}</span> : null}
      </div>
    </li>
  );
}
