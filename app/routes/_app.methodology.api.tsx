import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { ApiPage } from "~/features/api/api-page";
import { endpointRows } from "~/features/api/api-page.view";

export const meta: MetaFunction = () => [{ title: "The API · Evenhand" }];
export const handle = {
  crumbs: () => [{ label: "Methodology", href: "/methodology" }, { label: "The API" }],
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, () => Promise.resolve({ endpoints: endpointRows() }));

export default function Api() {
  return <ApiPage {...useLoaderData<typeof loader>()} />;
}
