import type { Database } from "db/client";
import { postNotice } from "~/features/alerts/notice.server";

/** Tells somebody that the way into their account has changed, so that whoever did not change it can say so. */
export function tellOwner({ db }: Database, accountId: string, title: string, now: Date): Promise<void> {
  const body = "If you did not bring this about, tell an administrator, and sign out everywhere.";
  return postNotice(
    db,
    { kind: "account", title, body, href: "/settings/account", confidential: true },
    { accounts: ({ id }) => id === accountId },
    now,
  );
}
