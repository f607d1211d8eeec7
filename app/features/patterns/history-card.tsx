import { Form } from "@remix-run/react";
import { Card } from "~/ui/card";
import { SelectField, TextAreaField } from "~/ui/field";
import { formatInstant } from "~/ui/format";
import { amountText } from "~/features/audit/finding-text";
import { OutcomeBadge, STATUSES, StatusBadge, statusLabel } from "./badges";
import type { PatternPageProps } from "./pattern-page";

/** What people made of it: status and notes, and the answers of all runs. */
export function HistoryCard(props: PatternPageProps) {
  const { notes, history, mayDecide } = props;
  return (
    <Card title="History">
      {mayDecide && history.length > 0 ? <StatusForm {...props} /> : null}
      {notes.length > 0 ? (
        <ul aria-label="Notes" className="mb-3 grid gap-2 text-sm">
          {notes.toReversed().map((note) => (
            <li key={note.noteId} className="border-l-2 border-line pl-3">
              <p>{note.note}</p>
              <p className="text-2xs text-faint">
                {note.status ? `${statusLabel(note.status)}, ` : ""}
                {`${note.author ?? "unknown"}, ${formatInstant(note.writtenAt)} UTC`}
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      {history.length === 0 ? (
        <p className="text-sm text-faint">No run yet.</p>
      ) : (
        <ul aria-label="Runs" className="grid gap-1 text-xs">
          {history
            .slice(-12)
            .toReversed()
            .map((run) => (
              <li key={run.runId} className="flex flex-wrap items-center justify-between gap-2">
                <span className="text-muted">{`${formatInstant(run.runAt)} UTC`}</span>
                <span className="flex items-center gap-2 tabular-nums">
                  {run.value === null ? null : amountText(run.value, "")}
                  <OutcomeBadge outcome={run.outcome} severity={run.severity} />
                </span>
              </li>
            ))}
        </ul>
      )}
    </Card>
  );
}

function StatusForm({ status, notes, fault }: PatternPageProps) {
  return (
    <Form method="post" className="mb-4 grid gap-2" key={notes.length} aria-label="Status">
      <input type="hidden" name="intent" value="status" />
      <SelectField
        label="Status"
        name="status"
        defaultValue={status}
        choices={STATUSES.map((value) => ({ value, label: statusLabel(value) }))}
      />
      <TextAreaField
        label="Note"
        name="note"
        rows={2}
        required
        hint="What was decided, and why."
        error={fault?.intent === "status" ? fault.text : undefined}
      />
      <div className="flex items-center gap-2">
        <button type="submit" className="button">
          Save
        </button>
        <StatusBadge status={status} />
      </div>
    </Form>
  );
}
