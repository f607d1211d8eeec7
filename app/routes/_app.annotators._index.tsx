import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDatabase } from "~/database.server";
import { AnnotatorRanking } from "~/features/annotator-ranking/annotator-ranking";
import { loadRanking } from "~/features/annotator-ranking/annotator-ranking.server";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";

export const meta: MetaFunction = () => [{ title: "Annotators · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Annotators" }] };

export async function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const query = rankingQuery(url);
  const { db } = await openDatabase();
  return { ...(await loadRanking(db, query)), query, search: url.searchParams.toString() };
}

export default function Annotators() {
  return <AnnotatorRanking {...useLoaderData<typeof loader>()} />;
}
