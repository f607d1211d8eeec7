import type { Grouping } from "~/domain/group-tally";
import { Count } from "~/ui/count";
import type { TableColumn } from "~/ui/data-table";
import { formatCount, formatValue } from "~/ui/format";
import { MeasuredCell } from "~/ui/measured-cell";
import type { ShownLine } from "./packed-lines";
import type { MeasureName } from "./ranking-line";

/** A line with where it leads, if anywhere. */
export interface LinkedLine extends ShownLine {
  readonly href: string | null;
}

/** Stand in URLs and exports, and are the snapshot's columns. */
export const BOUNDABLE = [
  "judgments",
  "gold",
  "consensus",
  "review",
  "rankBest",
  "hours",
  "hourlyMinor",
  "paidShare",
  "restBreaches",
  "nightShare",
  "longestSpellSeconds",
  "meanSeconds",
  "medianSeconds",
  "handlingRatio",
] as const;
export type BoundableColumn = (typeof BOUNDABLE)[number];
export type ColumnId = BoundableColumn | "label" | "people" | "tier" | "country" | "access";

interface Column extends TableColumn<LinkedLine> {
  readonly id: ColumnId;
  /** Only of people, or only of groups of them; both where nothing is said. */
  readonly only?: "people" | "groups";
  /** The measure that a cell shows, and that files hold. */
  readonly measure?: MeasureName;
}

const measured = (
  column: Omit<Column, "cell" | "sortable" | "align" | "measure">,
  measure: MeasureName,
): Column => ({
  ...column,
  sortable: true,
  measure,
  cell: (line) => {
    const cell = line.measures[measure];
    return cell ? <MeasuredCell {...cell} name={`${column.header} of ${line.name ?? line.id}`} /> : null;
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
    cell: (line) => <Name {...line} />,
  },
  {
    id: "people",
    header: "People",
    only: "groups",
    width: 84,
    align: "end",
    sortable: true,
    cell: ({ people, name, id }) => (
      <Count
        value={people ?? 0}
        name={`People of ${name ?? id}`}
        definition="Annotators of the group with a judgment in the window."
      />
    ),
  },
  {
    id: "tier",
    header: "Tier",
    width: 88,
    sortable: true,
    firstSort: "asc",
    only: "people",
    cell: ({ tier }) => tier.tier ?? <span className="text-2xs text-faint">{tier.reason}</span>,
  },
  {
    id: "country",
    header: "Country",
    only: "people",
    width: 84,
    sortable: true,
    firstSort: "asc",
    hidden: true,
    cell: ({ country }) => country ?? <span className="text-2xs text-faint">not recorded</span>,
  },
  {
    id: "judgments",
    header: "Judgments",
    width: 92,
    align: "end",
    sortable: true,
    cell: ({ judgments, name, id }) => (
      <Count
        value={judgments}
        name={`Judgments of ${name ?? id}`}
        definition="Judgments with a submission, else a start, in the window, whatever became of them since."
      />
    ),
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
    width: 132,
    sortable: true,
    firstSort: "asc",
    only: "people",
    description: "Where the annotator may stand among all, 95 %. Only a range: the data rarely know more.",
    cell: ({ rank }) => <RankCell rank={rank} />,
  },
  measured(
    {
      id: "hours",
      header: "Hours",
      group: WORKLOAD,
      width: 136,
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
  {
    ...measured(
      {
        id: "access",
        header: "Access",
        group: WORKLOAD,
        width: 150,
        only: "people",
        description:
          "Premium work received over what a lottery among who passes would have brought: last audit.",
      },
      "access",
    ),
    sortable: false,
  },
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
      id: "meanSeconds",
      header: "Mean",
      group: TIME,
      width: 168,
      firstSort: "asc",
      hidden: true,
      description: "Average handling time by the clock the source has. Read the median beside it.",
    },
    "mean",
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

export const COLUMN_IDS: readonly string[] = COLUMNS.map(({ id }) => id);

/** The columns of people, or of groups of them: a group has no rank, and its mean stands where people's median does. */
export function columnsOf(group: Grouping | null): readonly Column[] {
  if (group === null) return PEOPLE;
  return GROUPED.map((column) =>
    column.id === "label" ? { ...column, header: GROUP_NAMES[group] } : column,
  );
}

export const GROUP_NAMES: Readonly<Record<Grouping, string>> = {
  project: "Project",
  tier: "Tier",
  country: "Country",
  platform: "Platform",
};

const PEOPLE = COLUMNS.filter(({ only }) => only !== "groups");

const GROUPED = COLUMNS.filter(({ only }) => only !== "people").map((column) =>
  column.id === "meanSeconds" || column.id === "medianSeconds"
    ? { ...column, hidden: column.id === "medianSeconds" }
    : column,
);

/** An audit's figures are not in the snapshot, by whose columns lines are sorted. */
export const SORTABLE: readonly string[] = COLUMNS.filter(({ sortable }) => sortable).map(({ id }) => id);

function Name({ id, name, href }: LinkedLine) {
  if (href === null) return <span className="block truncate text-faint">{name ?? id}</span>;
  return (
    // The table opens the row that a link is pressed in.
    <a href={href} className="quiet-link block truncate font-medium" title={name ?? id}>
      {name ?? id}
      {name === null || name === id ? null : (
        <span className="block truncate text-2xs font-normal text-faint">{id}</span>
      )}
    </a>
  );
}

function RankCell({ rank }: Pick<ShownLine, "rank">) {
  if (rank === null) return null;
  if (rank.best === null || rank.worst === null || rank.of === null) {
    return (
      <span className="block truncate text-2xs text-faint" title={rank.reason ?? undefined}>
        {rank.reason}
      </span>
    );
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
