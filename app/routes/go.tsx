import type { LoaderFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { findPlaces } from "~/features/shell/go.server";

/** What the command palette finds by name. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, saw }) => {
    const { places, annotators } = await findPlaces(db, new URL(request.url).searchParams.get("q") ?? "");
    for (const about of annotators) await saw({ kind: "viewed", what: "name in a search", about });
    return places;
  });
