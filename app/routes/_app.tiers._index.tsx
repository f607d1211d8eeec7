import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { loadTiers } from "~/features/tiers/tiers.server";
import { TiersScreen } from "~/features/tiers/tiers-screen";

export const meta: MetaFunction = () => [{ title: "Tiers · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Tiers" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, saw }) => {
    const project = new URL(request.url).searchParams.get("project");
    await saw({ kind: "viewed", what: "tiers", about: { everybody: true } });
    return loadTiers(database.db, project === "" ? null : project, new Date());
  });

export default function Tiers() {
  return <TiersScreen {...useLoaderData<typeof loader>()} />;
}
