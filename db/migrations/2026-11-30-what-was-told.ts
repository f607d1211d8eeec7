import { type Kysely, sql } from "kysely";

/**
 * What researchers have asked, and every sum over people that they were told, so that no later answer differs from an
 * earlier one by a few people. Sums are kept as keyed digests of what each person contributed: eight bytes each, in
 * order. Neither table has a row of a person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // people: keyed digest of everybody whom the question was about.
  `create table researcher_queries (
    query_id bigint generated always as identity primary key,
    at timestamptz not null,
    account_id text not null,
    viewer text not null,
    screen text not null,
    measure text not null,
    question json not null,
    people text not null,
    withheld int not null,
    outcome text not null check (outcome in ('answered', 'withheld', 'refused'))
  )`,
  `create table told_sums (
    measure text not null,
    digest text not null,
    contributions bytea not null,
    told_at timestamptz not null,
    primary key (measure, digest)
  )`,
  `alter table told_sums alter column contributions set storage external`,
  `call guard_rows('researcher_queries', 'administrator', 'system')`,
  `call guard_rows('told_sums', 'system', 'system')`,
];
