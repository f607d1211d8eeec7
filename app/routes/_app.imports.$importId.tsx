import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { findImport, listRejects } from "~/features/imports/import-list.server";
import { ImportPage } from "~/features/imports/import-page";
import { undoImport } from "~/features/imports/undo.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { notFound } from "~/features/shell/not-found";
import { tableStateFrom } from "~/ui/table-state";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `Import ${loaded?.record.importId ?? ""} · Evenhand` },
];
export const handle = {
  crumbs: ({ record }: { record: { importId: number } }) => [
    { label: "Imports", href: "/imports" },
    { label: `Import ${record.importId}` },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db }) => {
    const { searchParams } = new URL(request.url);
    const { page, size } = tableStateFrom(searchParams, { sortable: [], known: [] });
    const record = await findImport(db, Number(params["importId"]));
    if (!record) throw notFound("import");
    const rejects = await listRejects(db, record.importId, { limit: size, offset: (page - 1) * size });
    return { record, rejects, page, size, search: searchParams.toString() };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, saw }) => {
    const outcome = await undoImport(database, Number(params["importId"]), new Date());
    if (outcome.kind === "refused") return data({ fault: outcome.reason }, { status: 409 });
    await saw({ kind: "changed", what: `import ${outcome.importId} taken out`, about: null });
    await refreshMeasures(database.db, new Date());
    return data({ fault: undefined });
  });

export default function ImportScreen() {
  return <ImportPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
