import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { AccountPage } from "~/features/accounts/account-page";
import { answerOwnAccount, loadOwnAccount } from "~/features/accounts/own-account.server";

export const meta: MetaFunction = () => [{ title: "Account · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Account" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer, database }) =>
    loadOwnAccount(database, request, viewer, new Date()),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, database, saw }) => {
    const answer = await answerOwnAccount(database, request, viewer, new Date());
    if (answer.kind === "signed out") return redirect("/sign-in");
    if (answer.kind === "refused") return data({ fault: answer.fault }, { status: 422 });
    const { given, headers } = answer;
    await saw({ kind: "changed", what: `own account: ${given.done}`, about: null });
    return data(given, { headers });
  });

export default function Account() {
  return <AccountPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
