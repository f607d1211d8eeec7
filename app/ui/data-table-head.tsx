import type { RowData } from "@tanstack/react-table";
import type { TableColumn } from "./data-table";
import { Icon } from "./icon";
import { Link } from "./link";
import { type HeaderDrag, useColumnOrder } from "./column-order";
import { furtherSort, nextSort, type TableSort } from "./table-state";

interface TableHeadProps<Row extends RowData> {
  /** Ids of the shown columns, in order. */
  readonly leaves: readonly string[];
  readonly columns: ReadonlyMap<string, TableColumn<Row>>;
  readonly sort: readonly TableSort[];
  readonly sortHref?: (sort: readonly TableSort[]) => string;
  readonly onSort?: (sort: readonly TableSort[]) => void;
  /** Takes the ids in their new order. */
  readonly onMove?: (order: readonly string[]) => void;
}

interface GroupSpan {
  readonly key: string;
  readonly label: string | undefined;
  readonly span: number;
}

/** One row of group names (when there are any) and one of columns, each header a link that sorts. */
export function TableHead<Row extends RowData>(props: TableHeadProps<Row>) {
  const { leaves } = props;
  const drag = useColumnOrder(leaves, props.onMove);
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
          return column ? (
            <ColumnHeader key={id} column={column} index={index} drag={drag(index)} {...props} />
          ) : null;
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
  readonly drag: HeaderDrag;
  readonly sort: readonly TableSort[];
  readonly sortHref?: (sort: readonly TableSort[]) => string;
  readonly onSort?: (sort: readonly TableSort[]) => void;
}

function ColumnHeader<Row extends RowData>(props: ColumnHeaderProps<Row>) {
  const { column, index, drag, sort, sortHref, onSort } = props;
  const place = sort.findIndex((one) => one.column === column.id);
  const direction = sort[place]?.direction;
  const sorted = direction === "asc" ? "ascending" : direction === "desc" ? "descending" : "none";
  const linked = column.sortable === true && sortHref !== undefined;
  const end = column.align === "end";
  return (
    <th
      scope="col"
      role="columnheader"
      aria-colindex={index + 1}
      {...(linked && place < 1 ? { "aria-sort": sorted } : {})}
      {...(index === 0 ? { "data-pinned": true } : {})}
      data-heading={column.id}
      data-row={-1}
      data-column={index}
      title={column.description}
      className={`data-heading ${end ? "text-right" : "text-left"}`}
      {...drag}
    >
      {linked ? (
        <Link
          href={sortHref(nextSort(sort, column.id, column.firstSort))}
          keepScroll
          draggable={false}
          onClick={(event) => {
            if (!event.shiftKey || !onSort) return;
            // Shift on a link opens a window; on a header it sorts by this column as well.
            event.preventDefault();
            onSort(furtherSort(sort, column.id, column.firstSort));
          }}
          className={`group/sort relative flex min-h-6 items-center hover:text-ink ${end ? "justify-end" : ""} ${direction ? "text-ink" : ""}`}
        >
          <span className="relative max-w-full">
            <span className="block truncate">
              {column.header}
              {place >= 0 && sort.length > 1 ? (
                <span className="text-2xs text-accent">
                  <span className="sr-only">, sorted by as number</span> {place + 1}
                </span>
              ) : null}
            </span>
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
