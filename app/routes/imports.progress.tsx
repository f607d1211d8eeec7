import type { LoaderFunctionArgs } from "@remix-run/node";
import { importEvents } from "~/features/imports/progress.server";

export const loader = ({ request }: LoaderFunctionArgs) =>
  new Response(importEvents(request.signal), {
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" },
  });
