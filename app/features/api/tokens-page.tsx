import { Form } from "@remix-run/react";
import type { Role } from "~/domain/viewer";
import { FormDone, FormFault } from "~/features/accounts/outside-frame";
import { ROLE_WORDS } from "~/features/accounts/role-words";
import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { SCOPES, SCOPE_IDS, type Scope } from "./scopes";

interface Token {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly accountName: string;
  readonly role: Role;
  readonly disabledAt: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface TokensPageProps {
  readonly now: string;
  readonly tokens: readonly Token[];
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly role: Role }[];
  readonly answer:
    { readonly fault: string } | { readonly done: string; readonly token?: string | undefined } | undefined;
}

/** By what programs may send records in and read. */
export function TokensPage({ now, tokens, accounts, answer }: TokensPageProps) {
  return (
    <>
      <PageHeader
        title="API tokens"
        summary="By which programs send records in and read. A token acts for an account, sees what that account sees, and does only what it was made for."
        actions={
          <Link href="/methodology/api" className="button">
            What the API offers
          </Link>
        }
      />
      <Answer answer={answer} />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_22rem] wide:items-start">
        <Card title="Tokens" flush>
          {tokens.length === 0 ? (
            <EmptyState title="No token was made yet">
              Make one for each program, with its own name.
            </EmptyState>
          ) : (
            <PlainTable
              label="Tokens"
              whole
              rows={tokens}
              rowId={({ tokenId }) => tokenId}
              columns={[
                { header: "Token", cell: (token) => <Name token={token} /> },
                { header: "May", cell: ({ scopes }) => <Scopes scopes={scopes} /> },
                { header: "State", cell: (token) => <State token={token} now={now} /> },
                {
                  header: "Last used",
                  cell: ({ lastUsedAt }) => (lastUsedAt ? formatInstant(lastUsedAt) : "never"),
                },
                { header: "Do", cell: (token) => <Revoke token={token} now={now} /> },
              ]}
            />
          )}
        </Card>
        <MakeForm accounts={accounts} />
      </div>
    </>
  );
}

function Answer({ answer }: Pick<TokensPageProps, "answer">) {
  if (!answer) return null;
  if ("fault" in answer) return <FormFault>{answer.fault}</FormFault>;
  return (
    <FormDone>
      {answer.done}
      {answer.token ? (
        <code className="mt-1 block select-all break-all font-mono text-xs">{answer.token}</code>
      ) : null}
    </FormDone>
  );
}

function Name({ token }: { readonly token: Token }) {
  return (
    <>
      <span className="block font-medium">{token.name}</span>
      <span className="block text-xs text-muted">
        for {token.accountName} ({ROLE_WORDS[token.role].label.toLowerCase()}); made by {token.createdBy},{" "}
        {formatInstant(token.createdAt)}
      </span>
    </>
  );
}

const Scopes = ({ scopes }: { readonly scopes: readonly Scope[] }) => (
  <ul className="text-xs">
    {scopes.map((scope) => (
      <li key={scope} className="whitespace-nowrap font-mono">
        {scope}
      </li>
    ))}
  </ul>
);

const stands = ({ revokedAt, expiresAt }: Token, now: string): boolean =>
  revokedAt === null && expiresAt > now;

function State({ token, now }: { readonly token: Token; readonly now: string }) {
  const { revokedAt, expiresAt, disabledAt } = token;
  if (revokedAt !== null) return <Badge tone="outline">Taken back {formatInstant(revokedAt)}</Badge>;
  if (expiresAt <= now) return <Badge tone="outline">Expired {formatInstant(expiresAt)}</Badge>;
  if (disabledAt !== null) return <Badge tone="caution">The account may not sign in</Badge>;
  return <span className="whitespace-nowrap">until {formatInstant(expiresAt)}</span>;
}

function Revoke({ token, now }: { readonly token: Token; readonly now: string }) {
  if (!stands(token, now)) return null;
  return (
    <Form method="post">
      <input type="hidden" name="tokenId" value={token.tokenId} />
      <button
        type="submit"
        name="intent"
        value="revoke"
        className="button"
        aria-label={`Take back: ${token.name}`}
      >
        Take back
      </button>
    </Form>
  );
}

function MakeForm({ accounts }: Pick<TokensPageProps, "accounts">) {
  return (
    <Card title="Make a token">
      <Form method="post" className="space-y-3">
        <input type="hidden" name="intent" value="make" />
        <TextField
          label="Name"
          name="name"
          required
          maxLength={100}
          hint="What it is for: “nightly import”."
        />
        <SelectField
          label="Acts for"
          name="accountId"
          hint="It sees what this account sees, and nothing once the account is kept out."
          choices={accounts.map(({ id, name, role }) => ({
            value: id,
            label: `${name} (${ROLE_WORDS[role].label.toLowerCase()})`,
          }))}
        />
        <fieldset className="space-y-1.5">
          <legend className="mb-1 text-sm font-medium">May</legend>
          {SCOPE_IDS.map((scope) => (
            <label key={scope} className="flex items-start gap-2 text-sm">
              <input type="checkbox" name="scopes" value={scope} className="mt-0.5" />
              <span>
                {SCOPES[scope].label}
                <span className="block font-mono text-xs text-muted">{scope}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <SelectField
          label="Stands for"
          name="days"
          defaultValue="90"
          choices={[7, 30, 90, 365].map((days) => ({ value: String(days), label: `${days} days` }))}
        />
        <button type="submit" className="button-primary">
          Make the token
        </button>
      </Form>
    </Card>
  );
}
