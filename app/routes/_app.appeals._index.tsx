import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { loadAppealQueue } from "~/features/appeals/appeals.server";
import { AppealQueuePage } from "~/features/appeals/queue-page";

export const meta: MetaFunction = () => [{ title: "Appeals · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Appeals" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database, saw }) => {
    await saw({ kind: "viewed", what: "appeals", about: { everybody: true } });
    return loadAppealQueue(db, database, new Date());
  });

export default function Appeals() {
  return <AppealQueuePage {...useLoaderData<typeof loader>()} />;
}
