import type { ReactNode } from "react";
import { Icon } from "~/ui/icon";

export interface OutsideFrameProps {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

/** A page for people who are not signed in yet: one narrow column. */
export function OutsideFrame({ title, summary, children }: OutsideFrameProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-4 py-10">
      <p className="mb-6 flex items-center gap-2 font-semibold tracking-tight">
        <Icon name="mark" className="text-accent" size={18} />
        Evenhand
      </p>
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      {summary ? <p className="mt-1 text-sm text-muted">{summary}</p> : null}
      <div className="mt-5">{children}</div>
    </main>
  );
}

/** What was done, where screen readers hear it. */
export const FormDone = ({ children }: { readonly children: ReactNode }) => (
  <div role="status" className="mb-4 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
    {children}
  </div>
);

/** What went wrong, where screen readers hear it. */
export function FormFault({ children }: { readonly children: string | undefined }) {
  if (!children) return null;
  return (
    <p
      role="alert"
      className="mb-4 rounded-md border border-alarm bg-alarm-soft px-3 py-2 text-sm text-alarm"
    >
      {children}
    </p>
  );
}
