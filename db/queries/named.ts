import { sql } from "kysely";
import type { Db } from "../client";

export interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** Text that `like` takes for itself. */
const literal = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Annotators and projects by a part of their name or id: those that begin with it first, then by name. */
export async function listNamed(
  db: Db,
  table: "annotators" | "projects",
  text: string,
  limit: number,
): Promise<readonly Named[]> {
  const name = sql.ref(table === "annotators" ? "display_name" : "name");
  const anywhere = `%${literal(text)}%`;
  const { rows } = await sql<Named>`
    select source_id as id, ${name} as name from ${sql.table(table)}
    where source_id ilike ${anywhere} or ${name} ilike ${anywhere}
    order by not (coalesce(${name}, '') ilike ${`${literal(text)}%`} or source_id ilike ${`${literal(text)}%`}),
      coalesce(${name}, source_id), source_id
    limit ${limit}`.execute(db);
  return rows;
}
