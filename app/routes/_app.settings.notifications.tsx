import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { keepMailSettings, loadMailSettings } from "~/features/alerts/inbox.server";
import { NotificationsPage } from "~/features/alerts/notifications-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Notifications · Evenhand" }];
export const handle = {
  crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Notifications" }],
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer, db }) => loadMailSettings(db, viewer));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, db }) => {
    const fault = await keepMailSettings(db, viewer, await readForm(request));
    return fault === null ? redirect("/settings/notifications") : data({ fault }, { status: 422 });
  });

export default function NotificationsScreen() {
  return (
    <NotificationsPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />
  );
}
