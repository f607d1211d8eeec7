import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { loadAccessLog } from "~/features/access-log/access-log.server";
import { AccessLogPage } from "~/features/access-log/access-log-page";

export const meta: MetaFunction = () => [{ title: "Who has looked · Evenhand" }];
export const handle = { crumbs: () => [{ label: "My work", href: "/me" }, { label: "Who has looked" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, ({ db }) => loadAccessLog(db, request));

export default function WhoHasLooked() {
  return <AccessLogPage {...useLoaderData<typeof loader>()} own />;
}
