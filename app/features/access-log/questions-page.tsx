import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { Pager } from "~/ui/pager";
import { EmptyState } from "~/ui/states";
import { LogTabs } from "./log-tabs";

/** A question about a measure, as the ledger against differencing keeps it. */
export interface ShownQuestion {
  readonly queryId: number;
  readonly at: string;
  readonly viewer: string;
  readonly screen: string;
  readonly measure: string;
  readonly question: object;
  readonly people: string;
  readonly withheld: number;
  readonly outcome: "answered" | "withheld" | "refused";
}

export interface QuestionsPageProps {
  readonly questions: readonly ShownQuestion[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

const DIGEST_SHOWN = 8;

const OUTCOMES = { answered: "Answered", withheld: "Answered in part", refused: "Refused" } as const;

const COLUMNS = [
  {
    header: "When",
    cell: ({ at }: ShownQuestion) => <span className="whitespace-nowrap">{formatInstant(at)}</span>,
  },
  { header: "Who", cell: ({ viewer }: ShownQuestion) => viewer },
  { header: "Where", cell: ({ screen }: ShownQuestion) => screen },
  { header: "Measure", cell: ({ measure }: ShownQuestion) => measure },
  { header: "Asked", cell: ({ question }: ShownQuestion) => inWords(question) },
  {
    header: "People",
    cell: ({ people }: ShownQuestion) => (
      <code className="text-xs" title={people}>
        {people.slice(0, DIGEST_SHOWN)}
      </code>
    ),
  },
  { header: "Outcome", cell: ({ outcome }: ShownQuestion) => OUTCOMES[outcome] },
  {
    header: "Withheld",
    align: "end" as const,
    cell: ({ withheld }: ShownQuestion) => formatCount(withheld),
  },
];

/** What researchers have asked about people, and what they were told of it. */
export function QuestionsPage({ questions, page, size, total }: QuestionsPageProps) {
  return (
    <>
      <PageHeader
        title="Access log"
        summary="Every question of researchers about people, and whether it was answered. The same people have the same mark; who they are is in no row."
        tabs={<LogTabs of="questions" />}
      />
      {total === 0 ? (
        <EmptyState title="Nothing yet">No researcher has asked anything.</EmptyState>
      ) : (
        <>
          <Card flush>
            <PlainTable
              label="Questions of researchers"
              whole
              rows={questions}
              rowId={({ queryId }) => String(queryId)}
              columns={COLUMNS}
            />
          </Card>
          <Pager
            path="/settings/access-log"
            query="of=questions"
            page={page}
            size={size}
            total={total}
            noun="questions"
          />
        </>
      )}
    </>
  );
}

/** "by country, within tier": what was left open is not named. */
const inWords = (question: object): string =>
  Object.entries(question)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
