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
import { actOnAppeal } from "~/features/appeals/act.server";
import { noteOpened } from "~/features/appeals/answer.server";
import { AppealPage } from "~/features/appeals/appeal-page";
import { appealHref } from "~/features/appeals/appeal-words";
import { loadAppeal } from "~/features/appeals/appeals.server";
import { notFound } from "~/features/shell/not-found";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "An appeal · Evenhand" }];
export const handle = {
  crumbs: ({ appeal }: { appeal: { name: string } }) => [
    { label: "Appeals", href: "/appeals" },
    { label: appeal.name },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, db, database, saw }) => {
    const appealId = params["appealId"] ?? "";
    const loaded = await loadAppeal(db, database, appealId, new Date());
    if (!loaded) throw notFound("appeal");
    const shown = await saw({ kind: "viewed", what: "appeal", about: loaded.appeal.annotator });
    if (shown) await noteOpened(database.db, viewer, appealId, new Date());
    return loaded;
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async (access) => {
    const appealId = params["appealId"] ?? "";
    const fault = await actOnAppeal(access, appealId, await readForm(request), new Date());
    return fault === null ? redirect(appealHref(appealId)) : data({ fault }, { status: 422 });
  });

export default function Appeal() {
  return (
    <AppealPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault ?? null} />
  );
}
