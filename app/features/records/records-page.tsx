import { ContestRow } from "~/features/appeals/contest-row";
import type { AppealSubject } from "~/features/appeals/appeal-words";
import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatInstant, formatMoney, formatSeconds } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { Pager } from "~/ui/pager";
import { EmptyState } from "~/ui/states";
import { TabLinks } from "~/ui/tab-links";
import { KIND_WORDS, RECORD_KINDS, RECORD_PAGE_SIZES } from "./record-kinds";
import type { LoadedRecords } from "./records.server";

export interface RecordsPageProps extends LoadedRecords {
  readonly path: string;
  /** Whether the viewer is the person: only they contest. */
  readonly own: boolean;
}

/** The rows behind one person's numbers; each can be contested where it stands, by that person. */
export function RecordsPage({
  path,
  own,
  annotator,
  kind,
  page,
  size,
  total,
  rows,
  hiddenMisses,
}: RecordsPageProps) {
  const tabs = RECORD_KINDS.map((one) => ({ href: `${path}?kind=${one}`, label: KIND_WORDS[one] }));
  return (
    <>
      <PageHeader
        title={own ? "My records" : `Records of ${annotator.name}`}
        summary={
          own
            ? "The rows that your numbers are counted from. What is wrong can be contested in its row."
            : "The rows that this person's numbers are counted from, as the person sees them."
        }
        tabs={<TabLinks label="Records" tabs={tabs} current={`${path}?kind=${kind}`} />}
      />
      {own && kind === "gold" && hiddenMisses > 0 ? (
        <p className="mb-3 text-sm text-muted">
          {`${formatCount(hiddenMisses)} more missed on projects that keep live keys to themselves: only the count is shown.`}
        </p>
      ) : null}
      {total === 0 ? (
        <EmptyState title="No rows of this kind">The records hold none.</EmptyState>
      ) : (
        <>
          <Card flush>
            <Rows rows={rows} own={own} />
          </Card>
          <Pager
            path={path}
            query={`kind=${kind}`}
            page={page}
            size={size}
            total={total}
            noun={KIND_WORDS[kind].toLowerCase()}
            sizes={RECORD_PAGE_SIZES}
          />
        </>
      )}
    </>
  );
}

function Rows({ rows, own }: Pick<RecordsPageProps, "rows" | "own">) {
  switch (rows.kind) {
    case "gold":
      return <PlainTable label="Gold" whole rows={rows.list} rowId={judgmentOf} columns={goldColumns(own)} />;
    case "judgments":
      return (
        <PlainTable
          label="Judgments"
          whole
          rows={rows.list}
          rowId={judgmentOf}
          columns={judgmentColumns(own)}
        />
      );
    case "reviews":
      return (
        <PlainTable
          label="Reviews"
          whole
          rows={rows.list}
          rowId={({ reviewId }) => reviewId}
          columns={reviewColumns(own)}
        />
      );
    case "payments":
      return (
        <PlainTable
          label="Payments"
          whole
          rows={rows.list}
          rowId={({ paymentId }) => paymentId}
          columns={paymentColumns(own)}
        />
      );
    case "hours":
      return (
        <PlainTable
          label="Time entries"
          whole
          rows={rows.list}
          rowId={({ timeEntryId }) => timeEntryId}
          columns={entryColumns(own)}
        />
      );
  }
}

type RowOf<K extends LoadedRecords["rows"]["kind"]> = Extract<
  LoadedRecords["rows"],
  { readonly kind: K }
>["list"][number];

const judgmentOf = ({ judgmentId }: { readonly judgmentId: string }): string => judgmentId;

const LONGEST = 80;

const Text = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <span className="break-words" title={text}>
      {text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}
    </span>
  );

const Name = ({ id }: { readonly id: string | null }) => (
  <span className="block min-w-28 [overflow-wrap:anywhere]">{id ?? "unnamed"}</span>
);

const When = ({ at }: { readonly at: string | null }) => (
  <span className="whitespace-nowrap">{at === null ? "undated" : formatInstant(at)}</span>
);

/** The last column, for the person only. */
const contest = <R,>(
  own: boolean,
  row: (row: R) => {
    subject: AppealSubject;
    subjectId: string;
    project?: string | null;
    label: string;
    /** Nothing hangs on the row any more. */
    settled?: boolean;
  },
): readonly PlainColumn<R>[] =>
  own
    ? [
        {
          header: "Not right?",
          cell: (one) => {
            const { settled = false, ...named } = row(one);
            return settled ? null : <ContestRow {...named} />;
          },
        },
      ]
    : [];

const project = {
  header: "Project",
  cell: (row: { projectName: string | null; project: string | null }) => row.projectName ?? row.project,
};

