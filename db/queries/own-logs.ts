import type { Insertable } from "kysely";
import type { Db } from "../client";
import type { OwnLogsTable } from "../schema";

/** Everything that an account has added of work elsewhere, latest first. */
export const listOwnLogs = (db: Db, accountId: string) =>
  db
    .selectFrom("ownLogs")
    .select(["platform", "fromAt", "toAt", "payMinor", "currency", "kind", "notes", "file", "addedAt"])
    .where("accountId", "=", accountId)
    .orderBy("fromAt", "desc")
    .orderBy("toAt", "desc")
    .orderBy("platform")
    .execute();

export type OwnLogRow = Awaited<ReturnType<typeof listOwnLogs>>[number];

/** PostgreSQL takes 65,535 values a statement. */
const ROWS_A_STATEMENT = 5_000;

export async function insertOwnLogs(db: Db, rows: readonly Insertable<OwnLogsTable>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await db
      .insertInto("ownLogs")
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .execute();
  }
}

/** Takes one upload out; how many rows it was. */
export async function deleteOwnUpload(db: Db, accountId: string, addedAt: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("ownLogs")
    .where("accountId", "=", accountId)
    .where("addedAt", "=", addedAt)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Takes one row out; how many it was. */
export async function deleteOwnLog(
  db: Db,
  accountId: string,
  row: Readonly<Record<"platform" | "fromAt" | "toAt", string>>,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("ownLogs")
    .where("accountId", "=", accountId)
    .where("platform", "=", row.platform)
    .where("fromAt", "=", row.fromAt)
    .where("toAt", "=", row.toAt)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Since when an account shares; undefined where it does not. */
export const findOwnShare = (db: Db, accountId: string) =>
  db.selectFrom("ownLogShares").select("sharedAt").where("accountId", "=", accountId).executeTakeFirst();

/** As {@link findOwnShare}, and holds the choice as it is until the transaction ends. */
export const lockOwnShare = (db: Db, accountId: string) =>
  db
    .selectFrom("ownLogShares")
    .select("sharedAt")
    .where("accountId", "=", accountId)
    .forUpdate()
    .executeTakeFirst();

/** Shares all rows of an account, or none any more. */
export async function setOwnShare(db: Db, accountId: string, sharedAt: Date | null): Promise<void> {
  if (sharedAt === null) await db.deleteFrom("ownLogShares").where("accountId", "=", accountId).execute();
  else
    await db
      .insertInto("ownLogShares")
      .values({ accountId, sharedAt })
      .onConflict((conflict) => conflict.column("accountId").doNothing())
      .execute();
  await db
    .updateTable("ownLogs")
    .set({ shared: sharedAt !== null })
    .where("accountId", "=", accountId)
    .execute();
}

/** The hours elsewhere of everybody who shares them, with who that is in the ledger. For the system alone. */
export const listSharedLogs = (system: Db) =>
  system
    .selectFrom("ownLogs")
    .innerJoin("ownLogShares", "ownLogShares.accountId", "ownLogs.accountId")
    .innerJoin("accounts", "accounts.id", "ownLogs.accountId")
    .leftJoin("annotators", "annotators.sourceId", "accounts.annotator")
    .select(["ownLogs.accountId", "fromAt", "toAt", "annotators.annotatorId", "annotators.timeZone"])
    .where("ownLogs.shared", "=", true)
    .orderBy("ownLogs.accountId")
    .orderBy("fromAt")
    .execute();

/** The working intervals of some annotators by day, as the ledger has them. */
export async function listWorkSpans(db: Db, annotatorIds: readonly number[]) {
  if (annotatorIds.length === 0) return [];
  return db
    .selectFrom("rollups")
    .select(["annotatorId", "spans"])
    .where("annotatorId", "in", annotatorIds)
    .where("spans", "is not", null)
    .execute();
}

/** What the ledger has an annotator's judgments paying, by day and currency. */
export const listDailyPay = (db: Db, annotatorId: number) =>
  db
    .selectFrom("payRollups")
    .select(["day", "currency"])
    .select(({ fn }) => [
      fn.sum<number>("payMinor").as("payMinor"),
      fn.sum<number>("paidJudgments").as("judgments"),
    ])
    .where("annotatorId", "=", annotatorId)
    .where("day", ">", "-infinity")
    .groupBy(["day", "currency"])
    .execute();

/** Where an annotator's clock is. */
export const findOwnZone = (db: Db, annotatorId: number) =>
  db.selectFrom("annotators").select("timeZone").where("annotatorId", "=", annotatorId).executeTakeFirst();
