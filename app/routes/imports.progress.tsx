import type { LoaderFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { importEvents } from "~/features/imports/progress.server";
import { watchRecords } from "~/features/imports/records-watch.server";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, ({ database }) => {
    const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
    return Promise.resolve(
      new Response(importEvents(request.signal, watchRecords(database.db)), { headers }),
    );
  });
