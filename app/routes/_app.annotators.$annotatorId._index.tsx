import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { MANAGERS } from "~/domain/viewer";
import { AnnotatorProfile, recordsHref } from "~/features/annotator-profile/annotator-profile";
import { RecordCards } from "~/features/annotator-profile/annotator-records";
import { loadWholeProfile } from "~/features/annotator-profile/whole-profile.server";
import { notFound } from "~/features/shell/not-found";

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
  forViewer(request, MANAGERS, async ({ db, database, saw }) => {
    const windowDays = windowFrom(new URL(request.url).searchParams);
    const id = params["annotatorId"] ?? "";
    const profile = await loadWholeProfile(db, database, id, windowDays, new Date());
    if (!profile) throw notFound("annotator");
    await saw({ kind: "viewed", what: "page", about: profile.annotator.id });
    return profile;
  });

export default function Annotator() {
  const { records, ...profile } = useLoaderData<typeof loader>();
  return (
    <>
      <AnnotatorProfile {...profile} linked />
      <RecordCards {...records} rowsHref={recordsHref(profile.annotator.id, true)} own={false} />
    </>
  );
}
