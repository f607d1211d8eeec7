import { type Kysely, sql } from "kysely";

/** What a person noted beside own hours from elsewhere, and the file that brought them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table own_logs add column kind text, add column notes text,
    add column file text not null default ''`.execute(db);
}
