import { type Grouping, GROUPINGS } from "~/domain/group-tally";
import { type WindowDays, windowFrom } from "~/domain/period";
import { type TableState, tableStateFrom } from "~/ui/table-state";
import { BOUNDABLE, type BoundableColumn, COLUMN_IDS, SORTABLE, type ColumnId } from "./ranking-columns";

/** A measure that is to be at least, or at most, a value: "gold>=0.9". In the column's unit: shares from 0 to 1. */
export interface Bound {
  readonly column: BoundableColumn;
  readonly atLeast: boolean;
  readonly value: number;
}

/** What the ranking shows, as it stands in the URL. */
export interface RankingQuery extends TableState {
  readonly windowDays: WindowDays;
  readonly project: string | null;
  readonly tier: string | null;
  readonly country: string | null;
  readonly platform: string | null;
  readonly search: string;
  readonly bounds: readonly Bound[];
  /** People one by one where null. */
  readonly group: Grouping | null;
  /** The saved view that the address came from; 0 for none on purpose, null where nothing is said. */
  readonly view: number | null;
}

/** Rows a page; above a hundred the table draws those near the view only. */
export const RANKING_SIZES: readonly number[] = [50, 100, 250, 1_000];

export function rankingQuery(url: URL): RankingQuery {
  const query = url.searchParams;
  const table = tableStateFrom(query, {
    sort: [{ column: "label", direction: "asc" }],
    sortable: SORTABLE,
    known: COLUMN_IDS,
    sizes: RANKING_SIZES,
  });
  return {
    ...table,
    windowDays: windowFrom(query),
    project: query.get("project") || null,
    tier: query.get("tier") || null,
    country: query.get("country") || null,
    platform: query.get("platform") || null,
    search: (query.get("search") ?? "").trim().slice(0, 100),
    bounds: boundsFrom(query),
    group: GROUPINGS.find((grouping) => grouping === query.get("group")) ?? null,
    view: /^\d{1,9}$/.test(query.get("view") ?? "") ? Number(query.get("view")) : null,
  };
}

const MOST_BOUNDS = 8;

/** `where=gold>=0.9`, or the three fields of the form that adds one. */
function boundsFrom(query: URLSearchParams): readonly Bound[] {
  const added = query.get("bound") ? [`${query.get("bound")}${query.get("op")}${query.get("value")}`] : [];
  const bounds = [...query.getAll("where"), ...added].flatMap((text) => parseBound(text) ?? []);
  const texts = bounds.map(boundText);
  return bounds.filter((bound, index) => texts.indexOf(boundText(bound)) === index).slice(0, MOST_BOUNDS);
}

function parseBound(text: string): Bound | undefined {
  const [, name, op, number] = /^(\w+)(>=|<=)(-?\d{1,15}(?:\.\d{1,9})?)$/.exec(text) ?? [];
  const column = BOUNDABLE.find((one) => one === name);
  return column && { column, atLeast: op === ">=", value: Number(number) };
}

export const boundText = ({ column, atLeast, value }: Bound): string =>
  `${column}${atLeast ? ">=" : "<="}${value}`;

/** The filter of the address as the snapshot's; 0 for all projects and -1, which nobody has, for an unknown one. */
export function snapshotFilter(query: RankingQuery, projectId: number, platformId: number | null) {
  const { windowDays, search, tier, country, bounds } = query;
  return { windowDays, projectId, search, tier, country, platformId, bounds };
}

export const snapshotSorts = ({ sort }: RankingQuery) =>
  sort.flatMap(({ column, direction }) =>
    // Only groups are counted in people.
    column === "people"
      ? []
      : [{ column: column as Exclude<ColumnId, "people" | "access">, descending: direction === "desc" }],
  );

/** Whether anything narrows the list, so that nobody being in it means that nobody matches. */
export const isNarrowed = (query: RankingQuery): boolean =>
  query.search !== "" ||
  query.bounds.length > 0 ||
  [query.tier, query.project, query.country, query.platform].some((one) => one !== null);
