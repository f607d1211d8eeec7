import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Database } from "db/client";
import {
  type NewAccount,
  countAdministrators,
  deleteExpired,
  deleteLinks,
  deleteSecondFactor,
  deleteSessions,
  findAccount,
  findAccountByEmail,
  findAnnotatorId,
  insertAccount,
  listAccounts,
  lockAccounts,
  setAccountDisabled,
  setAccountEmail,
  setAccountRole,
} from "db/queries/accounts";
import type { Role } from "~/domain/viewer";
import { isDemoAddress } from "./demo-viewers.server";
import { isGuessable } from "./guessable.server";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD, library } from "./library.server";

/** A sentence for the person who asked, where something cannot be done. */
export interface AccountFault {
  readonly fault: string;
}

export const isAccountFault = (value: object): value is AccountFault => "fault" in value;

const Email = z.email("An e-mail address has a name, an @ and a domain.").max(254);

/** A day and a half of them: made in the evening, used the next morning. */
const LINK_SEC = 36 * 3_600;

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The source's id of an annotator, for that role only. */
  readonly annotator: string | null;
}

/** Adds a person and returns the path of a link, to be used once, by which they choose a password. */
export async function addAccount(
  database: Database,
  invitation: Invitation,
  now: Date,
): Promise<{ readonly id: string; readonly path: string } | AccountFault> {
  const email = Email.safeParse(invitation.email.trim());
  if (!email.success) return { fault: email.error.issues[0]!.message };
  const fault = await linkFault(database, invitation);
  if (fault) return fault;
  const account: NewAccount = {
    id: randomUUID(),
    name: invitation.name.trim() || email.data,
    email: email.data.toLowerCase(),
    role: invitation.role,
    annotator: invitation.annotator,
  };
  const id = await insertAccount(database.db, account, now);
  if (id === undefined) {
    return { fault: `${account.email}, or the annotator named, has an account already.` };
  }
  return { id, path: await makeLink(database, id, now) };
}

async function linkFault(
  { db }: Database,
  { role, annotator }: Pick<Invitation, "role" | "annotator">,
): Promise<AccountFault | undefined> {
  if (role !== "annotator") {
    return annotator === null ? undefined : { fault: "Only an annotator's account belongs to an annotator." };
  }
  if (annotator === null)
    return { fault: "An annotator's account needs the id of the annotator it belongs to." };
  const found = await findAnnotatorId(db, annotator);
  return found === undefined ? { fault: `There is no annotator ${annotator} in the ledger.` } : undefined;
}

/** The path of a new link for somebody's first sign-in, or for a password that was lost; earlier ones end. */
export async function makeLink(database: Database, accountId: string, now: Date): Promise<string> {
  await deleteExpired(database.db, now);
  await deleteLinks(database.db, accountId);
  const token = randomBytes(32).toString("base64url");
  const { internalAdapter } = await library(database).$context;
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: accountId,
    expiresAt: new Date(now.getTime() + LINK_SEC * 1_000),
  });
  return `/sign-in/link?token=${token}`;
}

/** Whom a link is for, while it can be used. */
export async function findLink(database: Database, token: string, now: Date) {
  const { internalAdapter } = await library(database).$context;
  const found = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  if (!found || found.expiresAt.getTime() < now.getTime()) return undefined;
  const account = await findAccount(database.db, found.value);
  return account && account.disabledAt === null ? account : undefined;
}

export { listAccounts };

export const findAccountName = async ({ db }: Database, id: string): Promise<string | undefined> =>
  (await findAccount(db, id))?.name;

