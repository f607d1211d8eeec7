import { type Kysely, sql } from "kysely";

/**
 * Hours and pay from elsewhere that an annotator adds. They are seen by the account that added them and by nobody else,
 * whatever the role; only where the person shares them does the system see them, to sum them up with those of others.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const OWN = "account_id = (select viewer_account()) and (select viewer_role()) = 'annotator'";

const STATEMENTS = [
  `create table own_logs (
    account_id text not null references accounts (id) on delete cascade,
    platform text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    pay_minor bigint,
    currency text,
    shared boolean not null default false,
    added_at timestamptz not null,
    primary key (account_id, from_at, to_at, platform),
    check (to_at > from_at),
    check ((pay_minor is null) = (currency is null))
  )`,
  // A row is a choice to share; without one, nothing is.
  `create table own_log_shares (
    account_id text primary key references accounts (id) on delete cascade,
    shared_at timestamptz not null
  )`,
  ...["own_logs", "own_log_shares"].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy own on ${table} using (${OWN})`,
  ]),
  `create policy shared on own_logs for select using (shared and (select is_system()) is not null)`,
  `create policy counted on own_log_shares for select using ((select is_system()) is not null)`,
];
