import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { unreadOf } from "~/features/alerts/inbox.server";
import { loadInstallation } from "~/features/demo/open-demo.server";
import { Fault } from "~/features/shell/fault";
import { Frame } from "~/features/shell/frame";
import { conventions } from "~/ui/conventions";
import { readDisplay } from "~/ui/preferences";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, display, db }) => ({
    ...{ name: viewer.name, role: viewer.role },
    installation: await loadInstallation(db, viewer, request.url),
    unread: await unreadOf(db, viewer),
    preferences: readDisplay(display),
    shown: conventions(),
  }));

export default function App() {
  return (
    <Frame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** A screen that cannot be shown leaves the way to all others where it is. */
export function ErrorBoundary() {
  const viewer = useRouteLoaderData<typeof loader>("routes/_app");
  // Where an action has failed, its frame's data may be there in name only.
  if (viewer?.role === undefined) {
    return (
      <main className="mx-auto max-w-2xl px-4 py-16">
        <Fault />
      </main>
    );
  }
  return (
    <Frame {...viewer}>
      <Fault />
    </Frame>
  );
}
