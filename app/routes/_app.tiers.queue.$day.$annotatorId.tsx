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
import { decide, loadReview, openEvidence, type ReviewAddress } from "~/features/tiers/review.server";
import { ReviewScreen } from "~/features/tiers/review-screen";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "A proposed tier change · Evenhand" }];
export const handle = {
  crumbs: ({ proposal }: { proposal: { displayName: string | null; sourceId: string } }) => [
    { label: "Tiers", href: "/tiers" },
    { label: "Waiting", href: "/tiers/queue" },
    { label: proposal.displayName ?? proposal.sourceId },
  ],
};

const addressOf = (request: Request, params: LoaderFunctionArgs["params"]): ReviewAddress => ({
  annotator: params["annotatorId"] ?? "",
  day: params["day"] ?? "",
  scope: new URL(request.url).searchParams.get("project") ?? "",
});

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, saw }) => {
    const address = addressOf(request, params);
    const review = await loadReview(db, address);
    if (!review) throw notFound("proposed change");
    await saw({ kind: "viewed", what: "proposed tier change", about: address.annotator });
    return review;
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, database, saw }) => {
    const address = addressOf(request, params);
    const { pathname, search } = new URL(request.url);
    const form = await readForm(request);
    if (form.get("intent") === "open") {
      await openEvidence(database.db, address, viewer.name, new Date());
      return redirect(pathname + search);
    }
    const reasons = form.get("reasons");
    const decision = {
      ruling: form.get("intent") === "uphold" ? ("upheld" as const) : ("refused" as const),
      reasons: typeof reasons === "string" ? reasons : "",
      told: form.get("told") === "yes",
    };
    const refused = await decide(database.db, address, decision, viewer.name, new Date());
    if (refused === null) {
      await saw({ kind: "decided", what: "proposed tier change", about: address.annotator });
    }
    return refused === null
      ? redirect(pathname + search)
      : data({ refused, reasons: decision.reasons }, { status: 422 });
  });

export default function Review() {
  return <ReviewScreen {...useLoaderData<typeof loader>()} fault={useActionData<typeof action>() ?? null} />;
}
