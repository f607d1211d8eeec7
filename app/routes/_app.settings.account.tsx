import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { AccountPage } from "~/features/accounts/account-page";
import { signOutEverywhere } from "~/features/accounts/accounts.server";

export const meta: MetaFunction = () => [{ title: "Account · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Account" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer: { name, role } }) => Promise.resolve({ name, role }));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, database }) => {
    await signOutEverywhere(database, viewer.accountId);
    return redirect("/sign-in");
  });

export default function Account() {
  return <AccountPage {...useLoaderData<typeof loader>()} />;
}
