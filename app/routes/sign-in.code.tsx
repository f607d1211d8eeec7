import {
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forAnybody } from "~/auth.server";
import { CodePage } from "~/features/accounts/code-page";
import { nextPath } from "~/features/accounts/next-path";
import { answerCode } from "~/features/accounts/sign-in-form.server";

/** How long to wait after too many attempts. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;
export const meta: MetaFunction = () => [{ title: "Enter a code · Evenhand" }];

export const loader = ({ request }: LoaderFunctionArgs) =>
  forAnybody(request, ({ viewer }) => {
    const next = nextPath(new URL(request.url).searchParams.get("next"));
    if (viewer) throw redirect(next);
    return Promise.resolve({ next });
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forAnybody(request, async ({ database }) => {
    const answer = await answerCode(database, request, new Date());
    if (answer.kind === "go") return redirect(answer.to, { headers: answer.headers });
    return data({ fault: answer.fault }, { status: answer.status, headers: answer.headers });
  });

export default function EnterCode() {
  return <CodePage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
