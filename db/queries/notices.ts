import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Db } from "../client";
import type { DeliveriesTable, MailSettingsTable, NoticesTable } from "../schema";

export async function insertNotice(db: Db, notice: Insertable<NoticesTable>): Promise<number> {
  const { noticeId } = await db
    .insertInto("notices")
    .values(notice)
    .returning("noticeId")
    .executeTakeFirstOrThrow();
  return noticeId;
}

/** Puts a notice into the inboxes of accounts. */
export async function insertInbox(
  db: Db,
  accountIds: readonly string[],
  noticeId: number,
  { at, kind, title, body, href }: Insertable<NoticesTable>,
): Promise<void> {
  if (accountIds.length === 0) return;
  const rows = accountIds.map((accountId) => ({ accountId, noticeId, at, kind, title, body, href }));
  await db
    .insertInto("inbox")
    .values(rows.map((row) => ({ ...row, readAt: null })))
    .execute();
}

export const listInbox = (db: Db, accountId: string, limit: number) =>
  db
    .selectFrom("inbox")
    .select(["noticeId", "at", "kind", "title", "body", "href", "readAt"])
    .where("accountId", "=", accountId)
    .orderBy("at", "desc")
    .orderBy("noticeId", "desc")
    .limit(limit)
    .execute();

export async function countUnread(db: Db, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom("inbox")
    .where("accountId", "=", accountId)
    .where("readAt", "is", null)
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}

/** Marks one notice, or all, as read. */
export async function setRead(db: Db, accountId: string, noticeId: number | null, at: Date): Promise<void> {
  await db
    .updateTable("inbox")
    .set({ readAt: at })
    .where("accountId", "=", accountId)
    .where("readAt", "is", null)
    .$if(noticeId !== null, (query) => query.where("noticeId", "=", noticeId ?? 0))
    .execute();
}

/** People who may sign in, with what decides how a notice reaches them. */
export const listRecipients = (db: Db) =>
  db
    .selectFrom("accounts")
    .leftJoin("mailSettings", "mailSettings.accountId", "accounts.id")
    .leftJoin("annotators", "annotators.sourceId", "accounts.annotator")
    .select(["accounts.id", "accounts.email", "accounts.role", "accounts.display"])
    .select(["annotators.annotatorId", "annotators.timeZone"])
    .select(["mode", "quietFrom", "quietTo", "digestHour", "digestWeekday"])
    .where("disabledAt", "is", null)
    .orderBy("accounts.id")
    .execute();

export type RecipientRow = Awaited<ReturnType<typeof listRecipients>>[number];

export const findMailSettings = (db: Db, accountId: string) =>
  db.selectFrom("mailSettings").selectAll().where("accountId", "=", accountId).executeTakeFirst();

export async function setMailSettings(db: Db, values: Insertable<MailSettingsTable>): Promise<void> {
  await db
    .insertInto("mailSettings")
    .values(values)
    .onConflict((conflict) => conflict.column("accountId").doUpdateSet(values))
    .execute();
}

export async function insertDeliveries(db: Db, rows: readonly Insertable<DeliveriesTable>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto("deliveries").values(rows).execute();
}

/**
 * Takes deliveries that are due, for this program alone: a row that another is sending is passed over, and a claim of a
 * program that died is free again once it has run out.
 */
export async function claimDeliveries(db: Db, now: Date, claimedUntil: Date, limit: number) {
  const { rows } = await sql<ClaimedDelivery>`
    update deliveries d set claimed_until = ${claimedUntil}, attempts = attempts + 1
    from notices n
    where n.notice_id = d.notice_id and d.delivery_id in (
      select delivery_id from deliveries
      where status = 'waiting' and due_at <= ${now} and (claimed_until is null or claimed_until < ${now})
      order by due_at, delivery_id limit ${limit} for update skip locked)
    returning d.delivery_id, d.channel, d.account_id, d.endpoint_id, d.attempts,
      n.notice_id, n.at, n.kind, n.title, n.body, n.href`.execute(db);
  return rows.sort((a, b) => a.deliveryId - b.deliveryId);
}

export interface ClaimedDelivery {
  readonly deliveryId: number;
  readonly channel: "email" | "webhook" | "slack";
  readonly accountId: string | null;
  readonly endpointId: number | null;
  readonly attempts: number;
  readonly noticeId: number;
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly href: string;
}

/** How an attempt ended: sent or failed for good, or waiting for another. */
export async function setDelivered(
  db: Db,
  deliveryIds: readonly number[],
  outcome: {
    readonly status: "sent" | "failed" | "waiting";
    readonly outcome: string;
    readonly at: Date;
    readonly dueAt?: Date;
  },
): Promise<void> {
  const again = outcome.dueAt && { dueAt: outcome.dueAt, heldFor: "another attempt" as const };
  await db
    .updateTable("deliveries")
    .set({
      status: outcome.status,
      outcome: outcome.outcome,
      claimedUntil: null,
      doneAt: outcome.at,
      ...(again ?? {}),
    })
    .where("deliveryId", "in", deliveryIds)
    .execute();
}

/** Deliveries, the latest first, less those that are between the product and one person. */
export const listDeliveries = (db: Db, ruleId: number | null, limit: number) =>
  db
    .selectFrom("deliveries")
    .innerJoin("notices", "notices.noticeId", "deliveries.noticeId")
    .leftJoin("accounts", "accounts.id", "deliveries.accountId")
    .leftJoin("alertEndpoints", "alertEndpoints.endpointId", "deliveries.endpointId")
    .select(["deliveryId", "channel", "title", "madeAt", "dueAt", "heldFor", "deliveries.status", "attempts"])
    .select(["doneAt", "outcome", "accounts.name as person", "alertEndpoints.name as endpoint"])
    .where("confidential", "=", false)
    .$if(ruleId !== null, (query) => query.where("ruleId", "=", ruleId))
    .orderBy("deliveryId", "desc")
    .limit(limit)
    .execute();

/** Notes that a stretch of work has been told about; false where it had been. */
export async function insertRestNotice(
  db: Db,
  row: {
    readonly annotatorId: number;
    readonly rule: string;
    readonly since: Date;
    readonly stage: "ahead" | "happened";
    readonly noticedAt: Date;
  },
): Promise<boolean> {
  const inserted = await db
    .insertInto("restNotices")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("annotatorId")
    .executeTakeFirst();
  return inserted !== undefined;
}
