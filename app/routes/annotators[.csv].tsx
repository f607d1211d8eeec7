import { createReadableStreamFromReadable } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Readable } from "node:stream";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { rankingCsv } from "~/features/annotator-ranking/annotator-ranking.server";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, ({ database }) => {
    const lines = Readable.from(rankingCsv(database.db, rankingQuery(new URL(request.url))));
    const headers = {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="annotators.csv"',
    };
    return Promise.resolve(new Response(createReadableStreamFromReadable(lines), { headers }));
  });
