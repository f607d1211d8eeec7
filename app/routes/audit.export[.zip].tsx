import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForViewer } from "~/auth.server";
import { RESEARCHERS } from "~/domain/viewer";
import { askerOf } from "~/features/disclosure/table.server";
import { bundleZip } from "~/features/export/bundle.server";
import { MINIMUM_CELL } from "~/stats/disclosure/counts";

const HEADERS = {
  "Content-Type": "application/zip",
  "Content-Disposition": 'attachment; filename="evenhand-bundle.zip"',
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  streamForViewer(request, RESEARCHERS, HEADERS, async function* ({ viewer, database, saw }) {
    const withRows = new URL(request.url).searchParams.get("rows") === "yes";
    if (withRows) await saw({ kind: "exported", what: "pseudonymised rows", about: { everybody: true } });
    const asker = askerOf({ viewer, database, request }, new Date());
    yield* bundleZip(database, { asker, minimumCell: MINIMUM_CELL, withRows });
  });
