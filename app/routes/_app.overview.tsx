import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { MANAGERS } from "~/domain/viewer";
import { Overview } from "~/features/overview/overview";
import { overviewQuery } from "~/features/overview/overview-scope";
import { loadOverview } from "~/features/overview/overview.server";
import { setPlan } from "~/features/overview/plan-form.server";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Overview · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Overview" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database, saw }) => {
    const { searchParams } = new URL(request.url);
    const windowDays = windowFrom(searchParams);
    const query = overviewQuery(searchParams);
    const overview = await loadOverview(db, database.db, windowDays, query, new Date());
    const named = new Set(overview.waiting.appeals.first.map(({ annotator }) => annotator));
    for (const about of named) await saw({ kind: "viewed", what: "appeal that waits", about });
    return { ...overview, ...query, windowDays, search: searchParams.toString() };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, viewer }) => {
    const outcome = await setPlan(db, await readForm(request), viewer.name, new Date());
    if (outcome.kind === "refused") return data({ fault: outcome.reason }, { status: 422 });
    return data({ fault: undefined });
  });

export default function OverviewScreen() {
  return <Overview {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
