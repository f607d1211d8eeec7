import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ADMINISTRATORS } from "~/domain/viewer";
import { addFloor, loadFloors } from "~/features/settings/floors.server";
import { FloorsPage } from "~/features/settings/floors-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Wage floors · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Wage floors" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, ({ db }) => loadFloors(db));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, async ({ database }) => {
    const fault = await addFloor(database, await readForm(request), () => new Date());
    return fault === null ? redirect("/settings/floors") : data({ fault }, { status: 422 });
  });

export default function FloorsScreen() {
  return <FloorsPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
