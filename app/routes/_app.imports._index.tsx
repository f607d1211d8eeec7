import { type ActionFunctionArgs, type MetaFunction, data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDatabase } from "~/database.server";
import { listImports } from "~/features/imports/import-list.server";
import { isImportFault } from "~/features/imports/import-summary";
import { ImportsPage } from "~/features/imports/imports-page";
import { importUpload } from "~/features/imports/upload.server";
import { IMPORTERS } from "~/importers";

export const meta: MetaFunction = () => [{ title: "Imports · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Imports" }] };

export async function loader() {
  const { db } = await openDatabase();
  return { imports: await listImports(db), formats: IMPORTERS.map(({ id, label }) => ({ id, label })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const result = await importUpload(await openDatabase(), request, () => new Date());
  if (isImportFault(result)) return data({ fault: result.fault }, { status: 422 });
  return redirect(`/imports/${result.importId}`);
}

export default function ImportsScreen() {
  return <ImportsPage {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>()?.fault} />;
}
