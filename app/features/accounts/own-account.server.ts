import { encode } from "uqr";
import { z } from "zod";
import type { Database } from "db/client";
import {
  deleteOwnSession,
  deleteSessions,
  findAccount,
  findSecondFactor,
  hasPassword,
  listSessions,
} from "db/queries/accounts";
import type { Viewer } from "~/domain/viewer";
import { readForm } from "~/form.server";
import { passwordFault } from "./accounts.server";
import { SHORTEST_PASSWORD, library } from "./library.server";
import type { Enrolment } from "./second-factor-card";
import { tellOwner } from "./told.server";
import { isFirstUse, isLocked, owesSecondFactor, sessionOf, unlessRefused, unlock } from "./sign-in.server";

const text = z.string().max(1_000).default("");

const AccountForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("sign-out-everywhere") }),
  z.object({ intent: z.literal("end-session"), id: text }),
  z.object({ intent: z.literal("password"), current: text, password: text }),
  z.object({ intent: z.literal("second-factor"), current: text }),
  z.object({ intent: z.literal("confirm"), code: text }),
  z.object({ intent: z.literal("backup-codes"), current: text }),
  z.object({ intent: z.literal("one-factor"), current: text }),
]);

type AccountForm = z.infer<typeof AccountForm>;

/** A sentence, and what is shown once. */
export interface Given {
  readonly done: string;
  readonly enrolment?: Enrolment;
  readonly codes?: readonly string[];
}

export type AccountAnswer =
  | { readonly kind: "refused"; readonly fault: string }
  | { readonly kind: "done"; readonly given: Given; readonly headers: Headers }
  | { readonly kind: "signed out" };

/** What the page about one's own account shows. */
export async function loadOwnAccount(database: Database, request: Request, viewer: Viewer, now: Date) {
  const { db } = database;
  const { name, role, accountId } = viewer;
  const own = await sessionOf(database, request);
  const factor = await findSecondFactor(db, accountId);
  const sessions = await listSessions(db, accountId, now);
  return {
    ...{ name, role, shortest: SHORTEST_PASSWORD },
    owesSecondFactor: await owesSecondFactor(database, viewer),
    hasPassword: await hasPassword(db, accountId),
    secondFactor:
      factor === undefined ? ("off" as const) : factor.verified ? ("on" as const) : ("begun" as const),
    sessions: sessions.map(({ id, ...session }) => ({ id, ...session, isThis: id === own?.session.id })),
  };
}

/** Changes one's own password, second factor or sessions. */
export async function answerOwnAccount(
  database: Database,
  request: Request,
  viewer: Viewer,
  now: Date,
): Promise<AccountAnswer> {
  const form = AccountForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return refused("That form cannot be read. Load the page again.");
  const { data } = form;
  if (data.intent === "sign-out-everywhere") {
    await deleteSessions(database.db, viewer.accountId);
    return { kind: "signed out" };
  }
  if (data.intent === "end-session") {
    return (await deleteOwnSession(database.db, viewer.accountId, data.id))
      ? done("That session has ended.")
      : refused("That session had ended already.");
  }
  if (data.intent === "confirm") return confirm(database, request, viewer, data.code, now);
  const account = await findAccount(database.db, viewer.accountId);
  if (!account) return refused("There is no such account.");
  if (await isLocked(database, account.email, now)) {
    return refused("There were too many attempts. Try again in 15 minutes.");
  }
  const answer = await withPassword(database, request, data, account);
  if (!answer) return refused("The current password is not that one.");
  if (answer.kind === "done") {
    await unlock(database, account.email);
    if (data.intent !== "second-factor") await tellOwner(database, account.id, TOLD[data.intent], now);
  }
  return answer;
}

const TOLD = {
  password: "Your password was changed",
  "backup-codes": "Your account has new codes for when the authenticator is lost",
  "one-factor": "The second factor of your account was turned off",
} as const;

/** What the current password is asked for; undefined where it is a wrong one. */
async function withPassword(
  database: Database,
  { headers }: Request,
  form: Exclude<AccountForm, { intent: "sign-out-everywhere" | "end-session" | "confirm" }>,
  account: { readonly email: string; readonly name: string },
): Promise<AccountAnswer | undefined> {
  const { api } = library(database);
  const asked = { body: { password: form.current }, headers, returnHeaders: true } as const;
  switch (form.intent) {
    case "password": {
      const weak = passwordFault(form.password, [account.email, account.name]);
      if (weak !== undefined) return refused(weak);
      const body = { currentPassword: form.current, newPassword: form.password, revokeOtherSessions: true };
      const changed = await unlessRefused(api.changePassword({ body, headers, returnHeaders: true }));
      return changed && done("The password is changed, and every other session has ended.", changed.headers);
    }
    case "second-factor": {
      const begun = await unlessRefused(api.enableTwoFactor(asked));
      const { totpURI, backupCodes } = { totpURI: undefined, backupCodes: [], ...begun?.response };
      if (!begun || totpURI === undefined) return undefined;
      const shown = { enrolment: enrolmentOf(totpURI), codes: backupCodes };
      return done(
        "Give this key to your authenticator, keep the codes, and enter what it shows.",
        begun.headers,
        shown,
      );
    }
    case "backup-codes": {
      const made = await unlessRefused(api.generateBackupCodes(asked));
      const words = "These codes take the place of the earlier ones.";
      return made && done(words, made.headers, { codes: made.response.backupCodes });
    }
    case "one-factor": {
      const ended = await unlessRefused(api.disableTwoFactor(asked));
      return ended && done("The password alone signs you in from now on.", ended.headers);
    }
  }
}

async function confirm(
  database: Database,
  { headers }: Request,
  { accountId }: Viewer,
  code: string,
  now: Date,
): Promise<AccountAnswer> {
  const given = code.replaceAll(/\s/g, "");
  const body = { code: given };
  const confirmed = await unlessRefused(
    library(database).api.verifyTOTP({ body, headers, returnHeaders: true }),
  );
  if (!confirmed) {
    return refused("The authenticator shows another code now. Enter the one that it shows, or begin again.");
  }
  await isFirstUse(database, accountId, given, now);
  await tellOwner(database, accountId, "Your account has a second factor", now);
  return done("From now on signing in asks for a code of your authenticator.", confirmed.headers);
}

const refused = (fault: string): AccountAnswer => ({ kind: "refused", fault });
const done = (words: string, headers = new Headers(), shown: Omit<Given, "done"> = {}): AccountAnswer => ({
  kind: "done",
  given: { done: words, ...shown },
  headers,
});

function enrolmentOf(uri: string): Enrolment {
  const key = new URL(uri).searchParams.get("secret") ?? "";
  const { data } = encode(uri, { border: 2 });
  return {
    typed: key.match(/.{1,4}/g)?.join(" ") ?? key,
    squares: data.map((row) => row.map((isDark) => (isDark ? "1" : "0")).join("")),
  };
}
