import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { ownDataZip } from "~/features/own-data/own-data.server";
import { notFound } from "~/features/shell/not-found";

const HEADERS = {
  "Content-Type": "application/zip",
  "Content-Disposition": 'attachment; filename="my-data.zip"',
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  streamForViewer(request, ANNOTATORS, HEADERS, ({ viewer, db, database }) => {
    const { annotatorId, accountId } = viewer;
    if (annotatorId === null) throw notFound("annotator in the ledger for this account");
    return ownDataZip(db, database.db, { annotatorId, accountId });
  });
