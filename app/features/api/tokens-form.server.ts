import { z } from "zod";
import type { Database, Db } from "db/client";
import { listAccounts } from "db/queries/accounts";
import { listApiTokens } from "db/queries/api-tokens";
import type { Viewer } from "~/domain/viewer";
import { readForm } from "~/form.server";
import type { Noted } from "~/features/access-log/access-log.server";
import { type Scope, SCOPE_IDS } from "./scopes";
import { createToken, revokeToken } from "./tokens.server";

/** How long a token may stand: programs that go on longer are given another. */
export const TOKEN_DAYS = [7, 30, 90, 365] as const;

const TokensForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("make"),
    accountId: z.string().min(1, "Choose the account it acts for.").max(100),
    name: z.string().trim().min(1, "Give it a name that says what it is for.").max(100),
    days: z.coerce.number().pipe(z.literal([...TOKEN_DAYS])),
    scopes: z.array(z.enum(SCOPE_IDS)).min(1, "Choose at least one thing that it may do."),
  }),
  z.object({ intent: z.literal("revoke"), tokenId: z.string().min(1).max(100) }),
]);

/** What came of a form: a fault, or a sentence, with what a new token says. */
export type TokensAnswer =
  { readonly fault: string } | { readonly done: string; readonly token?: string | undefined };

/** Tokens, and accounts that one can be made for. */
export async function loadTokens(db: Db, now: Date) {
  const [tokens, accounts] = await Promise.all([listApiTokens(db), listAccounts(db)]);
  return {
    now: now.toISOString(),
    tokens: tokens.map((token) => ({ ...token, scopes: token.scopes as Scope[] })),
    accounts: accounts
      .filter(({ disabledAt }) => disabledAt === null)
      .map(({ id, name, role }) => ({ id, name, role })),
  };
}

/** What came of a form, and what the log says of it. */
export interface TokensAnswered {
  readonly answer: TokensAnswer;
  readonly noted: readonly Noted[];
}

/** Makes a token, or takes one back. */
export async function answerTokens(
  database: Database,
  request: Request,
  viewer: Viewer,
  now: Date,
): Promise<TokensAnswered> {
  const sent = await readForm(request);
  const form = TokensForm.safeParse({ ...Object.fromEntries(sent), scopes: sent.getAll("scopes") });
  if (!form.success) return refused(form.error.issues[0]?.message ?? "That form cannot be read.");
  if (form.data.intent === "revoke") {
    const revoked = await revokeToken(database, form.data.tokenId, now);
    if (revoked === undefined) return refused("There is no such token any more.");
    const { name, account } = revoked;
    return {
      answer: { done: `${name} was taken back: programs that use it are refused from now on.` },
      noted: [{ what: `API token taken back: ${name}`, about: account?.annotator ?? null }],
    };
  }
  const made = await createToken(database, form.data, viewer, now);
  if ("fault" in made) return refused(made.fault);
  const { name, scopes } = form.data;
  const { token, account } = made;
  const what = `API token made: ${name}, scopes ${scopes.join(" ")}, for ${account.name}`;
  return {
    answer: { done: `${name} was made. Copy it now: it is not shown again.`, token },
    noted: [{ what, about: account.annotator }],
  };
}

const refused = (fault: string): TokensAnswered => ({ answer: { fault }, noted: [] });
