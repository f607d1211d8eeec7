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
  streamForViewer(request, MANAGERS, HEADERS, ({ db }) => rankingCsv(db, rankingQuery(new URL(request.url))));
