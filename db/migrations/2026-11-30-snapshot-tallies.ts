import { type Kysely, sql } from "kysely";

/**
 * What a snapshot's measures were computed from, so that the people of a tier, a country, a project or a platform can be
 * summed up from tallies, and not from means of theirs. A count of 0 is a measure that its project does not keep.
 * Sums of seconds: handling by each person's best clock and what it was expected to take; working, night, paid and all
 * time; the three denominators of pay, with what is due and what is left of it in minor units. Null: never recorded.
 * Snapshots are built anew at the next start.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const COLUMNS = [
  "country text",
  ...["gold_correct", "gold_total", "consensus_agreeing", "consensus_total"].map((name) => `${name} int`),
  ...["review_accepted", "review_total", "timed"].map((name) => `${name} int`),
  "clock text",
  ...["mean_seconds", "handling_seconds", "expected_seconds"].map((name) => `${name} double precision`),
  ...["working_seconds", "night_seconds", "paid_seconds", "all_seconds"].map(
    (name) => `${name} double precision`,
  ),
  "currency text",
  ...["pay_minor", "net_minor", "floor_minor"].map((name) => `${name} double precision`),
  ...["active_seconds", "session_seconds", "all_in_seconds"].map((name) => `${name} double precision`),
];

const STATEMENTS = [
  `alter table snapshots ${COLUMNS.map((column) => `add column ${column}`).join(", ")}`,
  `delete from snapshot_windows`,
];
