import { Outlet, type UIMatch, useLocation, useMatches } from "@remix-run/react";
import { NAVIGATION } from "~/features/shell/navigation";
import { AppShell, type Crumb } from "~/ui/app-shell";

/** A route below may say where it stands: `export const handle = { crumbs: (data) => [...] }`. */
interface CrumbHandle {
  readonly crumbs?: (data: never) => readonly Crumb[];
}

export default function App() {
  const { pathname } = useLocation();
  const matches = useMatches() as UIMatch<unknown, CrumbHandle | undefined>[];
  const crumbs = matches.flatMap(({ handle, data }) => (data ? (handle?.crumbs?.(data as never) ?? []) : []));
  return (
    <AppShell
      product="Evenhand"
      homeHref="/overview"
      sections={NAVIGATION}
      currentPath={pathname}
      breadcrumbs={crumbs}
      notice="Only this machine can reach this server: there are no accounts yet."
    >
      <Outlet />
    </AppShell>
  );
}
