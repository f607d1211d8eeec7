import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useState, type RefObject } from "react";

/** Above this many rows only those near the view are in the document. */
const WINDOW_FROM = 100;
/** What a tall screen shows of them before scripts run. */
const FIRST_ROWS = 40;
const ESTIMATED_ROW_PX = 36;

interface RowWindow {
  readonly indexes: readonly number[];
  /** Pixels that stand for the rows before and after. */
  readonly before: number;
  readonly after: number;
  readonly reveal: (index: number) => void;
}

/**
 * Which rows to draw. The server and the first browser render draw the same, so that hydration finds what the server
 * sent: all rows of a short page, the first of a long one. Then the window closes around the view.
 */
export function useWindow(frame: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [mounted, setMounted] = useState(false);
  const [rowPx, setRowPx] = useState(ESTIMATED_ROW_PX);
  useEffect(() => {
    const row = frame.current?.querySelector<HTMLElement>("tbody tr[aria-rowindex]");
    if (row) setRowPx(row.getBoundingClientRect().height || ESTIMATED_ROW_PX);
    setMounted(true);
  }, [frame]);
  const isLong = count > WINDOW_FROM;
  const windowed = mounted && isLong;
  const virtualizer = useVirtualizer({
    count,
    enabled: windowed,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [rowPx, virtualizer]);
  const drawn = isLong ? FIRST_ROWS : count;
  const first = useMemo(() => Array.from({ length: drawn }, (_, index) => index), [drawn]);
  const items = virtualizer.getVirtualItems();
  if (!windowed || items.length === 0) {
    return { indexes: first, before: 0, after: (count - drawn) * ESTIMATED_ROW_PX, reveal: () => undefined };
  }
  return {
    indexes: items.map((item) => item.index),
    before: items[0]?.start ?? 0,
    after: Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)),
    reveal: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
