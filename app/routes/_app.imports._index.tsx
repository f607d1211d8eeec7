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
import { listImports } from "~/features/imports/import-list.server";
import { importInWords, isImportFault } from "~/features/imports/import-summary";
import { ImportsPage } from "~/features/imports/imports-page";
import { importUpload } from "~/features/imports/upload.server";
import { IMPORTERS } from "~/importers";

export const meta: MetaFunction = () => [{ title: "Imports · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Imports" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db }) => ({
    imports: await listImports(db),
    formats: IMPORTERS.map(({ id, label }) => ({ id, label })),
  }));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, saw }) => {
    const result = await importUpload(database, request, () => new Date());
    if (isImportFault(result)) return data({ fault: result.fault }, { status: 422 });
    await saw({ kind: "changed", what: importInWords(result), about: null });
    return redirect(`/imports/${result.importId}`);
  });

export default function ImportsScreen() {
  return <ImportsPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
