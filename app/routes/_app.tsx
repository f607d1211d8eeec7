import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { Fault } from "~/features/shell/fault";
import { Frame } from "~/features/shell/frame";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer: { name, role } }) => Promise.resolve({ name, role }));

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
  if (viewer === undefined) {
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
