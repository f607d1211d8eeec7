import { APIError } from "better-auth/api";
import { createHash } from "node:crypto";
import type { Database } from "db/client";
import {
  countAttempt,
  deleteSession,
  findAnnotatorId,
  forgetAttempts,
  setSessionUsed,
} from "db/queries/accounts";
import type { Role, Viewer } from "~/domain/viewer";
import { ADDRESS_HEADER, IDLE_SEC, OIDC, library } from "./library.server";

/** So many attempts within a quarter of an hour, and then none until it has passed. */
const WINDOW_SEC = 15 * 60;
const MOST_BY_ACCOUNT = 10;
const MOST_BY_ADDRESS = 100;

export type SignInOutcome =
  | { readonly kind: "signed in"; readonly headers: Headers }
  | { readonly kind: "refused" }
  | { readonly kind: "locked"; readonly waitSec: number };

/** Signs in with a password. Attempts are counted before the password is looked at, by account and by address. */
export async function signIn(
  database: Database,
  request: Request,
  { email, password }: { readonly email: string; readonly password: string },
  now: Date,
): Promise<SignInOutcome> {
  const { db } = database;
  const account = `account ${createHash("sha256").update(email.trim().toLowerCase()).digest("hex")}`;
  const attempts = [
    { key: account, most: MOST_BY_ACCOUNT },
    { key: `address ${request.headers.get(ADDRESS_HEADER) ?? ""}`, most: MOST_BY_ADDRESS },
  ];
  for (const { key, most } of attempts) {
    if ((await countAttempt(db, key, now, WINDOW_SEC)) > most) return { kind: "locked", waitSec: WINDOW_SEC };
  }
  try {
    const { headers } = await library(database).api.signInEmail({
      body: { email: email.trim(), password },
      headers: request.headers,
      returnHeaders: true,
    });
    await forgetAttempts(db, account);
    return { kind: "signed in", headers };
  } catch (error) {
    // A wrong password, an unknown address and a disabled account are told apart by nobody.
    if (error instanceof APIError && error.statusCode < 500) return { kind: "refused" };
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

/** Who is behind a request, and how they want things shown; undefined where nobody is signed in. */
export async function viewerOf(
  database: Database,
  request: Request,
): Promise<(Viewer & { readonly display: string }) | undefined> {
  if (!request.headers.get("Cookie")?.includes("evenhand.session_token=")) return undefined;
  const found = await library(database).api.getSession({ headers: request.headers });
  if (!found || found.user.disabledAt) return undefined;
  if (!(await isInUse(database, found.session, new Date()))) return undefined;
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