/** Changes what somebody may do, or whether they may sign in; either ends their sessions. */
export async function changeAccount(
  database: Database,
  accountId: string,
  change: { readonly role: Role; readonly annotator: string | null } | { readonly disabled: boolean },
  now: Date,
): Promise<AccountFault | undefined> {
  const fault = "role" in change ? await linkFault(database, change) : undefined;
  if (fault) return fault;
  return database.db.transaction().execute(async (transaction) => {
    await lockAccounts(transaction);
    const account = await findAccount(transaction, accountId);
    if (!account) return { fault: "There is no such account." };
    const stops = "role" in change ? change.role !== "administrator" : change.disabled;
    const administers = account.role === "administrator" && account.disabledAt === null;
    if (stops && administers && (await countAdministrators(transaction)) === 1) {
      return { fault: "Somebody has to administer: make another person administrator first." };
    }
    if ("role" in change) await setAccountRole(transaction, accountId, change, now);
    else await setAccountDisabled(transaction, accountId, change.disabled ? now : null, now);
    await deleteSessions(transaction, accountId);
    if ("disabled" in change) await deleteLinks(transaction, accountId);
    return undefined;
  });
}

/** For somebody whose authenticator is lost: the password alone signs them in, and they have to do so anew. */
export async function removeSecondFactor(database: Database, accountId: string, now: Date): Promise<void> {
  await database.db.transaction().execute(async (transaction) => {
    await deleteSecondFactor(transaction, accountId, now);
    await deleteSessions(transaction, accountId);
  });
}

/** Ends every session of somebody, wherever they are signed in. */
export const signOutEverywhere = (database: Database, accountId: string): Promise<void> =>
  deleteSessions(database.db, accountId);

/** Uses a link up: sets the password, and for the first administrator the address. Gives the account's id. */
export async function redeemLink(
  database: Database,
  {
    token,
    password,
    email,
  }: { readonly token: string; readonly password: string; readonly email: string | null },
  now: Date,
): Promise<{ readonly accountId: string; readonly hasSecondFactor: boolean } | AccountFault> {
  const account = await findLink(database, token, now);
  if (!account) return { fault: "This link was used already, or is too old. Ask for a new one." };
  const address = Email.safeParse((email ?? account.email).trim());
  if (isFirstAdministrator(account)) {
    if (!address.success) return { fault: address.error.issues[0]!.message };
    const taken = await findAccountByEmail(database.db, address.data.toLowerCase());
    if (taken && taken.id !== account.id) return { fault: "Another account has this address." };
  }
  const weak = passwordFault(password, [account.email, account.name, email ?? ""]);
  if (weak) return { fault: weak };
  await library(database).api.resetPassword({ body: { token, newPassword: password } });
  if (isFirstAdministrator(account) && address.success) {
    await setAccountEmail(database.db, account.id, address.data.toLowerCase(), now);
  }
  return { accountId: account.id, hasSecondFactor: account.twoFactorEnabled };
}

/** Length and being nobody else's are what make a password hard to guess; nothing is asked of what it is made of. */
export function passwordFault(password: string, known: readonly string[]): string | undefined {
  // What somebody types as one letter counts as one, whatever it takes to keep it.
  const letters = [...password].length;
  if (letters < SHORTEST_PASSWORD) {
    return `A password has at least ${SHORTEST_PASSWORD} characters; a few words that come to mind together are good.`;
  }
  if (letters > LONGEST_PASSWORD) return `A password has at most ${LONGEST_PASSWORD} characters.`;
  if (isGuessable(password, known)) {
    return "This password is among the first that anybody would try. Choose another.";
  }
  return undefined;
}

export const isFirstAdministrator = ({ email }: { readonly email: string }): boolean => email === FIRST;

/** The account of an administrator yet to come: the address is theirs to choose when they use the link. */
const FIRST = "administrator@first.invalid";

/**
 * The path by which the first administrator chooses a password, where nobody can administer yet; undefined where
 * somebody can, or has chosen one.
 */
export async function firstAdministratorLink(database: Database, now: Date): Promise<string | undefined> {
  const accounts = await listAccounts(database.db);
  const open = accounts.filter(
    ({ role, disabledAt, email }) => role === "administrator" && disabledAt === null && !isDemoAddress(email),
  );
  if (open.some(({ hasSignedIn }) => hasSignedIn)) return undefined;
  const waiting = open.find(({ email }) => email === FIRST);
  if (waiting) return makeLink(database, waiting.id, now);
  if (open.length > 0) return undefined;
  const added = await addAccount(
    database,
    { email: FIRST, name: "Administrator", role: "administrator", annotator: null },
    now,
  );
  return isAccountFault(added) ? undefined : added.path;
}
