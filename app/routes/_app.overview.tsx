import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDatabase } from "~/database.server";
import { windowFrom } from "~/domain/period";
import { Overview } from "~/features/overview/overview";
import { loadOverview } from "~/features/overview/overview.server";

export const meta: MetaFunction = () => [{ title: "Overview · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Overview" }] };

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const windowDays = windowFrom(searchParams);
  const project = searchParams.get("project") || null;
  const { db } = await openDatabase();
  return {
    ...(await loadOverview(db, windowDays, project)),
    windowDays,
    project,
    search: searchParams.toString(),
  };
}

export default function OverviewScreen() {
  return <Overview {...useLoaderData<typeof loader>()} />;
}
