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
import { nextPath } from "~/features/accounts/next-path";
import { SignInPage } from "~/features/accounts/sign-in-page";
import { answerSignIn, signInChoices } from "~/features/accounts/sign-in-form.server";

/** How long to wait after too many attempts. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;
export const meta: MetaFunction = () => [{ title: "Sign in · Evenhand" }];

export const loader = ({ request }: LoaderFunctionArgs) =>
  forAnybody(request, async ({ viewer, database }) => {
    const { searchParams } = new URL(request.url);
    const next = nextPath(searchParams.get("next"));
    if (viewer) throw redirect(next);
    return { ...(await signInChoices(database, searchParams.get("fault"))), next };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forAnybody(request, async ({ database }) => {
    const answer = await answerSignIn(database, request, new Date());
    if (answer.kind === "go") return redirect(answer.to, { headers: answer.headers });
    return data({ fault: answer.fault }, { status: answer.status, headers: answer.headers });
  });

export default function SignIn() {
  const loaded = useLoaderData<typeof loader>();
  return <SignInPage {...loaded} fault={useActionData<typeof action>()?.fault ?? loaded.fault} />;
}
