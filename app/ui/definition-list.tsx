import type { ReactNode } from "react";

export interface Definition {
  readonly term: string;
  readonly value: ReactNode;
}

export interface DefinitionListProps {
  readonly items: readonly Definition[];
  /** Terms beside their values, or above them where values are long. */
  readonly layout?: "beside" | "above";
}

/** Facts about one thing: term and value. */
export function DefinitionList({ items, layout = "beside" }: DefinitionListProps) {
  const beside = layout === "beside";
  return (
    <dl className={beside ? "divide-y divide-line text-sm" : "space-y-3 text-sm"}>
      {items.map(({ term, value }) => (
        <div
          key={term}
          className={beside ? "grid grid-cols-[minmax(7rem,12rem)_minmax(0,1fr)] gap-4 py-1.5" : ""}
        >
          <dt className={beside ? "text-muted" : "text-xs text-muted"}>{term}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
