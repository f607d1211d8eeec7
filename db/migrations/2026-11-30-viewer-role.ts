import { type Kysely, sql } from "kysely";

/**
 * Sessions that serve viewers act as a role of the database's own where the server lets them. In that role nobody is
 * the system, whatever a session's settings say: seeing everything is for the connections of the program itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create or replace function viewer_role() returns text language sql stable parallel safe
        return case
          when current_setting('evenhand.role', true) in ('administrator', 'manager', 'researcher', 'annotator')
            then current_setting('evenhand.role')
          when current_setting('evenhand.role', true) = 'system'
            and current_user <> left(current_database(), 56) || '_viewer' then 'system'
        end`,
    )
    .execute(db);
}
