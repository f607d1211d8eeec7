import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { APPEAL_DAYS } from "~/domain/appeal-clock";
import { Card } from "~/ui/card";
import { formatDate } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { ClockText, StateBadge } from "./appeal-parts";
import { type AppealSubject, ownAppealHref, SUBJECT_WORDS } from "./appeal-words";
import { ClaimFields } from "./contest-row";
import type { ClockedAppeal } from "./open-appeals";
import { type OwnRescore, OwnRescores } from "./own-rescores";

export interface OwnAppealsProps {
  readonly appeals: readonly ClockedAppeal[];
  readonly rescores: readonly OwnRescore[];
  /** Why the last claim was not filed, with what was written. */
  readonly fault: {
    readonly sentence: string;
    readonly claim: {
      readonly subject?: AppealSubject | undefined;
      readonly subjectId?: string | undefined;
      readonly project?: string | undefined;
      readonly claim?: string | undefined;
    };
  } | null;
}

const COLUMNS: readonly PlainColumn<ClockedAppeal>[] = [
  {
    header: "Contested",
    cell: ({ what, appealId }) => (
      <Link href={ownAppealHref(appealId)} className="prose-link">
        {what}
      </Link>
    ),
  },
  {
    header: "Row",
    cell: ({ subjectId }) => <span className="block min-w-24 break-all text-xs text-muted">{subjectId}</span>,
  },
  {
    header: "Filed",
    cell: ({ filedAt }) => <span className="whitespace-nowrap">{formatDate(filedAt)}</span>,
  },
  { header: "State", cell: (appeal) => <StateBadge appeal={appeal} /> },
  { header: "Clock", cell: (appeal) => <ClockText appeal={appeal} /> },
];

/** One's own appeals with their clocks. */
export function OwnAppealsPage({ appeals, rescores, fault }: OwnAppealsProps) {
  return (
    <>
      <PageHeader
        title="My appeals"
        summary={`What you have contested. A person answers within ${APPEAL_DAYS} days, in writing; while a number is contested, no demotion that rests on it is made here.`}
        actions={
          <Link href="/me/records" className="button">
            Contest a row
          </Link>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {fault === null ? null : <Refused fault={fault} />}
        {appeals.length === 0 ? (
          <EmptyState
            title="Nothing is contested"
            actions={
              <Link href="/me/records" className="button-primary">
                My records
              </Link>
            }
          >
            Every row behind your numbers can be contested where it stands: an answer, a key, a review, a tier
            change, a decision, a payment, a time entry.
          </EmptyState>
        ) : (
          <Card title="Contested" flush>
            <PlainTable
              label="My appeals"
              whole
              columns={COLUMNS}
              rows={appeals}
              rowId={({ appealId }) => appealId}
            />
          </Card>
        )}
        <OwnRescores rescores={rescores} />
      </div>
    </>
  );
}

function Refused({ fault }: { readonly fault: NonNullable<OwnAppealsProps["fault"]> }) {
  const { subject, subjectId, project, claim } = fault.claim;
  return (
    <Card title="Not filed yet">
      <p role="alert" className="mb-3 text-sm text-alarm">
        {fault.sentence}
      </p>
      {subject === undefined || subjectId === undefined ? null : (
        <>
          <p className="mb-2 text-sm text-muted">{`You contest ${SUBJECT_WORDS[subject]}: ${subjectId}.`}</p>
          <ClaimFields
            subject={subject}
            subjectId={subjectId}
            project={project ?? null}
            claim={claim ?? ""}
          />
        </>
      )}
    </Card>
  );
}
