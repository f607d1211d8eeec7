import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { recordQuestionFrom } from "~/features/records/record-question.server";
import { loadRecords } from "~/features/records/records.server";
import { RecordsPage } from "~/features/records/records-page";
import { notFound } from "~/features/shell/not-found";

export const meta: MetaFunction = () => [{ title: "Records · Evenhand" }];
export const handle = {
  crumbs: ({ annotator: { id, name } }: { annotator: { id: string; name: string } }) => [
    { label: "Annotators", href: "/annotators" },
    { label: name, href: `/annotators/${encodeURIComponent(id)}` },
    { label: "Records" },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database, saw }) => {
    const id = params["annotatorId"] ?? "";
    const records = await loadRecords(db, database, id, recordQuestionFrom(request));
    if (!records) throw notFound("annotator");
    await saw({ kind: "viewed", what: `records: ${records.kind}`, about: records.annotator.id });
    return records;
  });

export default function Records() {
  const records = useLoaderData<typeof loader>();
  return (
    <RecordsPage
      {...records}
      path={`/annotators/${encodeURIComponent(records.annotator.id)}/records`}
      own={false}
    />
  );
}
