import type { Database } from "db/client";
import { findBusiestAnnotator, insertAccount, listAccounts } from "db/queries/accounts";
import { holdsOnlyDemo } from "db/queries/server";
import type { Role } from "~/domain/viewer";

const PLACE = Symbol.for("evenhand.demo-viewers");
/** The command line and the built server hold a copy of this module each. */
const shared = globalThis as { [PLACE]?: boolean };

/** Nobody receives mail at these, and no password was ever chosen for them. */
const DOMAIN = "@demo.invalid";

export const isDemoAddress = (email: string): boolean => email.endsWith(DOMAIN);

export interface DemoViewer {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
}

/** Lets whoever sits at this machine choose whom to be, while there are invented people only. */
export async function openDemo(database: Database, now: Date): Promise<void> {
  const annotator = await findBusiestAnnotator(database.db);
  if (!annotator || !(await holdsOnlyDemo(database.db))) return;
  shared[PLACE] = true;
  const people = [
    { role: "manager", name: "Maren, operations manager", annotator: null },
    {
      role: "annotator",
      name: `${annotator.displayName ?? annotator.sourceId}, annotator`,
      annotator: annotator.sourceId,
    },
    { role: "researcher", name: "Rasheed, researcher", annotator: null },
    { role: "administrator", name: "Ada, administrator", annotator: null },
  ] as const;
  for (const { role, name, annotator: linked } of people) {
    const account = { id: `demo-${role}`, name, email: `${role}${DOMAIN}`, role, annotator: linked };
    await insertAccount(database.db, account, now);
  }
}

/** Whether there are invented people's records only, and this machine alone reaches them. */
export const isDemoOpen = async ({ db }: Database): Promise<boolean> =>
  shared[PLACE] === true && (await holdsOnlyDemo(db));

/** Whom one may choose to be; nobody as soon as there are records or people that are not invented. */
export async function listDemoViewers(database: Database): Promise<readonly DemoViewer[]> {
  if (!(await isDemoOpen(database))) return [];
  const accounts = await listAccounts(database.db);
  if (accounts.some(({ hasSignedIn }) => hasSignedIn)) return [];
  return accounts
    .filter(({ email, disabledAt }) => isDemoAddress(email) && disabledAt === null)
    .map(({ id, name, role }) => ({ accountId: id, name, role }))
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

const ORDER: readonly Role[] = ["manager", "annotator", "researcher", "administrator"];
