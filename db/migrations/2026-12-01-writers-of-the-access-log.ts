import { type Kysely, sql } from "kysely";

/**
 * A session writes into the access log in its own account's name and role alone: a line says who did what, and is
 * worth nothing where anybody could write another's. The system writes for the command line and for programs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `drop policy add on access_log`,
  `create policy add on access_log for insert with check (
    (select is_system()) is not null
    or (account_id = (select viewer_account()) and role = (select viewer_role())))`,
];
