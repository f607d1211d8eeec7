import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { ownDataJson } from "~/features/own-data/own-data.server";

const HEADERS = {
  "Content-Type": "application/json; charset=utf-8",
  "Content-Disposition": 'attachment; filename="my-data.json"',
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  streamForViewer(request, ANNOTATORS, HEADERS, ({ viewer, db }) => ownDataJson(db, viewer.accountId));
