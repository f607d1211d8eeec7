import type { Db } from "../client";

export interface NewApiToken {
  readonly tokenId: string;
  /** For whom it acts. */
  readonly accountId: string;
  readonly name: string;
  /** Of what the token says. */
  readonly hash: string;
  readonly scopes: readonly string[];
  /** The name of whoever made it. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Every token that was made, latest first, with the account that it acts for. */
export const listApiTokens = (db: Db) =>
  db
    .selectFrom("apiTokens as t")
    .innerJoin("accounts as a", "a.id", "t.accountId")
    .select(["t.tokenId", "t.name", "t.scopes", "t.createdBy", "t.createdAt"])
    .select(["t.expiresAt", "t.lastUsedAt", "t.revokedAt", "a.name as accountName", "a.role", "a.disabledAt"])
    .orderBy("t.createdAt", "desc")
    .orderBy("t.tokenId")
    .execute();

/** The token that has this hash, with its account. */
export const findApiToken = (db: Db, hash: string) =>
  db
    .selectFrom("apiTokens as t")
    .innerJoin("accounts as a", "a.id", "t.accountId")
    .select(["t.tokenId", "t.name", "t.scopes", "t.createdBy", "t.expiresAt", "t.lastUsedAt", "t.revokedAt"])
    .select(["a.id as accountId", "a.name as accountName", "a.role", "a.annotator", "a.disabledAt"])
    .where("t.hash", "=", hash)
    .executeTakeFirst();

export async function insertApiToken(db: Db, token: NewApiToken): Promise<void> {
  await db
    .insertInto("apiTokens")
    .values({ ...token, scopes: [...token.scopes] })
    .execute();
}

export async function setApiTokenUsed(db: Db, tokenId: string, at: Date): Promise<void> {
  await db.updateTable("apiTokens").set({ lastUsedAt: at }).where("tokenId", "=", tokenId).execute();
}

/** Takes a token back; undefined where there is none that still stands. */
export const setApiTokenRevoked = (db: Db, tokenId: string, at: Date) =>
  db
    .updateTable("apiTokens")
    .set({ revokedAt: at })
    .where("tokenId", "=", tokenId)
    .where("revokedAt", "is", null)
    .returning(["name", "accountId"])
    .executeTakeFirst();
