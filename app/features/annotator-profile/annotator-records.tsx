import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatInstant, formatPercent } from "~/ui/format";
import type { AnnotatorRecords } from "./annotator-records.server";

/** The records behind the numbers: keys that were missed, decisions, premium work. */
export function RecordCards({ missed, hasMoreMissed, decisions, premium }: AnnotatorRecords) {
  return (
    <div className="mt-4 grid gap-4 wide:grid-cols-2 wide:items-start">
      <Card
        title="Gold items missed"
        note={
          missed.length === 0
            ? "No answer misses the key of a gold item in force."
            : `Latest first${hasMoreMissed ? `; the last ${missed.length}` : ""}. A key can be wrong.`
        }
        flush
      >
        {missed.length === 0 ? null : <Missed missed={missed} />}
      </Card>
      <div className="grid gap-4">
        <Premium premium={premium} />
        <Decisions decisions={decisions} />
      </div>
    </div>
  );
}

function Missed({ missed }: Pick<AnnotatorRecords, "missed">) {
  return (
    <PlainTable
      label="Gold items missed"
      rows={missed}
      rowId={({ itemId, submittedAt }) => `${itemId} ${submittedAt ?? ""}`}
      columns={[
        { header: "Item", cell: ({ itemId }) => <span className="break-all">{itemId}</span> },
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
      ]}
    />
  );
}

const LONGEST = 80;

function Short({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return <span title={text}>{text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}</span>;
}

function Premium({ premium }: Pick<AnnotatorRecords, "premium">) {
  return (
    <Card title="Premium work">
      {premium === null ? (
        <p className="text-sm text-muted">
          Unmeasured: too few offers, or people, are recorded to compare with.
        </p>
      ) : (
        <p className="text-sm">
          {`${formatCount(premium.premiumOffered)} of ${formatCount(premium.offered)} offers were of premium batches, and ${formatCount(premium.premiumTaken)} of them were taken. `}
          <span className="text-muted">
            {`At everybody's share (${formatPercent(premium.everybodysShare)}) it would have been ${premium.expected.toFixed(1)}. Availability and tier explain some differences.`}
          </span>
        </p>
      )}
    </Card>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  suspension: "Suspension",
  termination: "Termination",
  pay_withheld: "Pay withheld",
  appeal_rejected: "Appeal rejected",
  other: "Other decision",
};

function Decisions({ decisions }: Pick<AnnotatorRecords, "decisions">) {
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
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
