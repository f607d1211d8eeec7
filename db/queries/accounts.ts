import { sql } from "kysely";
import type { Role } from "~/domain/viewer";
import type { Db } from "../client";

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly role: Role;
  /** The source's id of an annotator; null for every other role. */
  readonly annotator: string | null;
}

export const listAccounts = (db: Db) =>
  db
    .selectFrom("accounts")
    .leftJoin("annotators", "annotators.sourceId", "accounts.annotator")
    .select(["accounts.id", "accounts.name", "accounts.email", "accounts.role", "accounts.annotator"])
    .select(["accounts.disabledAt", "accounts.createdAt", "annotators.displayName as annotatorName"])
    .select("accounts.twoFactorEnabled as hasSecondFactor")
    .select((eb) => [
      eb
        .exists(eb.selectFrom("credentials").whereRef("credentials.userId", "=", "accounts.id"))
        .as("hasSignedIn"),
      eb
        .selectFrom("sessions")
        .whereRef("sessions.userId", "=", "accounts.id")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .as("sessions"),
    ])
    .orderBy("accounts.createdAt")
    .orderBy("accounts.email")
    .execute();

export const findAccountByEmail = (db: Db, email: string) =>
  db.selectFrom("accounts").selectAll().where("email", "=", email).executeTakeFirst();

export const findAccount = (db: Db, id: string) =>
  db.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirst();

