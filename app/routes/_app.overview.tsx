import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { MANAGERS } from "~/domain/viewer";
import { Overview } from "~/features/overview/overview";
import { loadOverview } from "~/features/overview/overview.server";

export const meta: MetaFunction = () => [{ title: "Overview · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Overview" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db }) => {
    const { searchParams } = new URL(request.url);
    const windowDays = windowFrom(searchParams);
    const project = searchParams.get("project") || null;
    const overview = await loadOverview(db, windowDays, project);
    return { ...overview, windowDays, project, search: searchParams.toString() };
  });

export default function OverviewScreen() {
  return <Overview {...useLoaderData<typeof loader>()} />;
}
