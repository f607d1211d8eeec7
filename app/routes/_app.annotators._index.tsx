import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { AnnotatorRanking } from "~/features/annotator-ranking/annotator-ranking";
import { loadRanking } from "~/features/annotator-ranking/annotator-ranking.server";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";

export const meta: MetaFunction = () => [{ title: "Annotators · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Annotators" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, saw }) => {
    const url = new URL(request.url);
    const query = rankingQuery(url);
    await saw({ kind: "viewed", what: "ranking", about: { everybody: true } });
    return { ...(await loadRanking(db, query)), query, search: url.searchParams.toString() };
  });

export default function Annotators() {
  return <AnnotatorRanking {...useLoaderData<typeof loader>()} />;
}
