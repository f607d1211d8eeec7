import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "db/client";
import { countAttempt, findAccount, findAnnotatorId } from "db/queries/accounts";
import { findApiToken, insertApiToken, setApiTokenRevoked, setApiTokenUsed } from "db/queries/api-tokens";
import type { Viewer } from "~/domain/viewer";
import { ADDRESS_HEADER } from "~/features/accounts/library.server";
import type { Endpoint } from "./endpoints";
import { Refusal } from "./problem";
import { SCOPES, type Scope, isScope, scopesFor } from "./scopes";

/** So that one found in a file or a log is known for what it is. */
const PREFIX = "evh_";

/** Requests a minute by one token, and of those that are computed when asked. */
export const MOST_A_MINUTE = 120;
const MOST_HEAVY_A_MINUTE = 10;
/** Tokens that are none, from one address within a quarter of an hour. */
const MOST_UNKNOWN = 100;
const UNKNOWN_WINDOW_SEC = 900;
/** Last use is written down no more often than this. */
const USE_EVERY_MS = 60_000;

export interface TokenWish {
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
}

/** Makes a token; what it says is given here and can never be read again. */
export async function createToken(
  { db }: Database,
  { accountId, name, scopes, days }: TokenWish,
  by: Viewer,
  now: Date,
): Promise<{ readonly token: string; readonly account: TokenAccount } | { readonly fault: string }> {
  const account = await findAccount(db, accountId);
  if (!account || account.disabledAt !== null) return { fault: "There is no such account that may sign in." };
  const closed = scopes.find((scope) => !scopesFor(account.role).includes(scope));
  if (closed !== undefined) {
    return {
      fault: `${SCOPES[closed].label}: that is not open to ${account.name}, whose role is ${account.role}.`,
    };
  }
  const token = PREFIX + randomBytes(32).toString("base64url");
  await insertApiToken(db, {
    ...{ tokenId: randomUUID(), accountId, name, hash: hashOf(token), scopes },
    ...{ createdBy: by.name, createdAt: now, expiresAt: new Date(now.getTime() + days * 86_400_000) },
  });
  return { token, account };
}

/** For whom a token acts. */
export type TokenAccount = Pick<NonNullable<Awaited<ReturnType<typeof findAccount>>>, "name" | "annotator">;

/** Takes a token back, at once and for good; undefined where none stands. */
export async function revokeToken(
  { db }: Database,
  tokenId: string,
  now: Date,
): Promise<{ readonly name: string; readonly account: TokenAccount | undefined } | undefined> {
  const revoked = await setApiTokenRevoked(db, tokenId, now);
  return revoked && { name: revoked.name, account: await findAccount(db, revoked.accountId) };
}

/** A token with whom it acts for. */
export interface Holder {
  readonly viewer: Viewer;
  readonly account: string;
  /** The source's id, for an annotator. */
  readonly annotator: string | null;
  readonly token: { readonly name: string; readonly madeBy: string };
  readonly scopes: readonly Scope[];
  readonly expiresAt: string;
}

/** Whom a request's token acts for. Throws a {@link Refusal}: 401 without a token that stands, 429 beyond its rate. */
export async function holderOf(
  { db }: Database,
  request: Request,
  { isHeavy = false }: Pick<Endpoint, "isHeavy">,
  now: Date,
): Promise<Holder> {
  const said = /^Bearer ([\w-]{1,200})$/.exec(request.headers.get("Authorization") ?? "")?.[1];
  if (said === undefined) throw unauthorized("Send a token: Authorization: Bearer evh_…");
  const found = await findApiToken(db, hashOf(said));
  if (!found) {
    const key = `token from ${request.headers.get(ADDRESS_HEADER) ?? ""}`;
    if ((await countAttempt(db, key, now, UNKNOWN_WINDOW_SEC)) > MOST_UNKNOWN)
      throw tooMany(UNKNOWN_WINDOW_SEC);
    throw unauthorized("There is no such token.");
  }
  if (found.revokedAt !== null) throw unauthorized("This token was taken back.");
  if (Date.parse(found.expiresAt) <= now.getTime()) throw unauthorized("This token has expired.");
  if (found.disabledAt !== null) throw unauthorized("The account of this token may not sign in.");
  if ((await countAttempt(db, `token ${found.tokenId}`, now, 60)) > MOST_A_MINUTE) throw tooMany(60);
  if (isHeavy && (await countAttempt(db, `token ${found.tokenId} computes`, now, 60)) > MOST_HEAVY_A_MINUTE) {
    throw tooMany(60);
  }
  if (now.getTime() - Date.parse(found.lastUsedAt ?? "1970-01-01") > USE_EVERY_MS) {
    await setApiTokenUsed(db, found.tokenId, now);
  }
  const annotatorId = found.annotator === null ? undefined : await findAnnotatorId(db, found.annotator);
  return {
    viewer: {
      accountId: found.accountId,
      name: `${found.accountName}, by the token ${found.name}`,
      role: found.role,
      annotatorId: annotatorId ?? null,
    },
    account: found.accountName,
    annotator: found.annotator,
    token: { name: found.name, madeBy: found.createdBy },
    scopes: found.scopes.filter(isScope),
    expiresAt: found.expiresAt,
  };
}

/** The token is 256 random bits, so that a plain hash is as hard to guess as it is. */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const unauthorized = (detail: string) =>
  new Refusal(401, detail, { headers: { "WWW-Authenticate": 'Bearer realm="Evenhand"' } });

const tooMany = (seconds: number) =>
  new Refusal(429, `There were too many requests. Try again in ${seconds} seconds.`, {
    headers: { "Retry-After": String(seconds) },
  });