/** Undefined where the address, or the annotator, has an account already. */
export async function insertAccount(db: Db, account: NewAccount, at: Date): Promise<string | undefined> {
  const inserted = await db
    .insertInto("accounts")
    .values({ ...account, emailVerified: true, createdAt: at, updatedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted?.id;
}

export async function countAdministrators(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom("accounts")
    .where("role", "=", "administrator")
    .where("disabledAt", "is", null)
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}

/** One change of people at a time, so that the last administrator cannot be lost to two at once. */
export async function lockAccounts(transaction: Db): Promise<void> {
  await sql`lock table accounts in share row exclusive mode`.execute(transaction);
}

export async function setAccountRole(
  db: Db,
  id: string,
  { role, annotator }: Pick<NewAccount, "role" | "annotator">,
  at: Date,
): Promise<void> {
  await db.updateTable("accounts").set({ role, annotator, updatedAt: at }).where("id", "=", id).execute();
}

export async function setAccountEmail(db: Db, id: string, email: string, at: Date): Promise<void> {
  await db.updateTable("accounts").set({ email, updatedAt: at }).where("id", "=", id).execute();
}

/** How an account wants things shown. */
export async function setAccountDisplay(db: Db, id: string, display: string): Promise<void> {
  await db.updateTable("accounts").set({ display }).where("id", "=", id).execute();
}

export async function setAccountDisabled(
  db: Db,
  id: string,
  disabledAt: Date | null,
  at: Date,
): Promise<void> {
  await db.updateTable("accounts").set({ disabledAt, updatedAt: at }).where("id", "=", id).execute();
}

export async function deleteSessions(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom("sessions").where("userId", "=", accountId).execute();
}

/** Ends one session. */
export async function deleteSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom("sessions").where("id", "=", id).execute();
}

/** Ends the session of a cookie. */
export async function deleteSessionByToken(db: Db, token: string): Promise<void> {
  await db.deleteFrom("sessions").where("token", "=", token).execute();
}

/** Ends one session of somebody; false where there is no such session of theirs. */
export async function deleteOwnSession(db: Db, accountId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("sessions")
    .where("userId", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Where somebody is signed in, the latest use first. `token` stays on the server. */
export const listSessions = (db: Db, accountId: string, now: Date) =>
  db
    .selectFrom("sessions")
    .select(["id", "createdAt", "updatedAt", "ipAddress", "userAgent"])
    .where("userId", "=", accountId)
    .where("expiresAt", ">", now.toISOString())
    .orderBy("updatedAt", "desc")
    .orderBy("id")
    .execute();

export async function hasPassword(db: Db, accountId: string): Promise<boolean> {
  const found = await db
    .selectFrom("credentials")
    .select("id")
    .where("userId", "=", accountId)
    .where("password", "is not", null)
    .executeTakeFirst();
  return found !== undefined;
}

/** How far somebody's second factor has come; undefined where none was begun. */
export const findSecondFactor = (db: Db, accountId: string) =>
  db.selectFrom("secondFactors").select("verified").where("userId", "=", accountId).executeTakeFirst();

/** Takes somebody's second factor away: their password alone signs them in. */
export async function deleteSecondFactor(db: Db, accountId: string, at: Date): Promise<void> {
  await db.deleteFrom("secondFactors").where("userId", "=", accountId).execute();
  await db
    .updateTable("accounts")
    .set({ twoFactorEnabled: false, updatedAt: at })
    .where("id", "=", accountId)
    .execute();
}

/** Writes down that a session was used. */
export async function setSessionUsed(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable("sessions").set({ updatedAt: at }).where("id", "=", id).execute();
}

/** Links that were made for somebody and not used: a new one takes their place. */
export async function deleteLinks(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom("verifications").where("value", "=", accountId).execute();
}

/** So long attempts to sign in count, and no longer. */
export const LONGEST_LOCK_SEC = 15 * 60;

/** Sessions and links that have expired, and attempts that count no more. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const counting = new Date(now.getTime() - LONGEST_LOCK_SEC * 1_000);
  await db.deleteFrom("signInAttempts").where("since", "<", counting.toISOString()).execute();
  await db.deleteFrom("sessions").where("expiresAt", "<", now.toISOString()).execute();
  await db.deleteFrom("verifications").where("expiresAt", "<", now.toISOString()).execute();
}

export const findAnnotatorId = async (db: Db, sourceId: string): Promise<number | undefined> => {
  const found = await db
    .selectFrom("annotators")
    .select("annotatorId")
    .where("sourceId", "=", sourceId)
    .executeTakeFirst();
  return found?.annotatorId;
};

/** Whom there is most to see of: judged on gold, and moved between tiers where anybody was. */
export const findBusiestAnnotator = (db: Db) =>
  db
    .selectFrom("annotators")
    .innerJoin("rollups", "rollups.annotatorId", "annotators.annotatorId")
    .select(["annotators.sourceId", "annotators.displayName"])
    .groupBy(["annotators.annotatorId", "annotators.sourceId", "annotators.displayName"])
    .orderBy(
      (eb) =>
        eb
          .selectFrom("tierChanges")
          .whereRef("tierChanges.annotatorId", "=", "annotators.annotatorId")
          .select(({ fn }) => fn.countAll().as("n")),
      "desc",
    )
    .orderBy(({ fn }) => fn.sum("rollups.goldTotal"), "desc")
    .orderBy(({ fn }) => fn.sum("rollups.judgments"), "desc")
    .orderBy("annotators.sourceId")
    .limit(1)
    .executeTakeFirst();

/** Counts an attempt before it is made, so that attempts side by side are all counted; returns how many there were. */
export async function countAttempt(db: Db, key: string, at: Date, windowSec: number): Promise<number> {
  const begun = new Date(at.getTime() - windowSec * 1_000);
  const { rows } = await sql<{ count: number }>`
    insert into sign_in_attempts as a (key, count, since) values (${key}, 1, ${at})
    on conflict (key) do update set
      count = case when a.since < ${begun} then 1 else a.count + 1 end,
      since = case when a.since < ${begun} then ${at} else a.since end
    returning count`.execute(db);
  return rows[0]?.count ?? 1;
}

/** Takes one attempt of those that count back. */
export async function forgiveAttempt(db: Db, key: string): Promise<void> {
  await db
    .updateTable("signInAttempts")
    .set((eb) => ({ count: eb("count", "-", 1) }))
    .where("key", "=", key)
    .where("count", ">", 0)
    .execute();
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom("signInAttempts").where("key", "=", key).execute();
}
