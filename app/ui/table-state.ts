/** What a table shows, as it stands in the URL: `?sort=-gold&page=2&size=100&columns=name&columns=gold`. */
export interface TableSort {
  readonly column: string;
  readonly direction: "asc" | "desc";
}

export interface TableState {
  readonly sort: TableSort | undefined;
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** Shown columns in their order; empty means the table's own default. */
  readonly columns: readonly string[];
}

export interface TableStateDefaults {
  readonly sort?: TableSort;
  readonly size?: number;
  readonly sizes?: readonly number[];
  /** Ids that may be sorted by or shown; anything else in the URL is left aside. */
  readonly sortable: readonly string[];
  readonly known: readonly string[];
}

export const PAGE_SIZES: readonly number[] = [50, 100, 250];

/** Reads the table's state out of a query, ignoring whatever the table does not know. */
export function tableStateFrom(query: URLSearchParams, defaults: TableStateDefaults): TableState {
  const sizes = defaults.sizes ?? PAGE_SIZES;
  const size = Number(query.get("size"));
  const page = Number(query.get("page"));
  const columns = [...new Set(query.getAll("columns").flatMap((value) => value.split(",")))];
  return {
    sort: parseSort(query.get("sort"), defaults.sortable) ?? defaults.sort,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    size: sizes.includes(size) ? size : (defaults.size ?? sizes[0] ?? 50),
    columns: columns.filter((id) => defaults.known.includes(id)),
  };
}

/** "-gold" is descending by gold. */
export function parseSort(text: string | null, sortable: readonly string[]): TableSort | undefined {
  if (!text) return undefined;
  const descending = text.startsWith("-");
  const column = descending ? text.slice(1) : text;
  return sortable.includes(column) ? { column, direction: descending ? "desc" : "asc" } : undefined;
}

export const sortText = (sort: TableSort): string => (sort.direction === "desc" ? "-" : "") + sort.column;

/** What a click on a column's header asks for: its first direction, then the other. */
export function nextSort(
  current: TableSort | undefined,
  column: string,
  first: "asc" | "desc" = "desc",
): TableSort {
  if (current?.column !== column) return { column, direction: first };
  return { column, direction: current.direction === "asc" ? "desc" : "asc" };
}
