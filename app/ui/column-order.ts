import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

/** Ids with one of them moved to the place of another; the first stays where it is, and nothing takes its place. */
export function movedColumn(order: readonly string[], id: string, to: number): readonly string[] {
  const from = order.indexOf(id);
  const target = Math.max(1, Math.min(order.length - 1, to));
  if (from < 1 || target === from) return order;
  const next = order.filter((one) => one !== id);
  next.splice(target, 0, id);
  return next;
}

export interface HeaderDrag {
  readonly draggable?: boolean;
  readonly onDragStart?: (event: DragEvent) => void;
  readonly onDragOver?: (event: DragEvent) => void;
  readonly onDragEnd?: () => void;
  readonly onDrop?: (event: DragEvent) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly "data-drop"?: boolean;
  readonly "aria-keyshortcuts"?: string;
}

/**
 * Headers that change places: dragged onto each other, or by Alt and the arrow keys while one has the focus. Gives the
 * attributes of the header at an index; none where nothing moves, and for the pinned first.
 */
export function useColumnOrder(
  order: readonly string[],
  onMove: ((order: readonly string[]) => void) | undefined,
): (index: number) => HeaderDrag {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const moving = useRef<{ readonly table: Element; readonly id: string } | null>(null);
  const names = order.join();
  // A header that changes places in the document loses the focus it was moved with.
  useEffect(() => {
    const { table, id } = moving.current ?? {};
    moving.current = null;
    table?.querySelector<HTMLElement>(`[data-heading="${id}"] :is(a, button)`)?.focus();
  }, [names]);
  const move = (id: string, to: number) => {
    const next = movedColumn(order, id, to);
    if (next !== order) onMove?.(next);
  };
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return (index) => {
    const id = order[index];
    if (!onMove || index === 0 || id === undefined) return {};
    return {
      draggable: true,
      "aria-keyshortcuts": "Alt+ArrowLeft Alt+ArrowRight",
      ...(dragged !== null && over === index ? { "data-drop": true } : {}),
      onDragStart: (event) => {
        event.dataTransfer.setData("text/plain", id);
        event.dataTransfer.effectAllowed = "move";
        setDragged(id);
      },
      onDragOver: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(index);
      },
      onDragEnd: end,
      onDrop: (event) => {
        event.preventDefault();
        if (dragged !== null) move(dragged, index);
        end();
      },
      onKeyDown: (event) => {
        if (!event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
        // Alt and an arrow also go back and forth in the browser's history.
        event.preventDefault();
        const table = event.currentTarget.closest("table");
        moving.current = table && { table, id };
        move(id, index + (event.key === "ArrowLeft" ? -1 : 1));
      },
    };
  };
}
