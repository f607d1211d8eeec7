import { type Kysely, sql } from "kysely";

/** Second factors of accounts: a secret shared with somebody's authenticator, encrypted, and codes for when it is lost. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table accounts add column two_factor_enabled boolean not null default false`,
  `create table second_factors (
    id text primary key,
    user_id text not null unique references accounts (id) on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean not null default false,
    failed_verification_count int not null default 0,
    locked_until timestamptz
  )`,
  `call guard_rows('second_factors', 'system', 'system')`,
];
