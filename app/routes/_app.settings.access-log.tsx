import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ADMINISTRATORS } from "~/domain/viewer";
import { loadAccessLog } from "~/features/access-log/access-log.server";
import { AccessLogPage } from "~/features/access-log/access-log-page";

export const meta: MetaFunction = () => [{ title: "Access log · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Access log" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, async ({ db }) => ({ entries: await loadAccessLog(db) }));

export default function AccessLog() {
  return <AccessLogPage {...useLoaderData<typeof loader>()} own={false} />;
}
