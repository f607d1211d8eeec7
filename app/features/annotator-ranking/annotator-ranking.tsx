import { useNavigate } from "@remix-run/react";
import { useMemo } from "react";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Pickers } from "~/features/shell/pickers";
import { ColumnChooser } from "~/ui/column-chooser";
import { DataTable, shownOrder } from "~/ui/data-table";
import { formatCount, formatDate } from "~/ui/format";
import { Icon } from "~/ui/icon";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { Pager } from "~/ui/pager";
import { hrefWith } from "~/ui/query";
import { EmptyState } from "~/ui/states";
import { sortText, type TableSort } from "~/ui/table-state";
import { columnsOf, GROUP_NAMES } from "./ranking-columns";
import { Bounds, type FilterChoices, Filters } from "./ranking-filters";
import { type ShownLine, unpackLines } from "./packed-lines";
import { isNarrowed, RANKING_SIZES, type RankingQuery } from "./ranking-query";
import type { SavedView } from "./saved-views.server";
import { ViewsMenu } from "./views-menu";

export interface RankingProps extends FilterChoices {
  /** As `packLines` writes them. */
  readonly lines: string;
  readonly total: number;
  readonly window: {
    readonly from: string | null;
    readonly to: string | null;
    readonly computedAt: string;
  } | null;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly views: readonly SavedView[];
  readonly query: RankingQuery;
  /** The query as it stands in the address. */
  readonly search: string;
  /** Why a change of a view was refused. */
  readonly fault: string | undefined;
}

const PATH = "/annotators";

/** The ranking: quality with its uncertainty beside what the work asks of people and gives them. */
export function AnnotatorRanking(props: RankingProps) {
  const { total, query, search } = props;
  const noun = query.group === null ? "annotators" : GROUPS_NOUN[query.group];
  return (
    <>
      <PageHeader
        title="Annotators"
        summary={`${formatCount(total)} ${noun}${windowText(props.window)}. Quality, workload and tier side by side; intervals are 95 %.`}
        actions={<Pickers path={PATH} query={search} {...query} projects={props.projects} />}
      />
      {total === 0 && !isNarrowed(query) && query.group === null ? (
        <NothingYet />
      ) : (
        <>
          <Toolbar {...props} />
          <Lines {...props} />
          <Pager
            path={PATH}
            query={search}
            page={query.page}
            size={query.size}
            total={total}
            noun={noun}
            sizes={RANKING_SIZES}
          />
        </>
      )}
    </>
  );
}

const GROUPS_NOUN = {
  project: "projects",
  tier: "tiers",
  country: "countries",
  platform: "platforms",
} as const;

const windowText = (window: RankingProps["window"]) =>
  window?.from && window.to ? `, ${formatDate(window.from)} to ${formatDate(window.to)}` : "";

function Toolbar(props: RankingProps) {
  const { query, search, views, fault } = props;
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2" data-print="hide">
        <Filters path={PATH} {...props} />
        <span className="grow" />
        <ViewsMenu path={PATH} views={views} current={query.view} search={search} />
        <ColumnChooser path={PATH} query={search} columns={columnsOf(query.group)} shown={query.columns} />
        <Link href={`/annotators.csv?${search}`} download className="button">
          <Icon name="download" />
          CSV
        </Link>
      </div>
      {fault ? (
        <p role="alert" className="mb-2 rounded-md border border-caution px-3 py-2 text-sm">
          {fault}
        </p>
      ) : null}
      <Bounds path={PATH} query={query} search={search} />
    </>
  );
}

function Lines({ lines, total, query, search }: RankingProps) {
  const navigate = useNavigate();
  const columns = useMemo(() => columnsOf(query.group), [query.group]);
  const linked = useMemo(
    () => unpackLines(lines).map((line) => ({ ...line, href: hrefOf(line, query, search) })),
    [lines, query, search],
  );
  const go = (change: Parameters<typeof hrefWith>[2]) =>
    void navigate(hrefWith(PATH, search, change), { preventScrollReset: true });
  const sorted = (sort: readonly TableSort[]) => ({ sort: sortText(sort), page: null });
  return (
    <DataTable
      label={query.group === null ? "Annotators" : `Annotators by ${GROUP_NAMES[query.group].toLowerCase()}`}
      columns={columns}
      rows={linked}
      rowId={(line) => line.id}
      onOpen={({ href }) => void (href && navigate(href))}
      sort={query.sort}
      sortHref={(sort) => hrefWith(PATH, search, sorted(sort))}
      onSort={(sort) => go(sorted(sort))}
      shown={shownOrder(columns, query.columns)}
      onMoveColumn={(order) => go({ columns: order.slice(1), page: query.page === 1 ? null : query.page })}
      total={total}
      offset={(query.page - 1) * query.size}
      maxHeight="calc(100dvh - 15rem)"
      fewerHref={hrefWith(PATH, search, { size: FEWER, page: pageAt((query.page - 1) * query.size) })}
      empty={<EmptyState title="Nobody matches">Widen the search, the filters or the project.</EmptyState>}
    />
  );
}

/** The largest page that is drawn in full before scripts run. */
const FEWER = 100;
const pageAt = (offset: number): number | null => (offset < FEWER ? null : Math.floor(offset / FEWER) + 1);

/** A person's page; of a group, its people. Those that have nothing in common but lacking it lead nowhere. */
function hrefOf({ id, people }: ShownLine, query: RankingQuery, search: string): string | null {
  if (people === null || query.group === null) {
    return `/annotators/${encodeURIComponent(id)}${query.windowDays ? `?window=${query.windowDays}` : ""}`;
  }
  return id === "" ? null : hrefWith(PATH, search, { group: null, [query.group]: id, sort: null });
}
