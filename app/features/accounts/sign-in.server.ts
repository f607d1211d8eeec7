import { APIError } from "better-auth/api";
import { createHash } from "node:crypto";
import type { Database } from "db/client";
import {
  LONGEST_LOCK_SEC,
  countAttempt,
  deleteExpired,
  deleteSession,
  deleteSessionByToken,
  findAnnotatorId,
  findSecondFactor,
  forgetAttempts,
  forgiveAttempt,
  hasPassword,
  setSessionUsed,
} from "db/queries/accounts";
import type { Role, Viewer } from "~/domain/viewer";
import { env } from "~/env.server";
import { isDemoAddress, isDemoOpen } from "./demo-viewers.server";
import { ADDRESS_HEADER, IDLE_SEC, OIDC, isSecure, library } from "./library.server";

/** So many attempts within a quarter of an hour, and then none until it has passed. */
const WINDOW_SEC = LONGEST_LOCK_SEC;
const MOST_BY_ACCOUNT = 10;
const MOST_BY_ADDRESS = 100;

/** Longer than a code of an authenticator is taken for. */
const CODE_SEC = 120;

export type SignInOutcome =
  | { readonly kind: "signed in"; readonly headers: Headers }
  /** The password was right, and a code is asked for; the cookies carry what it is asked for. */
  | { readonly kind: "half way"; readonly headers: Headers }
  | { readonly kind: "refused" }
  | { readonly kind: "locked"; readonly waitSec: number };

/** Signs in with a password. Attempts are counted before the password is looked at, by account and by address. */
export async function signIn(
  database: Database,
  request: Request,
  { email, password }: { readonly email: string; readonly password: string },
  now: Date,
): Promise<SignInOutcome> {
  const account = accountKey(email);
  const address = addressKey(request);
  const attempts = [...address, { key: account, most: MOST_BY_ACCOUNT }];
  if (await areTooMany(database, attempts, now)) return { kind: "locked", waitSec: WINDOW_SEC };
  await deleteExpired(database.db, now);
  // A wrong password, an unknown address and a disabled account are told apart by nobody.
  const answer = await unlessRefused(
    library(database).api.signInEmail({
      body: { email: email.trim(), password },
      headers: request.headers,
      returnHeaders: true,
    }),
  );
  if (!answer) return { kind: "refused" };
  await forgetAttempts(database.db, account);
  await forgive(database, address);
  const { headers, response } = answer;
  return { kind: "twoFactorRedirect" in response ? "half way" : "signed in", headers };
}

/**
 * Ends a sign-in that is half way with a code of the authenticator, or with one of those kept for when it is lost. Five
 * wrong ones end the attempt, ten in a row lock the second factor for a quarter of an hour, whatever the address.
 */
export async function finishSignIn(
  database: Database,
  request: Request,
  code: string,
  now: Date,
): Promise<SignInOutcome> {
  const address = addressKey(request);
  if (await areTooMany(database, address, now)) return { kind: "locked", waitSec: WINDOW_SEC };
  const { api } = library(database);
  const given = {
    body: { code: code.replaceAll(/\s/g, "") },
    headers: request.headers,
    returnHeaders: true,
  } as const;
  const answer = await unlessRefused(
    code.includes("-") ? api.verifyBackupCode(given) : api.verifyTOTP(given),
  );
  if (!answer) return { kind: "refused" };
  const { headers, response } = answer;
  if (await isFirstUse(database, response.user.id, given.body.code, now)) {
    await forgive(database, address);
    return { kind: "signed in", headers };
  }
  if (response.token) await deleteSessionByToken(database.db, response.token);
  return { kind: "refused" };
}

/** A code is right for a minute and a half, and somebody may have looked over a shoulder: it counts once. */
export async function isFirstUse(
  database: Database,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const used = createHash("sha256").update(`${accountId} ${code}`).digest("hex");
  return (await countAttempt(database.db, `code ${used}`, now, CODE_SEC)) === 1;
}

const accountKey = (email: string): string =>
  `account ${createHash("sha256").update(email.trim().toLowerCase()).digest("hex")}`;

/** Attempts from one address; of nobody's where it is not known, so that not everybody is locked out for one. */
function addressKey(request: Request): readonly Attempt[] {
  const address = request.headers.get(ADDRESS_HEADER);
  return address ? [{ key: `address ${address}`, most: MOST_BY_ADDRESS }] : [];
}

interface Attempt {
  readonly key: string;
  readonly most: number;
}

/** Counts one more attempt of each kind, before it is made. */
async function areTooMany({ db }: Database, attempts: readonly Attempt[], now: Date): Promise<boolean> {
  for (const { key, most } of attempts) {
    if ((await countAttempt(db, key, now, WINDOW_SEC)) > most) return true;
  }
  return false;
}

