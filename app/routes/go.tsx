import type { LoaderFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { findPlaces } from "~/features/shell/go.server";

/** What the command palette finds by name. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, ({ db }) => findPlaces(db, new URL(request.url).searchParams.get("q") ?? ""));
