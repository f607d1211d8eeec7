import { createReadableStreamFromReadable } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Readable } from "node:stream";
import { openDatabase } from "~/database.server";
import { rankingCsv } from "~/features/annotator-ranking/annotator-ranking.server";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";

export async function loader({ request }: LoaderFunctionArgs) {
  const { db } = await openDatabase();
  const lines = Readable.from(rankingCsv(db, rankingQuery(new URL(request.url))));
  return new Response(createReadableStreamFromReadable(lines), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="annotators.csv"',
    },
  });
}