/** The attempt was none: it succeeded. */
async function forgive({ db }: Database, attempts: readonly Attempt[]): Promise<void> {
  for (const { key } of attempts) await forgiveAttempt(db, key);
}

/** Whether somebody who is signed in has tried a password of their own too often; counts this attempt. */
export const isLocked = (database: Database, email: string, now: Date): Promise<boolean> =>
  areTooMany(database, [{ key: accountKey(email), most: MOST_BY_ACCOUNT }], now);

/** The right password: those before it are forgotten. */
export const unlock = ({ db }: Database, email: string): Promise<void> =>
  forgetAttempts(db, accountKey(email));

/** What the library answers; undefined where it says that it will not. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined;
    throw error;
  }
}

/** Cookies for somebody whom a link or the demonstration has let in. */
export async function openSession(
  database: Database,
  request: Request,
  accountId: string,
): Promise<Headers | undefined> {
  const { headers, response } = await library(database).api.openSession({
    body: { accountId },
    headers: request.headers,
    returnHeaders: true,
  });
  return response.opened ? headers : undefined;
}

/** Ends the session and takes the cookies back. */
export async function signOut(database: Database, request: Request): Promise<Headers> {
  const { headers } = await library(database).api.signOut({ headers: request.headers, returnHeaders: true });
  return headers;
}

/** The address at the identity provider to go to, with the cookies that recognise the way back. */
export async function beginSingleSignOn(
  database: Database,
  request: Request,
  next: string,
): Promise<{ readonly url: string; readonly headers: Headers } | undefined> {
  const { headers, response } = await library(database).api.signInSocial({
    body: {
      provider: OIDC,
      callbackURL: next,
      errorCallbackURL: "/sign-in?fault=single-sign-on",
      disableRedirect: true,
    },
    headers: request.headers,
    returnHeaders: true,
  });
  return response.url ? { url: response.url, headers } : undefined;
}

/** The only pages of the library that are open: where an identity provider sends people back to. */
export async function answerLibrary(database: Database, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname !== `/api/auth/callback/${OIDC}`) return new Response(null, { status: 404 });
  return library(database).handler(request);
}

/** Use is written down no more often than this. */
const USE_EVERY_MS = 60_000;

/** Whether a session was used within the hour; one that was not ends here. */
async function isInUse(
  { db }: Database,
  { id, updatedAt }: { readonly id: string; readonly updatedAt: Date },
  now: Date,
): Promise<boolean> {
  const idleMs = now.getTime() - updatedAt.getTime();
  if (idleMs > IDLE_SEC * 1_000) {
    await deleteSession(db, id);
    return false;
  }
  if (idleMs > USE_EVERY_MS) await setSessionUsed(db, id, now);
  return true;
}

/**
 * Whether somebody has to set up a second factor before anything else: whoever administers a server that others reach,
 * and signs in with a password of their own.
 */
export async function owesSecondFactor({ db }: Database, { role, accountId }: Viewer): Promise<boolean> {
  if (role !== "administrator" || env().publicUrl === null || !isSecure()) return false;
  const factor = await findSecondFactor(db, accountId);
  return factor?.verified !== true && (await hasPassword(db, accountId));
}

/** The session of a request, whoever's and whether or not it may still be used; undefined where there is none. */
export const sessionOf = (database: Database, { headers }: Request) =>
  library(database).api.getSession({ headers });

/** Who is behind a request, and how they want things shown; undefined where nobody is signed in. */
export async function viewerOf(
  database: Database,
  request: Request,
): Promise<(Viewer & { readonly display: string }) | undefined> {
  if (!request.headers.get("Cookie")?.includes("evenhand.session_token=")) return undefined;
  const found = await sessionOf(database, request);
  if (!found || found.user.disabledAt) return undefined;
  if (!(await isInUse(database, found.session, new Date()))) return undefined;
  if (isDemoAddress(found.user.email) && !(await isDemoOpen(database))) return undefined;
  const { id, name, role, annotator, display } = found.user;
  const annotatorId = annotator ? await findAnnotatorId(database.db, annotator) : undefined;
  return {
    accountId: id,
    name,
    role: role as Role,
    annotatorId: annotatorId ?? null,
    display: display ?? "",
  };
}

/**
 * Whether whoever sent a request may be shown what is open to these roles now, for an answer that goes on for long.
 * Asking is no use of the session.
 */
export async function maySee(
  database: Database,
  request: Request,
  roles: readonly Role[],
  now: Date,
): Promise<boolean> {
  const found = await sessionOf(database, request);
  if (!found || found.user.disabledAt || !roles.includes(found.user.role as Role)) return false;
  return now.getTime() - found.session.updatedAt.getTime() <= IDLE_SEC * 1_000;
}
