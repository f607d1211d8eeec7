import { Form, useNavigation } from "@remix-run/react";
import { Card } from "~/ui/card";
import { TextAreaField, TextField } from "~/ui/field";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { ClaimCard, ClockText, HistoryCard, RowCard, StateBadge } from "./appeal-parts";
import type { LoadedAppeal } from "./appeals.server";
import { EvidenceCards, RescoreCard } from "./evidence-cards";
import { SHORTEST_NOTE, SHORTEST_REASONS } from "./reasons";

export interface AppealPageProps extends LoadedAppeal {
  /** Why the last answer was not taken, with what was written. */
  readonly fault: { readonly sentence: string; readonly reasons: string; readonly outcome: string } | null;
}

/** One appeal for whoever answers it: the claim, the row and what stands beside it, the answer, the history. */
export function AppealPage(props: AppealPageProps) {
  const { appeal, claim, contested, evidence, events, fault } = props;
  return (
    <>
      <PageHeader
        title={`${appeal.name} contests ${appeal.what}`}
        summary={<ClockText appeal={appeal} />}
        aside={<StateBadge appeal={appeal} />}
        actions={
          <Link href={`/annotators/${encodeURIComponent(appeal.annotator)}`} className="button">
            All about this person
          </Link>
        }
      />
      <div className="grid grid-cols-1 items-start gap-4 wide:grid-cols-2">
        <div className="grid grid-cols-1 gap-4">
          <ClaimCard claim={claim} filedAt={appeal.filedAt} />
          <RowCard contested={contested} what={appeal.what} />
        </div>
        <div className="grid grid-cols-1 gap-4">
          <EvidenceCards evidence={evidence} contested={contested} subjectId={appeal.subjectId} />
        </div>
      </div>
      <div className="mt-4 grid grid-cols-1 items-start gap-4">
        <RescoreCard rescored={evidence.rescored} />
        {appeal.outcome === null ? <AnswerForm appeal={appeal} fault={fault} /> : null}
        {appeal.outcome === "upheld" && appeal.rectifiedAt === null ? <RectifyForm fault={fault} /> : null}
        <HistoryCard events={events} />
      </div>
    </>
  );
}

const UPHELD: Readonly<Record<AppealPageProps["appeal"]["subject"], string>> = {
  gold_item: "The key is retired, and everybody who answered the item is scored anew.",
  judgment: "A rejected judgment is approved, and its pay becomes due.",
  review: "The review is overturned, and counts so.",
  tier_change: "A change that waits is not made; one that was made is taken back in the records.",
  decision: "The reversal is recorded; taking its effect back on the platform stays with you.",
  payment: "An amount that you name is recorded as an adjustment; paying it stays with you.",
  time_entry: "An unpaid entry counts as paid time; its times are corrected in the time keeping.",
};

function AnswerForm({ appeal, fault }: Pick<AppealPageProps, "appeal" | "fault">) {
  const busy = useNavigation().state !== "idle";
  return (
    <Card title="The answer" note="Yours, by name. The person reads it, and can contest a rejection in turn.">
      <Form method="post" className="grid max-w-3xl gap-3">
        {fault === null ? null : (
          <p role="alert" className="text-sm text-alarm">
            {fault.sentence}
          </p>
        )}
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 text-sm font-medium">Decision</legend>
          <Choice
            value="upheld"
            label="Uphold the appeal"
            hint={UPHELD[appeal.subject]}
            chosen={fault?.outcome}
          />
          <Choice
            value="rejected"
            label="Reject the appeal"
            hint="The row stays as it is; the rejection is recorded as a decision."
            chosen={fault?.outcome}
          />
        </fieldset>
        {appeal.subject === "payment" ? (
          <TextField
            label="Paid in addition"
            name="amount"
            inputMode="decimal"
            hint="In the payment's currency, such as 24.50. Left empty, nothing is recorded as paid."
          />
        ) : null}
        <TextAreaField
          label="Reasons"
          name="reasons"
          required
          minLength={SHORTEST_REASONS}
          defaultValue={fault?.reasons ?? ""}
          hint={`What the rows show in this case, and what follows from it; ${SHORTEST_REASONS} characters or more.`}
        />
        <div>
          <button type="submit" name="intent" value="answer" className="button-primary" disabled={busy}>
            Send the answer
          </button>
        </div>
      </Form>
    </Card>
  );
}

function Choice({
  value,
  label,
  hint,
  chosen,
}: {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly chosen: string | undefined;
}) {
  return (
    <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2 text-sm">
      <input
        type="radio"
        name="outcome"
        value={value}
        required
        defaultChecked={chosen === value}
        className="mt-1 size-4 accent-(--accent)"
      />
      <span>
        {label}
        <span className="block text-xs text-muted">{hint}</span>
      </span>
    </label>
  );
}

function RectifyForm({ fault }: Pick<AppealPageProps, "fault">) {
  const busy = useNavigation().state !== "idle";
  return (
    <Card
      title="Put right"
      note="An upheld appeal is put right within 14 days. Say what was done outside of these records."
    >
      <Form method="post" className="grid max-w-3xl gap-3">
        {fault === null ? null : (
          <p role="alert" className="text-sm text-alarm">
            {fault.sentence}
          </p>
        )}
        <TextAreaField label="What was done" name="note" required minLength={SHORTEST_NOTE} rows={2} />
        <div>
          <button type="submit" name="intent" value="rectify" className="button" disabled={busy}>
            It has been put right
          </button>
        </div>
      </Form>
    </Card>
  );
}
