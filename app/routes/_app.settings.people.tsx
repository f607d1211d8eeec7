import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ADMINISTRATORS } from "~/domain/viewer";
import { answerPeople, loadPeople } from "~/features/accounts/people-form.server";
import { PeoplePage } from "~/features/accounts/people-page";

export const meta: MetaFunction = () => [{ title: "People · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "People" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, ({ viewer, database }) => loadPeople(database, viewer));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, async ({ database, saw }) => {
    const { answer, noted } = await answerPeople(database, request, new Date());
    for (const one of noted) await saw({ kind: "changed", ...one });
    return data(answer, { status: "fault" in answer ? 422 : 200 });
  });

export default function People() {
  return <PeoplePage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
