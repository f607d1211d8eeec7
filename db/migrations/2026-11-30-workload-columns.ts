import { type Kysely, sql } from "kysely";

/**
 * Pay an hour by three denominators, what was decided on, and in the row over all projects the one with the most hours,
 * as columns: tables of many people read no printed rows, and no rows of projects to hold the project constant.
 * Snapshots are built anew at the next start.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const COLUMNS = [
  "main_project text",
  ...["approved", "rejected"].map((name) => `${name} int`),
  ...["hourly_active_minor", "hourly_session_minor", "hourly_all_in_minor"].map(
    (name) => `${name} double precision`,
  ),
];

const STATEMENTS = [
  `alter table snapshots ${COLUMNS.map((column) => `add column ${column}`).join(", ")}`,
  `delete from snapshot_windows`,
];
