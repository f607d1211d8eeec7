import type { RowData } from "@tanstack/react-table";
import type { TableColumn } from "./data-table";
import { Icon } from "./icon";
import { Link } from "./link";
import { nextSort, type TableSort } from "./table-state";

interface TableHeadProps<Row extends RowData> {
  /** Ids of the shown columns, in order. */
  readonly leaves: readonly string[];
  readonly columns: ReadonlyMap<string, TableColumn<Row>>;
  readonly sort: TableSort | undefined;
  readonly sortHref?: (sort: TableSort) => string;
}

interface GroupSpan {
  readonly key: string;
  readonly label: string | undefined;
  readonly span: number;
}

/** One row of group names (when there are any) and one of columns, each header a link that sorts. */
export function TableHead<Row extends RowData>(props: TableHeadProps<Row>) {
  const { leaves } = props;
  const spans = groupSpans(leaves.map((id) => [id, props.columns.get(id)?.group]));
  const grouped = spans.some((span) => span.label);
  return (
    <thead className="data-head">
      {grouped ? (
        <tr aria-rowindex={1}>
          {spans.map((span, index) => (
            <GroupHeader key={span.key} span={span} pinned={index === 0} />
          ))}
        </tr>
      ) : null}
      <tr aria-rowindex={grouped ? 2 : 1}>
        {leaves.map((id, index) => {
          const column = props.columns.get(id);
          return column ? <ColumnHeader key={id} column={column} index={index} {...props} /> : null;
        })}
      </tr>
    </thead>
  );
}

/** A heading over its columns; where there is none, a cell that only holds the place. */
function GroupHeader({ span, pinned }: { readonly span: GroupSpan; readonly pinned: boolean }) {
  const pin = pinned ? { "data-pinned": true } : {};
  if (!span.label) return <td role="gridcell" colSpan={span.span} className="data-group" {...pin} />;
  return (
    <th scope="colgroup" role="columnheader" colSpan={span.span} className="data-group" {...pin}>
      {span.label}
    </th>
  );
}

interface ColumnHeaderProps<Row extends RowData> {
  readonly column: TableColumn<Row>;
  readonly index: number;
  readonly sort: TableSort | undefined;
  readonly sortHref?: (sort: TableSort) => string;
}

function ColumnHeader<Row extends RowData>({ column, index, sort, sortHref }: ColumnHeaderProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const sorted = direction === "asc" ? "ascending" : direction === "desc" ? "descending" : "none";
  const linked = column.sortable === true && sortHref !== undefined;
  const end = column.align === "end";
  return (
    <th
      scope="col"
      role="columnheader"
      aria-colindex={index + 1}
      {...(linked ? { "aria-sort": sorted } : {})}
      {...(index === 0 ? { "data-pinned": true } : {})}
      data-row={-1}
      data-column={index}
      title={column.description}
      className={`data-heading ${end ? "text-right" : "text-left"}`}
    >
      {linked ? (
        <Link
          href={sortHref(nextSort(sort, column.id, column.firstSort))}
          keepScroll
          className={`group/sort relative flex min-h-6 items-center hover:text-ink ${end ? "justify-end" : ""} ${direction ? "text-ink" : ""}`}
        >
          <span className="relative max-w-full">
            <span className="block truncate">{column.header}</span>
            <Icon
              name={direction === "asc" ? "sort-up" : direction === "desc" ? "sort-down" : "sort"}
              size={12}
              className={`absolute top-1/2 -translate-y-1/2 ${end ? "right-full" : "left-full"} ${direction ? "text-accent" : "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100"}`}
            />
          </span>
        </Link>
      ) : (
        <span className="block truncate">{column.header}</span>
      )}
    </th>
  );
}

/** Runs of neighbours with one group. The pinned first column never joins a run. */
function groupSpans(leaves: readonly (readonly [string, string | undefined])[]): GroupSpan[] {
  const spans: GroupSpan[] = [];
  leaves.forEach(([key, label], index) => {
    const last = spans.at(-1);
    if (last && index > 1 && last.label === label) spans[spans.length - 1] = { ...last, span: last.span + 1 };
    else spans.push({ key, label, span: 1 });
  });
  return spans;
}
