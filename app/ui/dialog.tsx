import { useEffect, useId, useRef, type ReactNode } from "react";
import { Icon } from "./icon";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  /** From the right edge over the whole height, for reading beside the page. */
  readonly side?: boolean;
}

/** The browser's own modal dialog: it holds the focus, closes on Escape and gives the focus back. */
export function Dialog({ open, onClose, title, children, actions, side = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      className={`border border-line bg-surface p-0 text-ink shadow-overlay backdrop:bg-neutral-950/40 ${
        side
          ? "my-0 mr-0 h-dvh max-h-none w-[min(30rem,100vw)] max-w-none border-y-0 border-r-0"
          : "w-[min(34rem,calc(100vw-2rem))] rounded-lg"
      }`}
    >
      <div className="flex h-full flex-col">
        <div className="flex items-start justify-between gap-4 px-5 pt-4">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          <button
            type="button"
            aria-label="Close"
            className="-mr-1.5 grid size-7 place-items-center rounded-md text-muted hover:bg-hover"
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3 text-sm">{children}</div>
        {actions ? (
          <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{actions}</div>
        ) : null}
      </div>
    </dialog>
  );
}
