import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { loadEntry } from "~/features/methodology/methodology.server";
import { Definition } from "~/features/methodology/methodology-page";
import { notFound } from "~/features/shell/not-found";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.entry.label ?? "Methodology"} · Evenhand` },
];
export const handle = {
  crumbs: ({ entry }: { entry: { label: string } }) => [
    { label: "Methodology", href: "/methodology" },
    { label: entry.label },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ db }) => {
    const found = await loadEntry(db, params["id"] ?? "");
    if (!found) throw notFound("definition");
    return found;
  });

export default function DefinitionScreen() {
  return <Definition {...useLoaderData<typeof loader>()} />;
}