const goldColumns = (own: boolean): readonly PlainColumn<RowOf<"gold">>[] => [
  { header: "Item", cell: ({ item }) => <Name id={item} /> },
  project,
  { header: "Answer", cell: ({ answer }) => <Text text={answer} /> },
  { header: "Key", cell: ({ key }) => <Text text={key} /> },
  {
    header: "Counts as",
    cell: ({ matches, status }) =>
      status === "retired" || status === "disputed" ? (
        <Badge tone="outline">{`${status}: not counted`}</Badge>
      ) : matches ? (
        "met"
      ) : (
        <span className="font-medium">missed</span>
      ),
  },
  { header: "When", cell: ({ submittedAt }) => <When at={submittedAt} /> },
  ...contest<RowOf<"gold">>(own, ({ item, project: of, status }) => ({
    settled: status === "retired",
    ...{
      subject: "gold_item",
      subjectId: item ?? "",
      project: of,
      label: `the key of ${item ?? "this item"}`,
    },
  })),
];

const judgmentColumns = (own: boolean): readonly PlainColumn<RowOf<"judgments">>[] => [
  { header: "Judgment", cell: ({ judgmentId }) => <Name id={judgmentId} /> },
  project,
  { header: "Answer", cell: ({ answer }) => <Text text={answer} /> },
  {
    header: "Status",
    cell: ({ status, rejectionReason }) => (
      <>
        {status}
        {rejectionReason ? <span className="block text-xs text-muted">{rejectionReason}</span> : null}
      </>
    ),
  },
  {
    header: "Time",
    align: "end",
    cell: ({ activeSeconds, leadSeconds }) =>
      activeSeconds !== null
        ? `${formatSeconds(activeSeconds)} active`
        : leadSeconds !== null
          ? `${formatSeconds(leadSeconds)} lead`
          : "",
  },
  {
    header: "Pay",
    align: "end",
    cell: ({ payMinor, currency }) =>
      payMinor === null || currency === null ? "" : formatMoney(payMinor, currency),
  },
  { header: "When", cell: ({ submittedAt }) => <When at={submittedAt} /> },
  ...contest<RowOf<"judgments">>(own, ({ judgmentId }) => ({
    ...{ subject: "judgment", subjectId: judgmentId, label: `judgment ${judgmentId}` },
  })),
];

const reviewColumns = (own: boolean): readonly PlainColumn<RowOf<"reviews">>[] => [
  { header: "Review", cell: ({ reviewId }) => <Name id={reviewId} /> },
  project,
  { header: "Answer", cell: ({ answer }) => <Text text={answer} /> },
  {
    header: "Verdict",
    cell: ({ outcome, score, scoreMax }) =>
      outcome ?? (score === null ? "none" : `${score} of ${scoreMax ?? "?"}`),
  },
  { header: "Chosen", cell: ({ routing }) => (routing === "random" ? "at random" : (routing ?? "")) },
  { header: "When", cell: ({ reviewedAt }) => <When at={reviewedAt} /> },
  {
    header: "Overturned",
    cell: ({ overturnedAt }) => (overturnedAt === null ? "no" : <When at={overturnedAt} />),
  },
  ...contest<RowOf<"reviews">>(own, ({ reviewId }) => ({
    ...{ subject: "review", subjectId: reviewId, label: `review ${reviewId}` },
  })),
];

const paymentColumns = (own: boolean): readonly PlainColumn<RowOf<"payments">>[] => [
  { header: "Payment", cell: ({ paymentId }) => <Name id={paymentId} /> },
  project,
  { header: "Kind", cell: ({ kind }) => kind },
  { header: "Amount", align: "end", cell: ({ amountMinor, currency }) => formatMoney(amountMinor, currency) },
  { header: "Paid", cell: ({ paidAt }) => <When at={paidAt} /> },
  ...contest<RowOf<"payments">>(own, ({ paymentId }) => ({
    ...{ subject: "payment", subjectId: paymentId, label: `payment ${paymentId}` },
  })),
];

const entryColumns = (own: boolean): readonly PlainColumn<RowOf<"hours">>[] => [
  { header: "Entry", cell: ({ timeEntryId }) => <Name id={timeEntryId} /> },
  project,
  { header: "Kind", cell: ({ kind }) => kind },
  { header: "From", cell: ({ fromAt }) => <When at={fromAt} /> },
  { header: "To", cell: ({ toAt }) => <When at={toAt} /> },
  { header: "Paid", cell: ({ paid }) => (paid ? "yes" : "no") },
  ...contest<RowOf<"hours">>(own, ({ timeEntryId }) => ({
    ...{ subject: "time_entry", subjectId: timeEntryId, label: `time entry ${timeEntryId}` },
  })),
];
