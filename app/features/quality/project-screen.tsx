import { Form } from "@remix-run/react";
import { Badge } from "~/ui/badge";
import { formatCount, formatInstant } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { AggregationTable, AgreementFigures, AgreementOverTime } from "./agreement-cards";
import { DisputePreview } from "./dispute-card";
import { ruleText } from "./estimate";
import { GoldHealthCard } from "./gold-card";
import { AgainstCeiling, PairClarity, PreferenceAnnotators, PreferenceFigures } from "./preference-cards";
import { AggregationChanges, HardestItems } from "./item-cards";
import { AnnotatorMatrix, ConfusionMatrix } from "./matrix-cards";
import type { ProjectQuality } from "./quality.server";
import { RankCards } from "./rank-cards";
import { RatingAnnotators, RatingFigures } from "./rating-cards";
import { RevisionCards } from "./revision-cards";
import { ReviewerCard } from "./reviewer-card";
import { useReload } from "./use-reload";

export type ProjectScreenProps = ProjectQuality & {
  /** The query as it stands in the address. */
  readonly search: string;
};

/** One project: can its answers, keys and reviewers be relied on? */
export function ProjectScreen(props: ProjectScreenProps) {
  const { name, agreement, computing, answerRule, goldTolerance, taskType } = props;
  const busy = computing !== null && computing.state !== "failed";
  useReload(busy);
  const size = agreement
    ? `${formatCount(agreement.judgments)} judgments of ${formatCount(agreement.items)} items by ${formatCount(agreement.annotators)} annotators. `
    : "";
  return (
    <>
      <PageHeader
        title={name}
        aside={<Badge tone="outline">{taskType ?? "task type not on record"}</Badge>}
        summary={`${size}Answer rule: ${ruleText(answerRule, goldTolerance)}.`}
        actions={<Compute {...props} busy={busy} />}
      />
      <Standing {...props} />
      {agreement === null ? <NotYet busy={busy} /> : <Parts {...props} />}
    </>
  );
}

function Parts(props: ProjectScreenProps) {
  const texts = props.taskType === "revision";
  return (
    <div className="grid gap-4">
      {texts ? null : <AgreementFigures {...props} />}
      <RatingFigures {...props} />
      <PreferenceFigures {...props} />
      <RevisionCards {...props} />
      {texts ? null : <Classes {...props} />}
      <RankCards {...props} />
      {texts ? null : (
        <div className="grid gap-4 wide:grid-cols-2">
          <HardestItems {...props} />
          <AggregationChanges {...props} />
        </div>
      )}
      <GoldHealthCard {...props} />
      <KeyVisibility {...props} />
      <DisputePreview {...props} />
      <ReviewerCard {...props} />
    </div>
  );
}

/** What answers that fall into classes have; texts that people wrote do not. */
function Classes(props: ProjectScreenProps) {
  return (
    <>
      <div className="grid gap-4 wide:grid-cols-2">
        <AgreementOverTime {...props} />
        <AggregationTable {...props} />
        <ConfusionMatrix {...props} />
        <AnnotatorMatrix {...props} />
      </div>
      {props.rating ? (
        <div className="grid items-start gap-4 wide:grid-cols-2">
          <RatingAnnotators {...props} />
        </div>
      ) : null}
      {props.preference ? (
        <div className="grid items-start gap-4 wide:grid-cols-2">
          <div className="grid gap-4">
            <PairClarity {...props} />
            <PreferenceAnnotators {...props} />
          </div>
          <AgainstCeiling {...props} />
        </div>
      ) : null}
    </>
  );
}

/** Whether annotators see which live keys they missed, or only how many. */
const KeyVisibility = ({ hidesLiveKeys }: ProjectScreenProps) => (
  <Form method="post" className="flex flex-wrap items-center gap-3 text-sm">
    <input type="hidden" name="hide" value={hidesLiveKeys ? "no" : "yes"} />
    <span className="text-muted">
      {hidesLiveKeys
        ? "Annotators see how many live gold items they missed, without items and keys; retired keys they see."
        : "Annotators see each live gold item they missed, with its key and their answer."}
    </span>
    <button type="submit" name="intent" value="keys" className="button">
      {hidesLiveKeys ? "Show live keys to annotators" : "Hide live keys from annotators"}
    </button>
  </Form>
);

function Compute({ kept, busy }: ProjectScreenProps & { readonly busy: boolean }) {
  return (
    <Form method="post">
      <button type="submit" className={kept?.stale === false ? "button" : "button-primary"} disabled={busy}>
        {busy ? "Computing…" : kept ? "Compute again" : "Compute"}
      </button>
    </Form>
  );
}

function Standing({ kept, computing }: ProjectScreenProps) {
  return (
    <p className="-mt-2 mb-4 text-xs text-muted" role="status">
      {kept
        ? `Computed ${formatInstant(kept.computedAt)} UTC by definitions ${kept.definitionsVersion}. `
        : ""}
      {kept?.stale
        ? "Records or definitions have changed since: compute again for figures of today's records. "
        : ""}
      {computing?.state === "failed" ? "The last computation failed; the server's log says why. " : ""}
      {computing && computing.state !== "failed"
        ? `Under way: ${computing.step ?? (computing.state === "waiting" ? "waiting for its turn" : "reading the labels")}.`
        : ""}
    </p>
  );
}

function NotYet({ busy }: { readonly busy: boolean }) {
  return busy ? (
    <EmptyState title="Computing">The page shows the figures as soon as they are there.</EmptyState>
  ) : (
    <EmptyState title="Not computed yet">
      Agreement and aggregation read every judgment of the project; ask for them once, and again when records
      have come in.
    </EmptyState>
  );
}
