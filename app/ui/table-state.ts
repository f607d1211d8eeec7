/** What a table shows, as it stands in the URL: `?sort=-gold,name&page=2&size=100&columns=name&columns=gold`. */
export interface TableSort {
  readonly column: string;
  readonly direction: "asc" | "desc";
}

export interface TableState {
  /** The first decides, the next where the first leaves rows equal, and so on. */
  readonly sort: readonly TableSort[];
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** Shown columns in their order; empty means the table's own default. */
  readonly columns: readonly string[];
}

export interface TableStateDefaults {
  readonly sort?: readonly TableSort[];
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
  const sort = parseSort(query.get("sort"), defaults.sortable);
  const columns = [...new Set(query.getAll("columns").flatMap((value) => value.split(",")))];
  return {
    sort: sort.length > 0 ? sort : (defaults.sort ?? []),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    size: sizes.includes(size) ? size : (defaults.size ?? sizes[0] ?? 50),
    columns: columns.filter((id) => defaults.known.includes(id)),
  };
}

/** More columns than this decide nothing that anybody could follow. */
const MOST_SORTS = 4;

/** "-gold,name" is descending by gold, then by name. */
export function parseSort(text: string | null, sortable: readonly string[]): readonly TableSort[] {
  const sorts = (text ?? "").split(",").map((one): TableSort => {
    const descending = one.startsWith("-");
    return { column: descending ? one.slice(1) : one, direction: descending ? "desc" : "asc" };
  });
  return sorts
    .filter(
      ({ column }, index) =>
        sortable.includes(column) && sorts.findIndex((other) => other.column === column) === index,
    )
    .slice(0, MOST_SORTS);
}

export const sortText = (sorts: readonly TableSort[]): string =>
  sorts.map(({ column, direction }) => (direction === "desc" ? "-" : "") + column).join(",");

/** What a click on a column's header asks for: its first direction, then the other, by it alone. */
export function nextSort(
  current: readonly TableSort[],
  column: string,
  first: "asc" | "desc" = "desc",
): readonly TableSort[] {
  const [leading] = current;
  return [leading?.column === column ? turned(leading) : { column, direction: first }];
}

/** What the same click asks for with Shift held: the column besides those that decide already, or turned among them. */
export function furtherSort(
  current: readonly TableSort[],
  column: string,
  first: "asc" | "desc" = "desc",
): readonly TableSort[] {
  if (!current.some((sort) => sort.column === column)) {
    return [...current, { column, direction: first }].slice(-MOST_SORTS);
  }
  return current.map((sort) => (sort.column === column ? turned(sort) : sort));
}

const turned = ({ column, direction }: TableSort): TableSort => ({
  column,
  direction: direction === "asc" ? "desc" : "asc",
});
