import { Link } from "./link";

export interface TabLink {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
}

export interface TabLinksProps {
  /** What the tabs divide: "Annotator A1". */
  readonly label: string;
  readonly tabs: readonly TabLink[];
  /** The `href` of the tab that is shown. */
  readonly current: string;
}

/** Tabs whose state is the address: links, so they work before scripts run and can be shared. */
export function TabLinks({ label, tabs, current }: TabLinksProps) {
  return (
    <nav aria-label={label} className="-mx-1 overflow-x-auto border-b border-line" data-print="hide">
      <ul className="flex gap-1 px-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              keepScroll
              aria-current={tab.href === current ? "page" : undefined}
              className="-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent px-2 text-sm text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {tab.label}
              {tab.count === undefined ? null : <span className="text-2xs text-faint">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
