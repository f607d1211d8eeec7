import { Form, useNavigation } from "@remix-run/react";
import { decisionInWords } from "~/tiers/trace-words";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { CheckField, TextAreaField } from "~/ui/field";
import { formatDate, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import type { Review } from "./review.server";
import { SHORTEST_REASONS } from "./review-form";
import { TierTraceView } from "./tier-trace";

export interface ReviewProps extends Review {
  /** Why the decision could not be made, with what was written. */
  readonly fault: { readonly refused: string; readonly reasons: string } | null;
}

/** One proposed change: its evidence, once somebody has opened it, and the decision. */
export function ReviewScreen(props: ReviewProps) {
  const { proposal, policy, evidence } = props;
  const label = (id: string) => policy?.tiers.find((tier) => tier.id === id)?.label ?? id;
  const [from, to] = [label(proposal.fromTier), label(proposal.toTier)];
  const name = proposal.displayName ?? proposal.sourceId;
  const href = `/annotators/${encodeURIComponent(proposal.sourceId)}`;
  return (
    <>
      <PageHeader
        title={`${name}: ${from} to ${to}`}
        summary={`Proposed from the window that ended on ${formatDate(proposal.windowTo)}, under policy version ${proposal.policyVersion}.`}
        aside={<StatusBadge status={proposal.status} />}
        actions={
          <Link href={href} className="button">
            All about this person
          </Link>
        }
      />
      <div className="grid max-w-5xl grid-cols-1 items-start gap-4">
        {evidence === null ? (
          <OpenCard to={to} name={name} />
        ) : (
          <Card title="Evidence">
            <TierTraceView
              trace={evidence.trace}
              decision={
                policy === null ? evidence.words.slice(0, 1) : decisionInWords(policy, evidence.trace)
              }
              rowsHref={href}
            />
          </Card>
        )}
        {evidence !== null && proposal.status === "open" ? (
          <DecisionForm {...props} from={from} to={to} />
        ) : null}
        <History proposal={proposal} />
      </div>
    </>
  );
}

const STATUS = {
  open: ["accent", "waits for a decision"],
  carried_out: ["plain", "done by the platform"],
  superseded: ["plain", "overtaken"],
  withdrawn: ["plain", "no longer called for"],
  upheld: ["plain", "made"],
  refused: ["plain", "not made"],
} as const;

function StatusBadge({ status }: { readonly status: keyof typeof STATUS }) {
  const [tone, word] = STATUS[status];
  return <Badge tone={tone}>{word}</Badge>;
}

const OpenCard = ({ to, name }: { readonly to: string; readonly name: string }) => (
  <Card title="Evidence">
    <p className="max-w-[60ch] text-sm text-muted">
      {`Before ${name} can be moved to ${to}, a person reads what the proposal rests on. Who opens it, and when, is kept beside the decision.`}
    </p>
    <Form method="post" className="mt-3">
      <button type="submit" name="intent" value="open" className="button-primary">
        Open the evidence
      </button>
    </Form>
  </Card>
);

function DecisionForm({
  proposal,
  fault,
  held,
  from,
  to,
}: ReviewProps & { readonly from: string; readonly to: string }) {
  const busy = useNavigation().state !== "idle";
  const down = proposal.direction === "down";
  return (
    <Card
      title="Decision"
      note={
        down
          ? "The person reads these reasons. A demotion without them is not possible."
          : "The person reads these reasons, where there are any."
      }
    >
      <Form method="post" className="grid gap-3">
        {fault === null ? null : (
          <p role="alert" className="text-sm text-alarm">
            {fault.refused}
          </p>
        )}
        {held ? (
          <p className="text-sm">
            {
              "This person contests what the change rests on, so it is held: the tier stays as it is until the "
            }
            <Link href="/appeals" className="prose-link">
              appeal
            </Link>
            {" is answered."}
          </p>
        ) : null}
        <TextAreaField
          label="Reasons"
          name="reasons"
          defaultValue={fault?.reasons ?? ""}
          hint={down ? `At least ${SHORTEST_REASONS} characters.` : undefined}
          {...(down ? { required: true, minLength: SHORTEST_REASONS } : {})}
        />
        <CheckField label="The person has been told" name="told" value="yes" />
        <div className="flex flex-wrap gap-2">
          <button type="submit" name="intent" value="refuse" className="button" disabled={busy}>
            {`Keep ${from}`}
          </button>
          <button type="submit" name="intent" value="uphold" className="button" disabled={busy || held}>
            {`Move to ${to}`}
          </button>
        </div>
      </Form>
    </Card>
  );
}

function History({ proposal }: Pick<Review, "proposal">) {
  const at = (instant: string | null, by: string | null) =>
    instant === null ? "not yet" : `${formatInstant(instant)} UTC${by === null ? "" : `, ${by}`}`;
  return (
    <Card title="Times">
      <DefinitionList
        items={[
          { term: "Proposed", value: at(proposal.proposedAt, null) },
          { term: "Evidence opened", value: at(proposal.evidenceOpenedAt, proposal.openedBy) },
          { term: "Decided", value: at(proposal.decidedAt, proposal.decidedBy) },
          ...(proposal.reasons ? [{ term: "Reasons", value: proposal.reasons }] : []),
        ]}
      />
    </Card>
  );
}
