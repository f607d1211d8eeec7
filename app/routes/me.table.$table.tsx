import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForViewer } from "~/auth.server";
import { ANNOTATORS } from "~/domain/viewer";
import { isOwnTable, ownTableCsv } from "~/features/own-data/own-data.server";
import { notFound } from "~/features/shell/not-found";

const HEADERS = { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": "attachment" };

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  streamForViewer(request, ANNOTATORS, HEADERS, ({ db }) => {
    const table = params["table"] ?? "";
    if (!isOwnTable(table)) throw notFound("table of yours");
    return ownTableCsv(db, table);
  });
