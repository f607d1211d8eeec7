import { sql } from "kysely";
import type { Db } from "../client";

/** What is kept under a name; undefined where nothing is. Read as text: documents keep their names. */
export async function findSetting<T extends object>(db: Db, name: string): Promise<T | undefined> {
  const { rows } = await sql<{ value: string }>`
    select value::text as value from settings where name = ${name}`.execute(db);
  return rows[0] ? (JSON.parse(rows[0].value) as T) : undefined;
}

export async function setSetting(db: Db, name: string, value: object, changedAt: Date): Promise<void> {
  const row = { value: JSON.stringify(value), changedAt };
  await db
    .insertInto("settings")
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
    .execute();
}
