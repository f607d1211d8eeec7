import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ADMINISTRATORS, MANAGERS } from "~/domain/viewer";
import { AlertsPage } from "~/features/alerts/alerts-page";
import { answerEndpoints, loadAlerts } from "~/features/alerts/rules.server";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Alerts · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Alerts" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, ({ viewer, database }) => loadAlerts(database, viewer));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, async ({ viewer, database }) => {
    const answer = await answerEndpoints(database, viewer, await readForm(request), new Date());
    return data(answer, { status: "fault" in answer ? 422 : 200 });
  });

export default function AlertsScreen() {
  return <AlertsPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
