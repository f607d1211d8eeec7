import { z } from "zod";
import type { Database } from "db/client";
import { env } from "~/env.server";
import { readForm } from "~/form.server";
import { log } from "~/log.server";
import { listDemoViewers } from "./demo-viewers.server";
import { ADDRESS_HEADER } from "./library.server";
import { nextPath } from "./next-path";
import { type SignInOutcome, beginSingleSignOn, finishSignIn, openSession, signIn } from "./sign-in.server";

const text = z.string().max(1_000).default("");

const SignInForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("password"), email: text, password: text, next: text }),
  z.object({ intent: z.literal("demo"), accountId: text, next: text }),
  z.object({ intent: z.literal("single-sign-on"), next: text }),
]);

type Answer =
  | { readonly kind: "go"; readonly to: string; readonly headers: Headers }
  | { readonly kind: "stay"; readonly fault: string; readonly status: number; readonly headers: HeadersInit };

/** What the page offers. */
export async function signInChoices(database: Database, fault: string | null) {
  return {
    demo: await listDemoViewers(database),
    hasSingleSignOn: env().oidc !== null,
    fault: fault === null ? undefined : NO_ACCOUNT,
  };
}

/** Signs somebody in by the way they chose. */
export async function answerSignIn(database: Database, request: Request, now: Date): Promise<Answer> {
  const form = SignInForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return stay("That form cannot be read. Load the page again.", 400);
  const next = nextPath(form.data.next);
  switch (form.data.intent) {
    case "password": {
      const outcome = await signIn(database, request, form.data, now);
      return answerOf(request, outcome, next, "The address and the password do not belong together.");
    }
    case "demo": {
      const { accountId } = form.data;
      const isOffered = (await listDemoViewers(database)).some((one) => one.accountId === accountId);
      const headers = isOffered ? await openSession(database, request, accountId) : undefined;
      return headers ? { kind: "go", to: next, headers } : stay("Nobody can be chosen here any more.", 403);
    }
    case "single-sign-on": {
      const begun = env().oidc === null ? undefined : await beginSingleSignOn(database, request, next);
      return begun ? { kind: "go", to: begun.url, headers: begun.headers } : stay(UNREACHABLE, 503);
    }
  }
}

const CodeForm = z.object({ code: text, next: text });

/** Ends a sign-in that the right password has brought half way. */
export async function answerCode(database: Database, request: Request, now: Date): Promise<Answer> {
  const form = CodeForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return stay("That form cannot be read. Load the page again.", 400);
  const outcome = await finishSignIn(database, request, form.data.code, now);
  return answerOf(request, outcome, nextPath(form.data.next), WRONG_CODE);
}

function answerOf(request: Request, outcome: SignInOutcome, next: string, refusal: string): Answer {
  // Neither the address nor the password: logs are read by more people than accounts are.
  log.info({ outcome: outcome.kind, from: request.headers.get(ADDRESS_HEADER) }, "somebody tried to sign in");
  switch (outcome.kind) {
    case "signed in":
      return { kind: "go", to: next, headers: outcome.headers };
    case "half way":
      return {
        kind: "go",
        to: `/sign-in/code?next=${encodeURIComponent(next)}`,
        headers: outcome.headers,
      };
    case "refused":
      return stay(refusal, 401);
    case "locked":
      return stay(
        `There were too many attempts. Try again in ${Math.ceil(outcome.waitSec / 60)} minutes.`,
        429,
        { "Retry-After": String(outcome.waitSec) },
      );
  }
}

const WRONG_CODE =
  "This code is not the right one, or was used already. Wait for the next; after five wrong ones, sign in again.";
const NO_ACCOUNT =
  "Your organisation knows you, but you have no account here yet, or it does not vouch for your address. An administrator can add you.";
const UNREACHABLE = "Your organisation's sign-in cannot be reached. Try again in a moment.";

const stay = (fault: string, status: number, headers: HeadersInit = {}): Answer => ({
  kind: "stay",
  fault,
  status,
  headers,
});
