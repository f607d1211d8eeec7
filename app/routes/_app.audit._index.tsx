import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { RESEARCHERS } from "~/domain/viewer";
import { AuditPage } from "~/features/audit/audit-page";
import { askerOf } from "~/features/disclosure/table.server";
import { loadSharedHours } from "~/features/elsewhere/shared-hours.server";
import { loadPatterns } from "~/features/patterns/patterns.server";

export const meta: MetaFunction = () => [{ title: "Audit · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Audit" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, RESEARCHERS, async ({ viewer, db, database }) => ({
    ...(await loadPatterns({ viewer, db, system: database.db })),
    elsewhere: await loadSharedHours(askerOf({ viewer, database, request }, new Date())),
  }));

export default function AuditScreen() {
  return <AuditPage {...useLoaderData<typeof loader>()} />;
}
