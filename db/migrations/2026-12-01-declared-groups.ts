import { type Kysely, sql } from "kysely";

/**
 * What people have declared of themselves is read beside a person by that person alone: the role of viewers is given
 * every column of annotators but this one (see `viewer-role`), and its owner's row comes from this function.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function own_groups() returns jsonb language sql stable security definer set search_path from current
      return (select groups from annotators where annotator_id = viewer_annotator())`.execute(db);
}
