import { useEffect, useRef, type ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import { Link } from "./link";

export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon?: IconName;
  /** A count worth seeing from afar: open appeals, refused rows. */
  readonly count?: number;
}

export interface NavSection {
  readonly label?: string;
  readonly items: readonly NavItem[];
}

export interface Crumb {
  readonly label: string;
  /** Left out for the page itself. */
  readonly href?: string;
}

export interface AppShellProps {
  readonly product: string;
  readonly homeHref: string;
  readonly sections: readonly NavSection[];
  /** The path in the address bar; the item that is its longest prefix is marked current. */
  readonly currentPath: string;
  readonly breadcrumbs?: readonly Crumb[];
  /** Period and project pickers, the search button: what sits at the right of the top bar. */
  readonly tools?: ReactNode;
  /** Who is signed in, theme and density: what sits at the foot of the navigation. */
  readonly account?: ReactNode;
  /** One line above everything: "This server answers this machine only." */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/**
 * Frame of every screen: navigation on the left from 60rem on, behind a button below that, top bar, content.
 * The button opens the same navigation as a popover, so it works before scripts run.
 */
export function AppShell(props: AppShellProps) {
  return (
    <div className="min-h-dvh wide:grid wide:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50"
      >
        Skip to content
      </a>
      <Navigation {...props} />
      <div className="flex min-w-0 flex-col border-line wide:border-l">
        {props.notice ? (
          <aside
            aria-label="Notice"
            className="border-b border-line bg-caution-soft px-4 py-1.5 text-xs text-caution wide:px-6"
          >
            {props.notice}
          </aside>
        ) : null}
        <TopBar {...props} />
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 pb-16 pt-4 outline-none wide:px-6">
          {props.children}
        </main>
      </div>
    </div>
  );
}

function TopBar({ product, homeHref, breadcrumbs = [], tools }: AppShellProps) {
  return (
    <header
      className="sticky top-0 z-30 flex min-h-12 items-center gap-3 border-b border-line bg-canvas px-4 py-1.5 wide:px-6"
      data-print="hide"
    >
      <button
        type="button"
        className="-ml-1.5 grid size-8 place-items-center rounded-md text-muted hover:bg-hover wide:hidden"
        aria-label="Navigation"
        {...{ popovertarget: "navigation" }}
      >
        <Icon name="menu" />
      </button>
      {breadcrumbs.length > 0 ? (
        <Breadcrumbs crumbs={breadcrumbs} />
      ) : (
        <Link href={homeHref} className="font-semibold wide:hidden">
          {product}
        </Link>
      )}
      {tools ? <div className="ml-auto flex shrink-0 items-center gap-2">{tools}</div> : null}
    </header>
  );
}

function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
        {crumbs.map((crumb, index) => (
          <li
            key={`${crumb.label}-${index}`}
            // Where one is stays readable longest; the way back can still be seen and touched.
            className={`flex items-center gap-1.5 ${crumb.href ? "min-w-10 shrink-[4]" : "min-w-0 shrink"}`}
          >
            {index > 0 ? <Icon name="chevron" className="shrink-0 text-faint" size={12} /> : null}
            {crumb.href ? (
              <Link href={crumb.href} className="quiet-link truncate hover:text-ink">
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page" className="truncate font-medium text-ink">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Navigation({ product, homeHref, sections, currentPath, account }: AppShellProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = panel.current;
    if (element && element.matches(":popover-open")) element.hidePopover();
  }, [currentPath]);
  const current = currentItem(sections, currentPath);
  return (
    <nav
      ref={panel}
      id="navigation"
      aria-label="Main"
      data-print="hide"
      {...{ popover: "auto" }}
      className="shell-nav h-dvh w-56 flex-col bg-canvas p-0 text-ink wide:sticky wide:top-0 wide:w-auto"
    >
      <Link
        href={homeHref}
        className="flex h-12 shrink-0 items-center gap-2 px-4 font-semibold tracking-tight"
      >
        <Icon name="mark" className="text-accent" size={18} />
        {product}
      </Link>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {sections.map((section, index) => (
          <NavGroup key={section.label ?? index} section={section} current={current} />
        ))}
      </div>
      {account ? <div className="shrink-0 border-t border-line px-3 py-2 text-sm">{account}</div> : null}
    </nav>
  );
}

function NavGroup({
  section,
  current,
}: {
  readonly section: NavSection;
  readonly current: string | undefined;
}) {
  return (
    <div className="mt-3 first:mt-0">
      {section.label ? <h2 className="px-2 pb-1 text-2xs font-medium text-faint">{section.label}</h2> : null}
      <ul className="space-y-px">
        {section.items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={item.href === current ? "page" : undefined}
              className="flex min-h-8 items-center gap-2.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {item.icon ? <Icon name={item.icon} className="shrink-0 opacity-80" /> : null}
              <span className="truncate">{item.label}</span>
              {item.count ? (
                <span className="ml-auto rounded-full bg-accent-soft px-1.5 text-2xs font-medium text-accent">
                  {item.count}
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The item whose path is the longest that the address starts with. */
function currentItem(sections: readonly NavSection[], path: string): string | undefined {
  return sections
    .flatMap((section) => section.items.map((item) => item.href))
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
