import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { Icon } from "./icon";

export interface Toast {
  readonly message: string;
  readonly tone?: "plain" | "positive" | "caution";
}

type ShowToast = (toast: Toast | string) => void;

const ToastContext = createContext<ShowToast>(() => undefined);

/** `const show = useToast(); show("Saved.")` */
export const useToast = (): ShowToast => useContext(ToastContext);

const SHOWN_MS = 6000;
const TONES = {
  plain: "border-line",
  positive: "border-positive",
  caution: "border-caution",
};

interface ShownToast extends Toast {
  readonly key: number;
}

/** Short messages in the corner, read out politely. What must not be missed belongs in the page instead. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<{ next: number; shown: readonly ShownToast[] }>({ next: 1, shown: [] });
  const drop = useCallback(
    (key: number) => setState((s) => ({ ...s, shown: s.shown.filter((one) => one.key !== key) })),
    [],
  );
  const show = useMemo<ShowToast>(
    () => (toast) =>
      setState((s) => {
        const entry = { ...(typeof toast === "string" ? { message: toast } : toast), key: s.next };
        setTimeout(() => drop(entry.key), SHOWN_MS);
        return { next: s.next + 1, shown: [...s.shown.slice(-2), entry] };
      }),
    [drop],
  );
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed bottom-4 right-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2"
        data-print="hide"
      >
        {state.shown.map((toast) => (
          <div
            key={toast.key}
            className={`pointer-events-auto flex items-start gap-2 rounded-lg border bg-surface px-3 py-2 text-sm shadow-overlay ${TONES[toast.tone ?? "plain"]}`}
          >
            <p className="min-w-0 flex-1">{toast.message}</p>
            <button
              type="button"
              aria-label="Dismiss"
              className="grid size-6 place-items-center rounded-sm text-faint hover:bg-hover"
              onClick={() => drop(toast.key)}
            >
              <Icon name="close" size={12} />
            </button>
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
