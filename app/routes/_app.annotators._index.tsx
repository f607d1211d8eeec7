import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { AnnotatorRanking } from "~/features/annotator-ranking/annotator-ranking";
import { loadRanking } from "~/features/annotator-ranking/annotator-ranking.server";
import { packLines } from "~/features/annotator-ranking/packed-lines";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";
import { changeViews, defaultQuery, loadViews } from "~/features/annotator-ranking/saved-views.server";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Annotators · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Annotators" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database, viewer, saw }) => {
    const url = new URL(request.url);
    const instead = url.search === "" ? await defaultQuery(db, viewer) : null;
    if (instead !== null) throw redirect(`/annotators?${instead}`);
    const query = rankingQuery(url);
    await saw({ kind: "viewed", what: "ranking", about: { everybody: true } });
    const views = await loadViews(db, viewer);
    const { lines, ...ranking } = await loadRanking(db, database.db, query);
    const search = url.searchParams.toString();
    return { ...ranking, lines: packLines(lines, query), views, query, search };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, viewer }) => {
    const change = await changeViews(db, viewer, await readForm(request), new Date());
    if (change.kind === "refused") return data({ fault: change.reason }, { status: 422 });
    return redirect(`/annotators?${change.query}`);
  });

export default function Annotators() {
  return (
    <AnnotatorRanking {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />
  );
}
