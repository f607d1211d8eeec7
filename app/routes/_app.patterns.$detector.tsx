import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS, PROGRAMME, seesPeople } from "~/domain/viewer";
import { changeInWords, changePattern } from "~/features/patterns/change.server";
import { PatternPage } from "~/features/patterns/pattern-page";
import { loadPattern } from "~/features/patterns/patterns.server";
import { notFound } from "~/features/shell/not-found";
import { readForm } from "~/form.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.definition.title ?? "Pattern"} · Evenhand` },
];
export const handle = {
  crumbs: ({ definition }: { definition: { title: string } }) => [
    { label: "Patterns", href: "/patterns" },
    { label: definition.title },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, PROGRAMME, async ({ viewer, db, database, saw }) => {
    const pattern = await loadPattern({ viewer, db, system: database.db }, params["detector"] ?? "");
    if (!pattern) throw notFound("pattern");
    const what = `pattern: ${pattern.definition.title}`;
    if (seesPeople(viewer)) await saw({ kind: "viewed", what, about: { everybody: true } });
    return pattern;
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, db, saw }) => {
    const id = params["detector"] ?? "";
    const form = await readForm(request);
    const text = await changePattern(db, id, form, { viewer, at: new Date() });
    if (text !== null) {
      const intent = form.get("intent") === "params" ? ("params" as const) : ("status" as const);
      return data({ fault: { intent, text } }, { status: 422 });
    }
    await saw({ kind: "changed", what: changeInWords(id, form), about: null });
    return redirect(`/patterns/${encodeURIComponent(id)}`);
  });

export default function PatternScreen() {
  return <PatternPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
