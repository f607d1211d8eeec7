import { useNavigate } from "@remix-run/react";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Pickers } from "~/features/shell/pickers";
import type { ReportRow } from "~/features/report/report-row";
import { DataTable } from "~/ui/data-table";
import { formatCount } from "~/ui/format";
import { Icon } from "~/ui/icon";
import { GetForm, Link } from "~/ui/link";
import { Menu } from "~/ui/menu";
import { PageHeader } from "~/ui/page-header";
import { Pager } from "~/ui/pager";
import { hrefWith } from "~/ui/query";
import { EmptyState } from "~/ui/states";
import { sortText } from "~/ui/table-state";
import { COLUMNS, profileHref } from "./ranking-columns";
import type { RankingQuery } from "./ranking-query";

export interface RankingProps {
  readonly rows: readonly ReportRow[];
  readonly total: number;
  readonly window: {
    readonly from: string | null;
    readonly to: string | null;
    readonly computedAt: string;
  } | null;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly tiers: readonly string[];
  readonly query: RankingQuery;
  /** The query as it stands in the address. */
  readonly search: string;
}

const PATH = "/annotators";

/** The ranking: quality with its uncertainty beside what the work asks of people and gives them. */
export function AnnotatorRanking(props: RankingProps) {
  const { rows, total, window, query, search } = props;
  const navigate = useNavigate();
  const filtered = query.search !== "" || query.tier !== null || query.project !== null;
  return (
    <>
      <PageHeader
        title="Annotators"
        summary={`${formatCount(total)} annotators${windowText(window)}. Quality, workload and tier side by side; intervals are 95 %.`}
        actions={<Pickers path={PATH} query={search} {...query} projects={props.projects} />}
      />
      {total === 0 && !filtered ? (
        <NothingYet />
      ) : (
        <>
          <Filters {...props} />
          <DataTable
            label="Annotators"
            columns={COLUMNS}
            rows={rows}
            rowId={(row) => row.annotator_id}
            onOpen={(row) => navigate(profileHref(row, query.windowDays))}
            sort={query.sort}
            sortHref={(sort) => hrefWith(PATH, search, { sort: sortText(sort), page: null })}
            shown={query.columns}
            total={total}
            offset={(query.page - 1) * query.size}
            maxHeight="calc(100dvh - 15rem)"
            empty={<EmptyState title="Nobody matches">Widen the search, the tier or the project.</EmptyState>}
          />
          <Pager
            path={PATH}
            query={search}
            page={query.page}
            size={query.size}
            total={total}
            noun="annotators"
          />
        </>
      )}
    </>
  );
}

const windowText = (window: RankingProps["window"]) =>
  window?.from && window.to ? `, ${window.from} to ${window.to}` : "";

function Filters({ query, search, tiers }: RankingProps) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2" data-print="hide">
      <GetForm
        action={PATH}
        keep={search}
        sets={["search", "tier"]}
        label="Filter annotators"
        className="flex min-w-0 flex-wrap items-center gap-2"
      >
        <input
          type="search"
          name="search"
          defaultValue={query.search}
          key={query.search}
          placeholder="Name or id"
          aria-label="Search by name or id"
          className="field w-48"
        />
        {tiers.length > 0 ? (
          <select
            name="tier"
            defaultValue={query.tier ?? ""}
            key={query.tier}
            aria-label="Tier"
            className="field"
          >
            <option value="">Every tier</option>
            {tiers.map((tier) => (
              <option key={tier}>{tier}</option>
            ))}
          </select>
        ) : null}
        <button type="submit" className="button">
          Filter
        </button>
      </GetForm>
      <span className="grow" />
      <ColumnMenu query={query} search={search} />
      <Link href={`/annotators.csv?${search}`} download className="button">
        <Icon name="download" />
        CSV
      </Link>
    </div>
  );
}

function ColumnMenu({ query, search }: Pick<RankingProps, "query" | "search">) {
  const shown =
    query.columns.length > 0 ? query.columns : COLUMNS.filter(({ hidden }) => !hidden).map(({ id }) => id);
  return (
    <Menu label="Columns" icon="columns" labelled align="end">
      <GetForm
        action={PATH}
        keep={search}
        sets={["columns"]}
        label="Columns shown"
        className="grid gap-1 p-2"
      >
        {COLUMNS.map(({ id, header, required, description }) => (
          <label key={id} className="flex items-center gap-2" title={description}>
            <input
              type="checkbox"
              name="columns"
              value={id}
              defaultChecked={shown.includes(id)}
              disabled={required}
            />
            {header}
          </label>
        ))}
        <button type="submit" className="button mt-1">
          Show
        </button>
      </GetForm>
    </Menu>
  );
}
