import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { ANNOTATORS } from "~/domain/viewer";
import { loadLatestLooks } from "~/features/access-log/access-log.server";
import { LatestLooks } from "~/features/access-log/latest-looks";
import { UnreadNotices } from "~/features/alerts/inbox-page";
import { loadUnread } from "~/features/alerts/inbox.server";
import { AnnotatorProfile } from "~/features/annotator-profile/annotator-profile";
import { RecordCards } from "~/features/annotator-profile/annotator-records";
import { loadOwnProfile } from "~/features/annotator-profile/own-profile.server";
import { notFound } from "~/features/shell/not-found";

export const meta: MetaFunction = () => [{ title: "My work · Evenhand" }];
export const handle = { crumbs: () => [{ label: "My work" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, ANNOTATORS, async ({ viewer, db, database }) => {
    const windowDays = windowFrom(new URL(request.url).searchParams);
    const profile = await loadOwnProfile(db, database, viewer, windowDays, new Date());
    if (!profile) throw notFound("annotator in the ledger for this account");
    return { ...profile, looked: await loadLatestLooks(db), notices: await loadUnread(db, viewer) };
  });

export default function MyWork() {
  const { records, looked, notices, ...profile } = useLoaderData<typeof loader>();
  return (
    <>
      {notices.length > 0 ? <UnreadNotices notices={notices} /> : null}
      <AnnotatorProfile {...profile} linked={false} />
      <RecordCards {...records} rowsHref="/me/records" own />
      <LatestLooks entries={looked} />
    </>
  );
}
