import type { ReportRow } from "~/features/report/report-row";
import { measures } from "~/features/report/row-measures";
import type { TableColumn } from "~/ui/data-table";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { formatCount, formatValue } from "~/ui/format";

/** Where a row leads; the window goes along. */
export const profileHref = (row: ReportRow, windowDays = 0): string =>
  `/annotators/${encodeURIComponent(row.annotator_id)}${windowDays ? `?window=${windowDays}` : ""}`;

type Column = TableColumn<ReportRow>;

const kept = new WeakMap<ReportRow, ReturnType<typeof measures>>();

/** One reading of a row for all its cells. */
function measuresOf(row: ReportRow): ReturnType<typeof measures> {
  const known = kept.get(row) ?? measures(row);
  kept.set(row, known);
  return known;
}

const measured = (
  column: Omit<Column, "cell" | "sortable" | "align">,
  name: keyof ReturnType<typeof measures>,
): Column => ({
  ...column,
  sortable: true,
  cell: (row) => {
    const { measured: value, ...rest } = measuresOf(row)[name];
    return <MeasuredCell measured={value} {...rest} name={`${column.header} of ${row.annotator_id}`} />;
  },
});

const QUALITY = "Quality";
const TIME = "Handling time";
const WORKLOAD = "Workload and pay";

/** Quality beside workload beside tier; ids stand in URLs and are the snapshot's columns. */
export const COLUMNS: readonly Column[] = [
  {
    id: "label",
    header: "Annotator",
    width: 156,
    sortable: true,
    firstSort: "asc",
    required: true,
    cell: (row) => (
      <Link href={profileHref(row)} className="quiet-link block truncate font-medium">
        {row.display_name ?? row.annotator_id}
        {row.display_name ? (
          <span className="block truncate text-2xs font-normal text-faint">{row.annotator_id}</span>
        ) : null}
      </Link>
    ),
  },
  {
    id: "tier",
    header: "Tier",
    width: 88,
    sortable: true,
    firstSort: "asc",
    cell: (row) => row.tier.tier ?? <span className="text-2xs text-faint">{row.tier.reason}</span>,
  },
  {
    id: "judgments",
    header: "Judgments",
    width: 92,
    align: "end",
    sortable: true,
    cell: (row) => formatCount(row.judgments),
  },
  measured(
    {
      id: "gold",
      header: "Gold",
      group: QUALITY,
      width: 150,
      description: "Correct on gold items, with Wilson's 95 % interval. Sorted by the shrunk estimate.",
    },
    "gold",
  ),
  measured(
    {
      id: "consensus",
      header: "Consensus",
      group: QUALITY,
      width: 150,
      description: "Agreement with the majority of the others. Agreement, not truth.",
    },
    "consensus",
  ),
  measured(
    {
      id: "review",
      header: "Review",
      group: QUALITY,
      width: 150,
      description: "Reviews that accepted the work.",
    },
    "review",
  ),
  {
    id: "rankBest",
    header: "Rank",
    group: QUALITY,
    width: 100,
    sortable: true,
    firstSort: "asc",
    description: "Where the annotator may stand among all, 95 %. Only a range: the data rarely know more.",
    cell: (row) => <RankCell rank={row.rank} />,
  },
  measured(
    {
      id: "hours",
      header: "Hours",
      group: WORKLOAD,
      width: 112,
      description: "Union of working intervals: parallel work counts once.",
    },
    "hours",
  ),
  measured(
    {
      id: "hourlyMinor",
      header: "Pay an hour",
      group: WORKLOAD,
      width: 160,
      description: "By the widest denominator the source has, against the floor where one is on record.",
    },
    "hourly",
  ),
  measured(
    {
      id: "paidShare",
      header: "Paid share",
      group: WORKLOAD,
      width: 120,
      description: "Paid part of all working time.",
    },
    "paidShare",
  ),
  measured(
    {
      id: "restBreaches",
      header: "Short rests",
      group: WORKLOAD,
      width: 100,
      description: "Work days followed by less than eleven hours of rest.",
    },
    "restBreaches",
  ),
  measured(
    {
      id: "nightShare",
      header: "Night",
      group: WORKLOAD,
      width: 120,
      description: "Working time from 00:00 to 05:00 on the annotator's clock.",
    },
    "nightShare",
  ),
  measured(
    {
      id: "longestSpellSeconds",
      header: "Longest spell",
      group: WORKLOAD,
      width: 120,
      hidden: true,
      description: "Longest stretch without a break of 15 minutes.",
    },
    "longestSpell",
  ),
  measured(
    {
      id: "medianSeconds",
      header: "Median",
      group: TIME,
      width: 168,
      firstSort: "asc",
      description: "Middle handling time by the clock the source has.",
    },
    "median",
  ),
  measured(
    {
      id: "handlingRatio",
      header: "Ratio",
      group: TIME,
      width: 156,
      firstSort: "asc",
      description: "Handling time over what the same projects take everybody: mix-adjusted.",
    },
    "ratio",
  ),
];

export const COLUMN_IDS = COLUMNS.map(({ id }) => id);

export const SORTABLE = [
  "label",
  "judgments",
  "gold",
  "consensus",
  "review",
  "rankBest",
  "medianSeconds",
  "handlingRatio",
  "hours",
  "hourlyMinor",
  "paidShare",
  "restBreaches",
  "nightShare",
  "longestSpellSeconds",
  "tier",
] as const;
export type SortableColumn = (typeof SORTABLE)[number];

function RankCell({ rank }: { readonly rank: ReportRow["rank"] }) {
  if (rank.best === null || rank.worst === null || rank.of === null) {
    return <span className="text-2xs text-faint">{rank.reason}</span>;
  }
  const why = rank.rankable
    ? `By ${rank.by}, 95 % rank interval`
    : `By ${rank.by}. These records cannot rank people: rankability ${formatValue(rank.rankability ?? 0, { kind: "number", digits: 2 })} is under 0.70`;
  return (
    <span title={why} className={rank.rankable ? "" : "text-faint"}>
      {`${formatCount(rank.best)}–${formatCount(rank.worst)}`}
      <span className="text-2xs text-faint">{` of ${formatCount(rank.of)}`}</span>
      {rank.rankable ? null : <span className="block text-2xs">not rankable</span>}
    </span>
  );
}
