import { useLocation, useMatches, useNavigation, useRouteLoaderData, type UIMatch } from "@remix-run/react";
import { useEffect, useState, type ReactNode } from "react";
import type { Role } from "~/domain/viewer";
import { AppShell, type Crumb } from "~/ui/app-shell";
import { showInBrowser, type Shown } from "~/ui/conventions";
import { DisplayMenu } from "~/ui/display-menu";
import type { Preferences } from "~/ui/preferences";
import { PageSkeleton } from "~/ui/states";
import { AccountFoot } from "./account-foot";
import { Bell } from "./bell";
import { GoTo } from "./go-to";
import { homeOf } from "./home";
import { navigationFor } from "./navigation";
import { NumberLineage } from "./number-lineage";
import { RatesNotice } from "./rates-notice";

/** A route below may say where it stands: `export const handle = { crumbs: (data) => [...] }`. */
interface CrumbHandle {
  readonly crumbs?: (data: never) => readonly Crumb[];
}

export interface FrameProps {
  readonly name: string;
  readonly role: Role;
  /** Notices in the inbox that are not read. */
  readonly unread: number;
  readonly preferences: Preferences;
  readonly shown: Shown;
  readonly children: ReactNode;
}

/** Around every screen of somebody who is signed in, and around what is said when one cannot be shown. */
export function Frame({ name, role, unread, preferences, shown, children }: FrameProps) {
  showInBrowser(shown);
  const { pathname } = useLocation();
  const root = useRouteLoaderData<{ readonly preferences: Preferences | null }>("root");
  const matches = useMatches() as UIMatch<unknown, CrumbHandle | undefined>[];
  const crumbs = matches.flatMap(({ handle, data }) =>
    // Null is what a screen loads that needs nothing; undefined what one has that could not be loaded.
    data === undefined ? [] : (handle?.crumbs?.(data as never) ?? []),
  );
  const waiting = useWaiting(pathname);
  return (
    <AppShell
      product="Evenhand"
      homeHref={homeOf(role)}
      sections={navigationFor(role)}
      currentPath={pathname}
      breadcrumbs={crumbs}
      tools={
        <>
          <GoTo role={role} />
          <Bell unread={unread} />
          <DisplayMenu preferences={root?.preferences ?? preferences} />
        </>
      }
      {...(shown.money === null ? {} : { notice: <RatesNotice /> })}
      account={<AccountFoot name={name} role={role} />}
    >
      {waiting ? <PageSkeleton label={waiting} /> : null}
      <div hidden={waiting !== null}>
        <NumberLineage>{children}</NumberLineage>
      </div>
    </AppShell>
  );
}

/** Pages as a rule arrive sooner than this, and what flashes by only unsettles. */
const PATIENCE_MS = 400;

/** What is being waited for, once a move to another screen takes longer than a moment; null otherwise. */
function useWaiting(pathname: string): string | null {
  const { state, location } = useNavigation();
  const target = state === "loading" && location.pathname !== pathname ? location.pathname : null;
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    if (target === null) return;
    const timer = setTimeout(() => setLate(target), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(null);
    };
  }, [target]);
  return target !== null && late === target ? "Loading the screen" : null;
}
