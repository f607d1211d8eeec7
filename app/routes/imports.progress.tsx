import type { LoaderFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { maySee } from "~/features/accounts/sign-in.server";
import { importEvents } from "~/features/imports/progress.server";
import { watchRecords } from "~/features/imports/records-watch.server";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, ({ database }) => {
    const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
    const events = importEvents(request.signal, {
      onEnd: watchRecords(database.db),
      mayGoOn: () => maySee(database, request, MANAGERS, new Date()),
    });
    return Promise.resolve(new Response(events, { headers }));
  });
