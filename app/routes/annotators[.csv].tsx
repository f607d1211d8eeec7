import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { rankingCsv } from "~/features/annotator-ranking/annotator-ranking.server";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";

const HEADERS = {
  "Content-Type": "text/csv; charset=utf-8",
  "Content-Disposition": 'attachment; filename="annotators.csv"',
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  streamForViewer(request, MANAGERS, HEADERS, async function* ({ db, saw }) {
    await saw({ kind: "exported", what: "ranking as CSV", about: { everybody: true } });
    yield* rankingCsv(db, rankingQuery(new URL(request.url)));
  });
