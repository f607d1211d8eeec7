import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ADMINISTRATORS } from "~/domain/viewer";
import { answerTokens, loadTokens } from "~/features/api/tokens-form.server";
import { TokensPage } from "~/features/api/tokens-page";

export const meta: MetaFunction = () => [{ title: "API tokens · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "API tokens" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, ({ db }) => loadTokens(db, new Date()));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, async ({ viewer, database, saw }) => {
    const { answer, noted } = await answerTokens(database, request, viewer, new Date());
    for (const one of noted) await saw({ kind: "changed", ...one });
    return data(answer, { status: "fault" in answer ? 422 : 200 });
  });

export default function Tokens() {
  return <TokensPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
