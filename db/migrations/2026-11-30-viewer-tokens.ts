import { type Kysely, sql } from "kysely";

/**
 * Tokens by which programs act for an account: what a token says is kept as its hash alone. One that was taken back or
 * has expired stays, so that what it was for can be read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table api_tokens (
    token_id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    name text not null,
    hash text not null unique,
    scopes text[] not null check (cardinality(scopes) > 0),
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index api_tokens_account_id on api_tokens (account_id)`,
  `call guard_rows('api_tokens', 'administrator', 'system')`,
];
