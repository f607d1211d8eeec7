import { useCallback, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from "react";

interface GridKeysOptions {
  readonly frame: RefObject<HTMLElement | null>;
  readonly rowCount: number;
  readonly columnCount: number;
  /** Bring a row that is not in the document into it. */
  readonly reveal: (row: number) => void;
  readonly open: (row: number) => void;
}

interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

const PAGE_ROWS = 10;

/** The place a key leads to, or undefined where the key means nothing here. Row -1 is the header. */
export function moved(
  { row, column }: Place,
  key: string,
  control: boolean,
  rows: number,
  columns: number,
): Place | undefined {
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  const within = (r: number, c: number): Place => ({
    row: Math.max(-1, Math.min(lastRow, r)),
    column: Math.max(0, Math.min(lastColumn, c)),
  });
  switch (key) {
    case "ArrowDown":
      return within(row + 1, column);
    case "ArrowUp":
      return within(row - 1, column);
    case "ArrowRight":
      return within(row, column + 1);
    case "ArrowLeft":
      return within(row, column - 1);
    case "PageDown":
      return within(row + PAGE_ROWS, column);
    case "PageUp":
      return within(Math.max(0, row - PAGE_ROWS), column);
    case "Home":
      return within(control ? 0 : row, 0);
    case "End":
      return within(control ? lastRow : row, lastColumn);
    default:
      return undefined;
  }
}

/** Arrow keys between cells, one tab stop for the whole grid, Enter opens the row or follows the header's link. */
export function useGridKeys({ frame, rowCount, columnCount, reveal, open }: GridKeysOptions): GridKeys {
  const stop = useRef<HTMLElement | null>(null);
  const focusPlace = useCallback(
    ({ row, column }: Place) => {
      const find = () =>
        frame.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
      const cell = find();
      if (cell) return focusCell(cell);
      reveal(row);
      requestAnimationFrame(() => {
        const late = find();
        if (late) focusCell(late);
      });
    },
    [frame, reveal],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeOf(event.target);
    if (!place || event.altKey || isEditing(event.target)) return;
    if (event.key === "Enter" && place.row >= 0 && isCell(event.target)) {
      event.preventDefault();
      open(place.row);
      return;
    }
    const next = moved(place, event.key, event.ctrlKey || event.metaKey, rowCount, columnCount);
    if (!next) return;
    event.preventDefault();
    focusPlace(next);
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-row]");
    if (!cell || cell.dataset["row"] === "-1") return;
    const first = stop.current ?? frame.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
    if (first && first !== cell) first.tabIndex = -1;
    cell.tabIndex = 0;
    stop.current = cell;
  };
  return { onKeyDown, onFocus };
}

/** A header gives the focus to its link; a cell takes it itself. */
function focusCell(cell: HTMLElement) {
  const target = cell.dataset["row"] === "-1" ? cell.querySelector<HTMLElement>("a, button") : cell;
  target?.focus({ preventScroll: false });
}

function placeOf(target: EventTarget): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  if (!cell) return undefined;
  return { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
}

const isCell = (target: EventTarget): boolean => target instanceof HTMLElement && "row" in target.dataset;

const isEditing = (target: EventTarget): boolean =>
  target instanceof Element && target.matches("input, select, textarea, [contenteditable='true']");
