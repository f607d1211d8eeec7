import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { notFound } from "~/features/shell/not-found";
import { loadPolicyPage } from "~/features/tiers/policy-page.server";
import { PolicyScreen } from "~/features/tiers/policy-screen";
import { publishPolicy } from "~/features/tiers/publish.server";
import { readForm } from "~/form.server";

export const meta: MetaFunction = ({ params }) => [
  {
    title: `${Number.isNaN(Number(params["version"])) ? "A new policy" : `Policy ${params["version"]}`} · Evenhand`,
  },
];
export const handle = {
  crumbs: ({ version }: { version: { number: number } | null }) => [
    { label: "Tiers", href: "/tiers" },
    { label: version === null ? "Draft" : `Policy ${version.number}` },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db }) => {
    const page = await loadPolicyPage(db, params["version"] ?? "", new Date());
    if (!page) throw notFound("policy version");
    return page;
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, database, saw }) => {
    const form = await readForm(request);
    const policy = form.get("policy");
    const published = await publishPolicy(database.db, typeof policy === "string" ? policy : "", {
      acknowledged: form.get("acknowledged") === "yes",
      by: viewer.name,
      at: new Date(),
    });
    if (published.kind === "published") {
      await saw({ kind: "changed", what: `tier policy version ${published.version} published`, about: null });
    }
    return published.kind === "published"
      ? redirect(`/tiers/policies/${published.version}`)
      : data({ refused: published.notes }, { status: 422 });
  });

export default function Policy() {
  const refused = useActionData<typeof action>()?.refused ?? [];
  return <PolicyScreen {...useLoaderData<typeof loader>()} refused={refused} />;
}
