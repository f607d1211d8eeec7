import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatDate } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { ClockText, StateBadge } from "./appeal-parts";
import type { ClockedAppeal } from "./open-appeals";

export interface AppealQueueProps {
  readonly open: readonly ClockedAppeal[];
  readonly answered: readonly ClockedAppeal[];
}

const COLUMNS: readonly PlainColumn<ClockedAppeal>[] = [
  {
    header: "Annotator",
    cell: ({ name, href }) => (
      <Link href={href} className="prose-link">
        {name}
      </Link>
    ),
  },
  { header: "Contests", cell: ({ what }) => what },
  {
    header: "Row",
    cell: ({ subjectId }) => <span className="block min-w-24 break-all text-xs text-muted">{subjectId}</span>,
  },
  {
    header: "Filed",
    cell: ({ filedAt }) => <span className="whitespace-nowrap">{formatDate(filedAt)}</span>,
  },
  { header: "Clock", cell: (appeal) => <ClockText appeal={appeal} /> },
];

const STATE: PlainColumn<ClockedAppeal> = {
  header: "State",
  cell: (appeal) => <StateBadge appeal={appeal} />,
};

/** Appeals that wait for a person, those due first before the others, and what was answered lately. */
export function AppealQueuePage({ open, answered }: AppealQueueProps) {
  const late = open.filter((one) => one.late).length;
  return (
    <>
      <PageHeader
        title="Appeals"
        summary="People contest single rows: a key, a review, a payment. A person reads the evidence and answers within 14 days, with written reasons."
      />
      <div className="grid gap-4">
        {open.length === 0 ? (
          <EmptyState title="No appeal is open">
            Whoever contests something appears here with the row.
          </EmptyState>
        ) : (
          <Card
            title="Open"
            note={`${formatCount(open.length)} open${late === 0 ? "" : `, ${formatCount(late)} past the fourteenth day`}. Demotions that rest on a contested row are held.`}
            flush
          >
            <PlainTable label="Open appeals" whole columns={COLUMNS} rows={open} rowId={idOf} />
          </Card>
        )}
        {answered.length === 0 ? null : (
          <Card title="Answered" note="The latest answers first." flush>
            <PlainTable label="Answered appeals" columns={[...COLUMNS, STATE]} rows={answered} rowId={idOf} />
          </Card>
        )}
      </div>
    </>
  );
}

const idOf = ({ annotator, appealId }: ClockedAppeal): string => `${annotator} ${appealId}`;
