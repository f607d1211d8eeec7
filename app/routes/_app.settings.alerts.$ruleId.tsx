import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  data,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { MEASURES } from "~/features/alerts/rule";
import { RulePage } from "~/features/alerts/rule-page";
import { answerRule, loadRule, peopleOf } from "~/features/alerts/rules.server";
import { notFound } from "~/features/shell/not-found";
import { readForm } from "~/form.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.rule?.name ?? "New rule"} · Evenhand` },
];
export const handle = {
  crumbs: ({ rule }: { rule: { name: string } | null }) => [
    { label: "Settings", href: "/settings" },
    { label: "Alerts", href: "/settings/alerts" },
    { label: rule?.name ?? "New rule" },
  ],
};

const idOf = (named: string | undefined) => (named === "new" ? null : Number(named) || -1);

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, saw }) => {
    const screen = await loadRule(database, idOf(params["ruleId"]));
    if (!screen) throw notFound("rule");
    const what = `alert "${screen.rule?.name ?? ""}"`;
    for (const about of peopleOf(screen)) await saw({ kind: "viewed", what, about });
    return { ...screen, measures: MEASURES };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, database }) => {
    const form = await readForm(request);
    const answer = await answerRule(database, viewer, idOf(params["ruleId"]), form, new Date());
    if (answer.kind === "done") return redirect(answer.to);
    return data(answer, { status: answer.kind === "fault" ? 422 : 200 });
  });

export default function RuleScreen() {
  return <RulePage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
