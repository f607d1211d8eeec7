import { useId, type ReactNode } from "react";

export interface CardProps {
  readonly title?: string;
  /** Small text under the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** No inner padding: for a table or list that reaches the edges. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A bounded part of a page; with a title it is a labelled section. */
export function Card({ title, note, actions, flush = false, className = "", children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={`min-w-0 rounded-lg border border-line bg-surface ${className}`}
    >
      {title ? (
        <div className="flex flex-wrap items-start justify-between gap-2 px-4 pb-2 pt-3">
          <div className="min-w-0">
            <h2 id={id} className="text-base font-semibold">
              {title}
            </h2>
            {note ? <p className="text-xs text-muted">{note}</p> : null}
          </div>
          {actions}
        </div>
      ) : null}
      <div className={flush ? "" : title ? "px-4 pb-4" : "p-4"}>{children}</div>
    </section>
  );
}

export interface StatProps {
  readonly label: string;
  /** The figure, usually a `MeasuredCell` with layout "large". */
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

/** One figure with its name above and a remark below; several stand in a `StatRow`. */
export function Stat({ label, children, note }: StatProps) {
  return (
    <div className="min-w-0 px-4 py-3 shadow-[0_0_0_1px_var(--color-line)]">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-1">{children}</dd>
      {note ? <dd className="mt-1 text-xs text-faint">{note}</dd> : null}
    </div>
  );
}

/** Figures side by side with hairlines between, wrapping as the width asks. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(12rem,1fr))] gap-px overflow-hidden rounded-lg border border-line bg-surface">
      {children}
    </dl>
  );
}
