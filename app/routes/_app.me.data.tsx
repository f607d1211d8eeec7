import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { listOwnTables } from "~/features/own-data/own-data.server";
import { OwnDataPage } from "~/features/own-data/own-data-page";

export const meta: MetaFunction = () => [{ title: "My data · Evenhand" }];
export const handle = { crumbs: () => [{ label: "My work", href: "/me" }, { label: "My data" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, async ({ db }) => ({ tables: await listOwnTables(db) }));

export default function MyData() {
  return <OwnDataPage {...useLoaderData<typeof loader>()} />;
}
