import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { recordQuestionFrom } from "~/features/records/record-question.server";
import { loadOwnRecords } from "~/features/records/records.server";
import { RecordsPage } from "~/features/records/records-page";
import { notFound } from "~/features/shell/not-found";

export const meta: MetaFunction = () => [{ title: "My records · Evenhand" }];
export const handle = { crumbs: () => [{ label: "My work", href: "/me" }, { label: "Records" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, async ({ viewer, db, database }) => {
    const records = await loadOwnRecords(db, database, viewer, recordQuestionFrom(request));
    if (!records) throw notFound("annotator in the ledger for this account");
    return records;
  });

export default function MyRecords() {
  return <RecordsPage {...useLoaderData<typeof loader>()} path="/me/records" own />;
}
