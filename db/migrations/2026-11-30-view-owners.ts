import { type Kysely, sql } from "kysely";

/** Whose a shared view is, by name: accounts are for administrators to see, and managers share views too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table saved_views add column owner text not null default ''`.execute(db);
}
