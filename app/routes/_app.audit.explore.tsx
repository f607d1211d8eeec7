import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { PROGRAMME } from "~/domain/viewer";
import { askerOf } from "~/features/disclosure/table.server";
import { exploreQuery } from "~/features/explore/explore-query";
import { ExplorePage } from "~/features/explore/explore-page";
import { loadExplore } from "~/features/explore/explore.server";

export const meta: MetaFunction = () => [{ title: "Explore · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Audit", href: "/audit" }, { label: "Explore" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, PROGRAMME, async ({ viewer, db, database }) => {
    const { searchParams } = new URL(request.url);
    const asker = askerOf({ viewer, database, request }, new Date());
    // A researcher's own rows are nobody's: the sums are made over everybody's and suppressed.
    const source = viewer.role === "researcher" ? database.db : db;
    const query = exploreQuery(searchParams, windowFrom(searchParams));
    return { ...(await loadExplore(source, asker, query)), search: searchParams.toString() };
  });

export default function ExploreScreen() {
  return <ExplorePage {...useLoaderData<typeof loader>()} />;
}
