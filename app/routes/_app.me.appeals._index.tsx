import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { ownAppealHref } from "~/features/appeals/appeal-words";
import { loadOwnAppeals } from "~/features/appeals/appeals.server";
import { fileAppeal } from "~/features/appeals/filing.server";
import { OwnAppealsPage } from "~/features/appeals/own-appeals-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "My appeals · Evenhand" }];
export const handle = { crumbs: () => [{ label: "My work", href: "/me" }, { label: "Appeals" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, ({ viewer, db, database }) =>
    loadOwnAppeals(db, database.db, viewer.annotatorId, new Date()),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, ANNOTATORS, async (access) => {
    const result = await fileAppeal(access, await readForm(request), new Date());
    return result.kind === "filed"
      ? redirect(ownAppealHref(result.appealId))
      : data({ fault: { sentence: result.sentence, claim: result.claim } }, { status: 422 });
  });

export default function MyAppeals() {
  const fault = useActionData<typeof action>()?.fault ?? null;
  return <OwnAppealsPage {...useLoaderData<typeof loader>()} fault={fault} />;
}
