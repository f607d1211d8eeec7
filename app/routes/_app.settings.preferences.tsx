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
import { keepPreferences, loadPreferences } from "~/features/settings/preferences.server";
import { PreferencesPage } from "~/features/settings/preferences-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Preferences · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Preferences" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer, database }) =>
    loadPreferences(database, viewer, request.headers.get("Cookie")),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, database }) => {
    const answer = await keepPreferences(database, viewer, await readForm(request));
    if ("fault" in answer) return data({ fault: answer.fault }, { status: 422 });
    return redirect("/settings/preferences", { headers: { "Set-Cookie": answer.cookie } });
  });

export default function PreferencesScreen() {
  return (
    <PreferencesPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />
  );
}
