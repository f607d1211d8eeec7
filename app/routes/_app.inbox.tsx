import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { loadInbox, readNotices } from "~/features/alerts/inbox.server";
import { InboxPage } from "~/features/alerts/inbox-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Inbox · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Inbox" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer, db }) => loadInbox(db, viewer));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, db }) => {
    await readNotices(db, viewer, await readForm(request), new Date());
    return redirect("/inbox");
  });

export default function InboxScreen() {
  return <InboxPage {...useLoaderData<typeof loader>()} />;
}
