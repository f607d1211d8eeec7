import type { LoaderFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { importEvents } from "~/features/imports/progress.server";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, () => {
    const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
    return Promise.resolve(new Response(importEvents(request.signal), { headers }));
  });
