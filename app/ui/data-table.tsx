import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type RowData,
} from "@tanstack/react-table";
import { useMemo, useRef, type MouseEvent, type ReactNode } from "react";
import { TableHead } from "./data-table-head";
import { useGridKeys } from "./data-table-keys";
import { useWindow } from "./data-table-window";
import type { TableSort } from "./table-state";

export interface TableColumn<Row extends RowData> {
  /** Stands in URLs and exports; never changes. */
  readonly id: string;
  readonly header: string;
  /** What the column holds, in one sentence: the header's tooltip and the chooser's help. */
  readonly description?: string;
  /** Neighbours with the same group stand under one heading: "Quality", "Workload", "Tier". */
  readonly group?: string;
  readonly cell: (row: Row) => ReactNode;
  /** Pixels; needed because the layout is fixed before any row is seen. */
  readonly width: number;
  readonly align?: "start" | "end";
  readonly sortable?: boolean;
  /** The order a first click gives: "desc" unless told. */
  readonly firstSort?: "asc" | "desc";
  /** May not be hidden. The first column never may. */
  readonly required?: boolean;
  /** Hidden until chosen. */
  readonly hidden?: boolean;
}

export interface DataTableProps<Row extends RowData> {
  /** The table's name for screen readers. */
  readonly label: string;
  /** A stable list (module constant or memo). The first column is pinned and names the row. */
  readonly columns: readonly TableColumn<Row>[];
  /** One page of rows, already sorted, filtered and cut by the server. */
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Where Enter goes, and a press on a plain link in the first cell, which should lead to the same place. */
  readonly onOpen?: (row: Row) => void;
  /** The first decides; where it leaves rows equal the next does. */
  readonly sort?: readonly TableSort[];
  /** The URL that shows the table sorted so; headers are plain links to it. */
  readonly sortHref?: (sort: readonly TableSort[]) => string;
  /** Goes there: what a click with Shift held does, which sorts by a further column. */
  readonly onSort?: (sort: readonly TableSort[]) => void;
  /** Takes a header to another's place, by dragging it or with Alt and an arrow key. */
  readonly onMoveColumn?: (order: readonly string[]) => void;
  /** Ids shown, in order, from the URL; empty or left out for the columns' own default. */
  readonly shown?: readonly string[];
  /** Rows in all, on all pages, and the number before this page's first: for `aria-rowcount`. */
  readonly total?: number;
  readonly offset?: number;
  /** A shorter page that begins with the same row, for who runs no scripts and sees the first rows of a long one only. */
  readonly fewerHref?: string;
  /** CSS height after which the frame scrolls. */
  readonly maxHeight?: string;
  /** Shown when there is no row. */
  readonly empty?: ReactNode;
}

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});
type Features = typeof features;

