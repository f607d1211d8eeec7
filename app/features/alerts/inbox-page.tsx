import { Form } from "@remix-run/react";
import { Badge } from "~/ui/badge";
import { formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import type { OwnNotice } from "./inbox.server";

/** A person's own notices: what crossed, what came back, what is due. */
export function InboxPage({ notices }: { readonly notices: readonly OwnNotice[] }) {
  const unread = notices.filter(({ readAt }) => readAt === null).length;
  return (
    <>
      <PageHeader
        title="Inbox"
        summary={unread === 0 ? "Everything is read." : `${unread} not read yet.`}
        actions={
          <>
            {unread > 0 ? (
              <Form method="post">
                <button type="submit" className="button">
                  Mark all as read
                </button>
              </Form>
            ) : null}
            <Link href="/settings/notifications" className="button">
              How I am told
            </Link>
          </>
        }
      />
      {notices.length === 0 ? (
        <EmptyState title="Nothing yet">What there is to tell you comes here.</EmptyState>
      ) : (
        <NoticeList notices={notices} />
      )}
    </>
  );
}

/** Notices one under the other, those not read marked in words. */
export function NoticeList({ notices }: { readonly notices: readonly OwnNotice[] }) {
  return (
    <ul className="overflow-hidden rounded-lg border border-line bg-surface">
      {notices.map((notice) => (
        <li
          key={notice.noticeId}
          className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-3 first:border-t-0"
        >
          <div className="min-w-0">
            <p className="text-sm">
              <Link href={notice.href} className={notice.readAt === null ? "font-semibold" : ""}>
                {notice.title}
              </Link>{" "}
              {notice.readAt === null ? <Badge tone="accent">new</Badge> : null}
            </p>
            <p className="mt-0.5 max-w-[80ch] whitespace-pre-line text-xs text-muted">{notice.body}</p>
          </div>
          <div className="flex items-center gap-2 text-xs text-muted">
            <span className="whitespace-nowrap">{formatInstant(notice.at)}</span>
            {notice.readAt === null ? (
              <Form method="post" action="/inbox">
                <input type="hidden" name="noticeId" value={notice.noticeId} />
                <button type="submit" className="button" aria-label={`Mark as read: ${notice.title}`}>
                  Read
                </button>
              </Form>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What is not read yet, at the head of one's own page. */
export const UnreadNotices = ({ notices }: { readonly notices: readonly OwnNotice[] }) => (
  <section aria-label="Notices" className="mb-4">
    <NoticeList notices={notices} />
  </section>
);
