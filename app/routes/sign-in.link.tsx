import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forAnybody } from "~/auth.server";
import { LinkPage } from "~/features/accounts/link-page";
import { answerLink, findLinkPage } from "~/features/accounts/link-form.server";

export const meta: MetaFunction = () => [{ title: "Choose a password · Evenhand" }];

export const loader = ({ request }: LoaderFunctionArgs) =>
  forAnybody(request, ({ database }) =>
    findLinkPage(database, new URL(request.url).searchParams.get("token") ?? "", new Date()),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forAnybody(request, async ({ database }) => {
    const answer = await answerLink(database, request, new Date());
    if (answer.kind === "go") return redirect(answer.to, { headers: answer.headers });
    return data({ fault: answer.fault }, { status: 422 });
  });

export default function ChoosePassword() {
  return <LinkPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
