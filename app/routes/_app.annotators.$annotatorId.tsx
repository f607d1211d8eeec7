import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { MANAGERS } from "~/domain/viewer";
import { AnnotatorProfile } from "~/features/annotator-profile/annotator-profile";
import { loadAnnotatorProfile } from "~/features/annotator-profile/annotator-profile.server";
import { notFound } from "~/features/shell/not-found";
import { loadTierStanding } from "~/features/tiers/tier-standing.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.annotator.name ?? "Annotator"} · Evenhand` },
];
export const handle = {
  crumbs: (data: { annotator: { name: string } }) => [
    { label: "Annotators", href: "/annotators" },
    { label: data.annotator.name },
  ],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database }) => {
    const windowDays = windowFrom(new URL(request.url).searchParams);
    const profile = await loadAnnotatorProfile(db, params["annotatorId"] ?? "", windowDays);
    if (!profile) throw notFound("annotator");
    const tiers = await loadTierStanding(database.db, profile.annotator.id, new Date());
    return { ...profile, windowDays, tiers, linked: true };
  });

export default function Annotator() {
  return <AnnotatorProfile {...useLoaderData<typeof loader>()} />;
}
