import { type Kysely, sql } from "kysely";

/**
 * Who may sign in, how, and from where they are signed in: the tables of better-auth under our words. `annotator` is
 * the source's id of the annotator whom an account belongs to, since a surrogate does not outlive an undone import.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table accounts (
    id text primary key,
    name text not null,
    email text not null unique check (email = lower(email)),
    email_verified boolean not null default false,
    image text,
    role text not null check (role in ('administrator', 'manager', 'researcher', 'annotator')),
    annotator text collate "C" unique,
    disabled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((role = 'annotator') = (annotator is not null))
  )`,
  // One row a way to sign in: a password, or an account at an identity provider.
  `create table credentials (
    id text primary key,
    account_id text not null,
    provider_id text not null,
    user_id text not null references accounts (id) on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (provider_id, account_id)
  )`,
  `create index credentials_user_id on credentials (user_id)`,
  `create table sessions (
    id text primary key,
    expires_at timestamptz not null,
    token text not null unique,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    ip_address text,
    user_agent text,
    user_id text not null references accounts (id) on delete cascade
  )`,
  `create index sessions_user_id on sessions (user_id)`,
  // Links to sign in with for the first time, by the hash of what they say.
  `create table verifications (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index verifications_identifier on verifications (identifier)`,
  `create table rate_limits (
    id text primary key,
    key text not null unique,
    count int not null,
    last_request bigint not null
  )`,
  // Attempts to sign in since an instant, by account and by address.
  `create table sign_in_attempts (
    key text primary key,
    count int not null,
    since timestamptz not null
  )`,
  `call guard_rows('accounts', 'administrator', 'system')`,
  ...["credentials", "sessions", "verifications", "rate_limits", "sign_in_attempts"].map(
    (table) => `call guard_rows('${table}', 'system', 'system')`,
  ),
];
