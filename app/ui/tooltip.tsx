import { useId, useRef, type ReactNode } from "react";

export interface TooltipProps {
  /** Text only; what a control needs to be understood belongs beside it instead. */
  readonly text: ReactNode;
  /** The thing explained. It becomes focusable when it is not a link or a button already. */
  readonly children: ReactNode;
  readonly focusable?: boolean;
}

/**
 * A sentence about a word, on hover and on focus; Escape puts it away. Drawn in the top layer, so that no scrolling
 * frame cuts it. Before scripts run the sentence is still read, by way of `aria-describedby`.
 */
export function Tooltip({ text, children, focusable = true }: TooltipProps) {
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  const root = useRef<HTMLSpanElement>(null);
  const show = () => {
    const [from, element] = [root.current, box.current];
    if (!from || !element || element.matches(":popover-open")) return;
    element.showPopover();
    place(from.getBoundingClientRect(), element);
  };
  const hide = () => {
    if (box.current?.matches(":popover-open")) box.current.hidePopover();
  };
  return (
    <span
      ref={root}
      className="inline-flex"
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => {
        if (event.key === "Escape") hide();
      }}
    >
      <span
        aria-describedby={id}
        {...(focusable
          ? { tabIndex: 0, className: "cursor-help underline decoration-dotted underline-offset-4" }
          : {})}
      >
        {children}
      </span>
      <span
        ref={box}
        id={id}
        role="tooltip"
        {...{ popover: "manual" }}
        className="pointer-events-none m-0 max-w-72 rounded-md border border-line bg-surface px-2.5 py-1.5 text-left text-xs font-normal whitespace-normal text-ink shadow-overlay"
      >
        {text}
      </span>
    </span>
  );
}

const GAP_PX = 6;

/** Above the word where there is room, else below; never over the edge of the window. */
function place(from: DOMRect, box: HTMLElement): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(window.innerWidth - width - 8, Math.max(8, from.left + from.width / 2 - width / 2));
  const above = from.top - height - GAP_PX;
  box.style.position = "fixed";
  box.style.inset = "auto";
  box.style.left = `${left}px`;
  box.style.top = `${above > 8 ? above : from.bottom + GAP_PX}px`;
}
