import { type Kysely, sql } from "kysely";

/** The demonstration's own import is marked as such: no file that somebody names like its tables is taken for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update imports set options = options || '{"demonstration": true}'
    where import_id = (select min(import_id) from imports) and format = 'ledger'
      and starts_with(files -> 0 ->> 'path', 'demonstration/') and jsonb_array_length(files) > 10`.execute(
    db,
  );
}
