import { z } from "zod";
import type { Database } from "db/client";
import { readForm } from "~/form.server";
import { findLink, isAccountFault, isFirstAdministrator, redeemLink } from "./accounts.server";
import { SHORTEST_PASSWORD } from "./library.server";
import { openSession } from "./sign-in.server";
import { tellOwner } from "./told.server";

const LinkForm = z.object({
  token: z.string().max(200),
  password: z.string().max(1_000),
  email: z.string().max(300).optional(),
});

/** Whom a link is for; nobody where it cannot be used. */
export async function findLinkPage(database: Database, token: string, now: Date) {
  const account = await findLink(database, token, now);
  return {
    token,
    shortest: SHORTEST_PASSWORD,
    account: account
      ? { name: account.name, email: account.email, isFirst: isFirstAdministrator(account) }
      : null,
  };
}

/** Sets the password that was chosen and signs in with it. */
export async function answerLink(
  database: Database,
  request: Request,
  now: Date,
): Promise<
  | { readonly kind: "go"; readonly to: string; readonly headers: Headers }
  | { readonly kind: "stay"; readonly fault: string }
> {
  const form = LinkForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return { kind: "stay", fault: "That form cannot be read. Load the page again." };
  const { token, password, email } = form.data;
  const redeemed = await redeemLink(database, { token, password, email: email ?? null }, now);
  if (isAccountFault(redeemed)) return { kind: "stay", fault: redeemed.fault };
  await tellOwner(database, redeemed.accountId, "The password of your account was set by a link", now);
  // A link takes the place of a password, and of nothing else.
  if (redeemed.hasSecondFactor) return { kind: "go", to: "/sign-in", headers: new Headers() };
  const headers = await openSession(database, request, redeemed.accountId);
  return headers
    ? { kind: "go", to: "/", headers }
    : { kind: "stay", fault: "This account may not sign in." };
}
