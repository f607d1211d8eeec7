import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { changeElsewhere, loadElsewhere } from "~/features/elsewhere/elsewhere.server";
import { ElsewherePage } from "~/features/elsewhere/elsewhere-page";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Work elsewhere · Evenhand" }];
export const handle = { crumbs: () => [{ label: "My work", href: "/me" }, { label: "Work elsewhere" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, ({ viewer, db }) =>
    loadElsewhere(db, viewer, new URL(request.url).searchParams),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, ANNOTATORS, async ({ viewer, db }) => {
    const answer = await changeElsewhere(db, viewer, await readForm(request), new Date());
    return data(answer, { status: answer.kind === "refused" ? 422 : 200 });
  });

export default function WorkElsewhere() {
  return <ElsewherePage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
