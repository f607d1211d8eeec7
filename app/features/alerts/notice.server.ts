import type { Db } from "db/client";
import {
  insertDeliveries,
  insertInbox,
  insertNotice,
  listRecipients,
  type RecipientRow,
} from "db/queries/notices";
import { isTimeZone } from "~/domain/local-time";
import { env } from "~/env.server";
import { readDisplay } from "~/ui/preferences";
import { isFirstAdministrator } from "~/features/accounts/accounts.server";
import { isDemoAddress } from "~/features/accounts/demo-viewers.server";
import { dueOf, type MailWishes } from "./due";

export interface Notice {
  readonly kind: "crossed" | "resolved" | "rest_ahead" | "rest_happened" | "account" | "test";
  readonly title: string;
  readonly body: string;
  /** A path of the product. */
  readonly href: string;
  readonly ruleId?: number;
  /** About one person and for that person alone. */
  readonly confidential?: boolean;
}

export interface Addressees {
  /** Who among the people with an account. */
  readonly accounts: (recipient: RecipientRow) => boolean;
  readonly endpoints?: readonly { readonly endpointId: number; readonly kind: "webhook" | "slack" }[];
}

/**
 * Puts a notice into inboxes and queues what leaves the product: mail as each person wants it, at once to endpoints.
 * Nothing is sent here; see `deliver.server.ts`.
 */
export async function postNotice(db: Db, notice: Notice, to: Addressees, now: Date): Promise<void> {
  const recipients = (await listRecipients(db)).filter(to.accounts);
  const endpoints = to.endpoints ?? [];
  if (recipients.length + endpoints.length === 0) return;
  const { kind, title, body, href, ruleId = null, confidential = false } = notice;
  const row = { at: now, kind, title, body, href, ruleId, confidential };
  const noticeId = await insertNotice(db, row);
  await insertInbox(
    db,
    recipients.map(({ id }) => id),
    noticeId,
    row,
  );
  const common = { noticeId, madeAt: now };
  await insertDeliveries(db, [
    ...recipients.flatMap((recipient) => mailRow(recipient, common, now)),
    ...endpoints.map((endpoint) => ({
      ...common,
      channel: endpoint.kind,
      endpointId: endpoint.endpointId,
      dueAt: now,
    })),
  ]);
}

function mailRow(recipient: RecipientRow, common: { noticeId: number; madeAt: Date }, now: Date) {
  // An administrator yet to come has no address, nor have invented people.
  if (isFirstAdministrator(recipient) || isDemoAddress(recipient.email)) return [];
  if (env().smtp === null) return [];
  const due = dueOf(now.getTime() / 1_000, wishesOf(recipient));
  if (due === null) return [];
  const dueAt = new Date(due.at * 1_000);
  return [{ ...common, channel: "email" as const, accountId: recipient.id, dueAt, heldFor: due.heldFor }];
}

/** What somebody who has said nothing gets: mail at once, at whatever hour; digests, once chosen, on Monday at eight. */
export const DEFAULT_WISHES = {
  mode: "at_once",
  quietFrom: null,
  quietTo: null,
  digestHour: 8,
  digestWeekday: 1,
} as const;

/** The zone that a person chose, else that of the annotator in the ledger, else UTC. */
export function wishesOf(recipient: RecipientRow): MailWishes {
  const { quietFrom, quietTo } = recipient;
  const chosen = readDisplay(recipient.display).zone ?? recipient.timeZone ?? "UTC";
  return {
    mode: recipient.mode ?? DEFAULT_WISHES.mode,
    zone: isTimeZone(chosen) ? chosen : "UTC",
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
    digestHour: recipient.digestHour ?? DEFAULT_WISHES.digestHour,
    digestWeekday: recipient.digestWeekday ?? DEFAULT_WISHES.digestWeekday,
  };
}
