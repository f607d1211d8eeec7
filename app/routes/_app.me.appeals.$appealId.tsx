import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { ownAppealHref } from "~/features/appeals/appeal-words";
import { loadOwnAppeal } from "~/features/appeals/appeals.server";
import { withdrawAppeal } from "~/features/appeals/filing.server";
import { OwnAppealPage } from "~/features/appeals/own-appeal-page";
import { notFound } from "~/features/shell/not-found";

export const meta: MetaFunction = () => [{ title: "My appeal · Evenhand" }];
export const handle = {
  crumbs: () => [
    { label: "My work", href: "/me" },
    { label: "Appeals", href: "/me/appeals" },
    { label: "One appeal" },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, async ({ db, database }) => {
    const loaded = await loadOwnAppeal(db, database.db, params["appealId"] ?? "", new Date());
    if (!loaded) throw notFound("appeal of yours");
    return loaded;
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, ANNOTATORS, async (access) => {
    const appealId = params["appealId"] ?? "";
    if (!(await withdrawAppeal(access, appealId, new Date()))) throw notFound("open appeal of yours");
    return redirect(ownAppealHref(appealId));
  });

export default function MyAppeal() {
  return <OwnAppealPage {...useLoaderData<typeof loader>()} />;
}
