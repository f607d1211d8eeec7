import type { ReactNode } from "react";

export interface PageHeaderProps {
  readonly title: string;
  /** One sentence: what this screen answers, for whom, over which rows. */
  readonly summary?: ReactNode;
  /** Badge beside the title: tier, status. */
  readonly aside?: ReactNode;
  /** Buttons and links at the right. */
  readonly actions?: ReactNode;
  /** Tabs under the title. */
  readonly tabs?: ReactNode;
}

/** The head of a screen: its only `h1`. */
export function PageHeader({ title, summary, aside, actions, tabs }: PageHeaderProps) {
  return (
    <div className="mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {aside}
          </div>
          {summary ? <p className="mt-0.5 max-w-[72ch] text-sm text-muted">{summary}</p> : null}
        </div>
        {actions ? (
          <div className="flex flex-wrap items-center gap-2" data-print="hide">
            {actions}
          </div>
        ) : null}
      </div>
      {tabs ? <div className="mt-3">{tabs}</div> : null}
    </div>
  );
}
