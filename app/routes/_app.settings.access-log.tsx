import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ADMINISTRATORS } from "~/domain/viewer";
import { loadAccessLog, loadQuestions } from "~/features/access-log/access-log.server";
import { AccessLogPage } from "~/features/access-log/access-log-page";
import { QuestionsPage } from "~/features/access-log/questions-page";

export const meta: MetaFunction = () => [{ title: "Access log · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Settings", href: "/settings" }, { label: "Access log" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ADMINISTRATORS, async ({ db }) =>
    new URL(request.url).searchParams.get("of") === "questions"
      ? { of: "questions" as const, ...(await loadQuestions(db, request)) }
      : { of: "access" as const, ...(await loadAccessLog(db, request)) },
  );

export default function AccessLog() {
  const shown = useLoaderData<typeof loader>();
  return shown.of === "questions" ? <QuestionsPage {...shown} /> : <AccessLogPage {...shown} own={false} />;
}
