import { sql } from "kysely";
import type { Db } from "../client";

/** Which server answers, and how much this database takes. */
export async function findServer(db: Db): Promise<{ readonly version: string; readonly sizeMb: number }> {
  const { rows } = await sql<{ version: string; sizeMb: number }>`
    select current_setting('server_version') as version,
      (pg_database_size(current_database()) / 1000000)::int as size_mb`.execute(db);
  return rows[0]!;
}

/** Whether anything was ever imported, or can be seen without an import. */
export async function hasRecords(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from imports) or exists (select from judgments) as found`.execute(db);
  return rows[0]!.found;
}

/** Whether every import that stands is the demonstration programme's. */
export async function holdsOnlyDemo(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from imports where status = 'done') and not exists (
      select from imports where status in ('running', 'done')
        and not coalesce((options ->> 'demonstration')::boolean, false)
    ) as found`.execute(db);
  return rows[0]!.found;
}

/** Marks an import as the demonstration programme's. */
export async function markDemo(db: Db, importId: number): Promise<void> {
  await db
    .updateTable("imports")
    .set({ options: JSON.stringify({ demonstration: true }) })
    .where("importId", "=", importId)
    .execute();
}
