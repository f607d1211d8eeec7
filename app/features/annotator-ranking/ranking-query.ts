import { type WindowDays, windowFrom } from "~/domain/period";
import { type TableState, tableStateFrom } from "~/ui/table-state";
import { COLUMN_IDS, SORTABLE, type SortableColumn } from "./ranking-columns";

/** What the ranking shows, as it stands in the URL. */
export interface RankingQuery extends TableState {
  readonly windowDays: WindowDays;
  readonly project: string | null;
  readonly tier: string | null;
  readonly search: string;
}

export function rankingQuery(url: URL): RankingQuery {
  const query = url.searchParams;
  const table = tableStateFrom(query, {
    sort: { column: "label", direction: "asc" },
    sortable: SORTABLE,
    known: COLUMN_IDS,
  });
  return {
    ...table,
    windowDays: windowFrom(query),
    project: query.get("project") || null,
    tier: query.get("tier") || null,
    search: (query.get("search") ?? "").trim().slice(0, 100),
  };
}

export const snapshotQuery = (query: RankingQuery, projectId: number) => ({
  windowDays: query.windowDays,
  projectId,
  search: query.search,
  tier: query.tier,
  sort: (query.sort?.column ?? "label") as SortableColumn,
  descending: query.sort?.direction === "desc",
  limit: query.size,
  offset: (query.page - 1) * query.size,
});
