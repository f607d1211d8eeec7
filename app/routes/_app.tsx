import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, type UIMatch, useLoaderData, useLocation, useMatches } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { AccountFoot } from "~/features/shell/account-foot";
import { homeOf } from "~/features/shell/home";
import { navigationFor } from "~/features/shell/navigation";
import { AppShell, type Crumb } from "~/ui/app-shell";

/** A route below may say where it stands: `export const handle = { crumbs: (data) => [...] }`. */
interface CrumbHandle {
  readonly crumbs?: (data: never) => readonly Crumb[];
}

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer: { name, role } }) => Promise.resolve({ name, role }));

export default function App() {
  const { name, role } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const matches = useMatches() as UIMatch<unknown, CrumbHandle | undefined>[];
  const crumbs = matches.flatMap(({ handle, data }) => (data ? (handle?.crumbs?.(data as never) ?? []) : []));
  return (
    <AppShell
      product="Evenhand"
      homeHref={homeOf(role)}
      sections={navigationFor(role)}
      currentPath={pathname}
      breadcrumbs={crumbs}
      account={<AccountFoot name={name} role={role} />}
    >
      <Outlet />
    </AppShell>
  );
}