/**
 * The table: header and first column stay in sight, arrow keys move between cells, Enter opens a row, of more than
 * a hundred rows the first are drawn, and the others as they come into view. The server sorts, filters and pages; the URL holds all of it.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, sort = [], shown } = props;
  const frame = useRef<HTMLDivElement>(null);
  const definitions = useMemo(() => columnDefinitions(columns), [columns]);
  const order = useMemo(() => shownOrder(columns, shown), [columns, shown]);
  const table = useTable<Features, Row>({
    features,
    data: rows,
    columns: definitions,
    getRowId: rowId,
    manualSorting: true,
    state: {
      sorting: sort.map(({ column, direction }) => ({ id: column, desc: direction === "desc" })),
      columnOrder: order,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, order.includes(id)])),
      columnPinning: { start: columns.slice(0, 1).map(({ id }) => id), end: [] },
    },
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const leaves = table.getVisibleLeafColumns().map(({ id }) => id);
  const visible = leaves.flatMap((id) => byId.get(id) ?? []);
  const tableRows = table.getRowModel().rows;
  const headRows = visible.some((column) => column.group) ? 2 : 1;
  const view = useWindow(frame, tableRows.length);
  const { onOpen } = props;
  const open = (index: number) => {
    const row = tableRows[index]?.original;
    if (row !== undefined) onOpen?.(row);
  };
  const { length: rowCount } = tableRows;
  const keys = useGridKeys({ frame, rowCount, columnCount: visible.length, reveal: view.reveal, open });
  const drawn = view.before === 0 ? view.indexes.length : 0;
  if (rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    <div
      ref={frame}
      className="data-table relative isolate overflow-auto overscroll-x-contain rounded-lg border border-line bg-surface"
      style={{ maxHeight: props.maxHeight ?? "max(24rem, calc(100dvh - 13rem))" }}
      data-print="open"
    >
      {props.fewerHref !== undefined && drawn < rows.length ? (
        <noscript>
          <p className="px-3 py-2 text-sm">
            {`The first ${drawn} rows of ${rows.length}; the others are drawn by scripts, which do not run here. `}
            <a href={props.fewerHref} className="prose-link">
              Fewer rows a page
            </a>
          </p>
        </noscript>
      ) : null}
      <table
        role="grid"
        aria-label={props.label}
        aria-rowcount={(props.total ?? rows.length) + headRows}
        aria-colcount={columns.length}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        style={{ minWidth: visible.reduce((sum, column) => sum + column.width, 0) }}
        {...keys}
        {...(onOpen ? { onClick: (event) => openClicked(event, open) } : {})}
      >
        <colgroup>
          {visible.map((column, index) => (
            <col
              key={column.id}
              style={{ width: index === 0 ? `min(${column.width}px, 40vw)` : column.width }}
            />
          ))}
        </colgroup>
        <TableHead
          leaves={leaves}
          columns={byId}
          sort={sort}
          {...(props.sortHref ? { sortHref: props.sortHref } : {})}
          {...(props.onSort ? { onSort: props.onSort } : {})}
          {...(props.onMoveColumn ? { onMove: props.onMoveColumn } : {})}
        />
        <tbody>
          <Spacer height={view.before} span={visible.length} />
          {view.indexes.map((index) => {
            const row = tableRows[index];
            if (!row) return null;
            const position = (props.offset ?? 0) + index + headRows + 1;
            const { id, original } = row;
            return <BodyRow key={id} row={original} index={index} position={position} columns={visible} />;
          })}
          <Spacer height={view.after} span={visible.length} />
        </tbody>
      </table>
    </div>
  );
}

interface BodyRowProps<Row extends RowData> {
  readonly row: Row;
  readonly index: number;
  readonly position: number;
  /** Those shown, in order. */
  readonly columns: readonly TableColumn<Row>[];
}

/** Written out rather than made of parts: a page has a thousand cells, and each part of one costs as much as its content. */
function BodyRow<Row extends RowData>({ row, index, position, columns }: BodyRowProps<Row>) {
  return (
    <tr aria-rowindex={position}>
      {columns.map((column, at) =>
        at === 0 ? (
          <th
            key={column.id}
            role="rowheader"
            scope="row"
            data-pinned
            data-row={index}
            data-column={0}
            aria-colindex={1}
            tabIndex={index === 0 ? 0 : -1}
            className="data-cell text-left"
          >
            {column.cell(row)}
          </th>
        ) : (
          <td
            key={column.id}
            role="gridcell"
            data-row={index}
            data-column={at}
            aria-colindex={at + 1}
            tabIndex={-1}
            className={column.align === "end" ? "data-cell text-right" : "data-cell text-left"}
          >
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

/** A press on the row's own link goes where Enter does; with a key held the browser follows it as it does any. */
function openClicked(event: MouseEvent<HTMLElement>, open: (row: number) => void) {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest("a[href]");
  const cell = link?.closest<HTMLElement>("tbody > tr > th");
  if (!cell) return;
  event.preventDefault();
  open(Number(cell.dataset["row"]));
}

/** Holds the place of rows that are out of view. */
function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr role="presentation">
      <td role="presentation" colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function columnDefinitions<Row extends RowData>(columns: readonly TableColumn<Row>[]) {
  const helper = createColumnHelper<Features, Row>();
  return columns.map((column) =>
    helper.display({ id: column.id, header: column.header, size: column.width }),
  );
}

/** The URL's list cleaned against the columns: required ones always in, the first always first. */
export function shownOrder<Row extends RowData>(
  columns: readonly TableColumn<Row>[],
  shown: readonly string[] | undefined,
): string[] {
  const [first, ...rest] = columns;
  if (!first) return [];
  if (!shown || shown.length === 0) {
    return [first.id, ...rest.filter((column) => !column.hidden).map(({ id }) => id)];
  }
  const chosen = shown.filter((id) => rest.some((column) => column.id === id));
  const missing = rest.filter((column) => column.required && !chosen.includes(column.id)).map(({ id }) => id);
  return [first.id, ...missing, ...chosen];
}
