import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { changePattern } from "~/features/patterns/change.server";
import { loadThresholds } from "~/features/settings/thresholds.server";
import { ThresholdsPage } from "~/features/settings/thresholds-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Thresholds · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Thresholds" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, ({ db }) => loadThresholds(db));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, db }) => {
    const form = await readForm(request);
    form.set("intent", "params");
    const named = form.get("detector");
    const detector = typeof named === "string" ? named : "";
    const text = await changePattern(db, detector, form, { viewer, at: new Date() });
    if (text !== null) return data({ fault: { detector, text } }, { status: 422 });
    return redirect("/settings/thresholds");
  });

export default function ThresholdsScreen() {
  return <ThresholdsPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
