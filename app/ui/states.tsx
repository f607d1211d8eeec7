import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

interface StateProps {
  readonly title: string;
  /** What it means and what to do next, in a sentence or two. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

interface FrameProps extends StateProps {
  readonly icon: IconName;
  readonly tone: string;
  readonly heading?: "h1" | "h2";
}

function StateFrame({ title, children, actions, icon, tone, heading: Heading = "h2" }: FrameProps) {
  return (
    <div className="grid place-items-center rounded-lg border border-dashed border-line px-6 py-12 text-center">
      <span className={`grid size-10 place-items-center rounded-full ${tone}`}>
        <Icon name={icon} size={18} />
      </span>
      <Heading className="mt-3 text-base font-semibold">{title}</Heading>
      {children ? <div className="mt-1 max-w-[52ch] text-sm text-muted">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** There is nothing here yet, or nothing matches; says which, and what to do. */
export const EmptyState = (props: StateProps) => (
  <StateFrame {...props} icon="empty" tone="bg-sunken text-muted" />
);

/** Something of ours failed. Never a stack; an id that can be looked up in the log. */
export function ErrorState({
  id,
  page = false,
  ...props
}: StateProps & { readonly id?: string; readonly page?: boolean }) {
  return (
    <StateFrame {...props} icon="caution" tone="bg-caution-soft text-caution" heading={page ? "h1" : "h2"}>
      {props.children}
      {id ? (
        <p className="mt-2">
          Reference <code className="font-mono text-xs">{id}</code>
        </p>
      ) : null}
    </StateFrame>
  );
}

/** The viewer's role does not reach here; says which role does, and whom to ask. */
export function NoPermissionState({ page = false, ...props }: StateProps & { readonly page?: boolean }) {
  return <StateFrame {...props} icon="lock" tone="bg-sunken text-muted" heading={page ? "h1" : "h2"} />;
}

export interface SkeletonProps {
  /** Lines of text, or one block of this height in pixels. */
  readonly lines?: number;
  readonly height?: number;
  readonly label?: string;
}

/** Holds the place of what is loading, in its size. */
export function Skeleton({ lines = 3, height, label = "Loading" }: SkeletonProps) {
  return (
    <div role="status" aria-label={label} className="animate-pulse space-y-2">
      {height ? (
        <div className="rounded-lg bg-sunken" style={{ height }} />
      ) : (
        Array.from({ length: lines }, (_, index) => (
          <div
            key={index}
            className="h-4 rounded-sm bg-sunken"
            style={{ width: `${92 - ((index * 17) % 40)}%` }}
          />
        ))
      )}
    </div>
  );
}

/** Holds the place of a whole screen that is late: its title, a row of figures, two cards. */
export function PageSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="grid animate-pulse gap-4">
      <div className="h-7 w-56 max-w-full rounded-md bg-sunken" />
      <div className="h-20 rounded-lg bg-sunken" />
      <div className="grid gap-4 wide:grid-cols-2">
        <div className="h-72 rounded-lg bg-sunken" />
        <div className="h-72 rounded-lg bg-sunken" />
      </div>
    </div>
  );
}
