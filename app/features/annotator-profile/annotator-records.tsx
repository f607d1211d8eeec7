import { ContestRow } from "~/features/appeals/contest-row";
import { OwnRescores } from "~/features/appeals/own-rescores";
import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import type { AnnotatorRecords } from "./annotator-records.server";
import { CaseFindings, PremiumWork } from "./case-cards";

export interface RecordCardsProps extends AnnotatorRecords {
  /** Where all rows behind the numbers are. */
  readonly rowsHref: string;
  /** Whether the viewer is the person: only they contest. */
  readonly own: boolean;
}

/** The records behind the numbers: keys that were missed, premium work, decisions, the audit's findings. */
export function RecordCards(props: RecordCardsProps) {
  const { missed, hasMoreMissed, hiddenMisses, decisions, premium, findings, rescores, rowsHref, own } =
    props;
  return (
    <div className="mt-4 grid grid-cols-1 gap-4">
      <Card
        title="Gold items missed"
        note={
          missed.length === 0
            ? "No answer misses the key of a gold item in force."
            : `Latest first${hasMoreMissed ? `; the last ${missed.length}` : ""}. A key can be wrong.`
        }
        actions={
          <Link href={`${rowsHref}?kind=gold`} className="button">
            All gold
          </Link>
        }
        flush
      >
        {!own || hiddenMisses === 0 ? null : (
          <p className="px-4 pb-2 text-sm text-muted">
            {`${formatCount(hiddenMisses)} more on projects that keep live keys to themselves: only the count is shown.`}
          </p>
        )}
        {missed.length === 0 ? null : <Missed missed={missed} own={own} />}
      </Card>
      <div className="grid grid-cols-1 gap-4 wide:grid-cols-2 wide:items-start">
        <div className="grid grid-cols-1 gap-4">
          <OwnRescores rescores={rescores} />
          <PremiumWork premium={premium} />
          <Decisions decisions={decisions} own={own} />
        </div>
        <CaseFindings findings={findings} />
      </div>
    </div>
  );
}

function Missed({ missed, own }: Pick<RecordCardsProps, "missed" | "own">) {
  return (
    <PlainTable
      label="Gold items missed"
      rows={missed}
      rowId={({ itemId, submittedAt }) => `${itemId} ${submittedAt ?? ""}`}
      columns={[
        { header: "Item", cell: ({ itemId }) => <span className="block min-w-24 break-all">{itemId}</span> },
        { header: "Project", cell: ({ project }) => project },
        { header: "Answer", cell: ({ answer }) => <Short text={answer} /> },
        { header: "Key", cell: ({ key }) => <Short text={key} /> },
        {
          header: "When",
          cell: ({ submittedAt }) => (
            <span className="whitespace-nowrap">
              {submittedAt === null ? "undated" : formatInstant(submittedAt)}
            </span>
          ),
        },
        ...(own
          ? [
              {
                header: "Not right?",
                cell: ({ itemId, projectId }: RecordCardsProps["missed"][number]) => (
                  <ContestRow
                    subject="gold_item"
                    subjectId={itemId}
                    project={projectId}
                    label={`the key of ${itemId}`}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

const LONGEST = 80;

function Short({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return <span title={text}>{text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}</span>;
}

const KINDS: Readonly<Record<string, string>> = {
  suspension: "Suspension",
  termination: "Termination",
  pay_withheld: "Pay withheld",
  appeal_rejected: "Appeal rejected",
  other: "Other decision",
};

function Decisions({ decisions, own }: Pick<RecordCardsProps, "decisions" | "own">) {
  return (
    <Card title="Decisions" {...(decisions.length === 0 ? { note: "None is recorded." } : {})}>
      {decisions.length === 0 ? null : (
        <ol className="grid gap-2 text-sm">
          {decisions.map((one) => (
            <li key={one.decisionId} className="border-t border-line pt-2 first:border-t-0 first:pt-0">
              <span className="font-medium">{KINDS[one.kind] ?? one.kind}</span>
              <span className="text-muted">{` on ${formatInstant(one.at)}, by ${one.actor === "human" ? "a person" : "the system"}`}</span>
              <span className="block text-xs text-muted">{one.reasons ?? "No reasons were given."}</span>
              {one.contact ? (
                <span className="block text-xs text-faint">{`Contact: ${one.contact}`}</span>
              ) : null}
              {own ? (
                <ContestRow
                  subject="decision"
                  subjectId={one.decisionId}
                  label={`the decision of ${formatInstant(one.at)}`}
                />
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
