import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findEntry } from "~/features/methodology/methodology";
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

export function loader({ params }: LoaderFunctionArgs) {
  const entry = findEntry(params["id"] ?? "");
  if (!entry) throw notFound("definition");
  return { entry };
}

export default function DefinitionScreen() {
  return <Definition {...useLoaderData<typeof loader>()} />;
}
