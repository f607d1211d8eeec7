import { sql } from "kysely";
import type { Db } from "../client";

export interface RejectLine {
  readonly rejectNo: number;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly raw: string;
}

/**
 * Rejects become visible with the import's status: until then they are of an import that runs. COPY cannot write under
 * row-level security; a column's values in an array each come close to its speed.
 */
export async function insertRejects(db: Db, importId: number, rejects: readonly RejectLine[]): Promise<void> {
  const of = <K extends keyof RejectLine>(key: K) => rejects.map((reject) => storable(reject[key]));
  await sql`
    insert into rejects (import_id, reject_no, file, line, column_name, reason, raw)
    select ${importId}::int, rejects.* from unnest(
      ${of("rejectNo")}::bigint[], ${of("file")}::text[], ${of("line")}::bigint[], ${of("column")}::text[],
      ${of("reason")}::text[], ${of("raw")}::text[]) as rejects`.execute(db);
}

/** No text of PostgreSQL can hold a zero character. */
const storable = (value: string | number | null) =>
  typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : value;

export async function deleteRejects(db: Db, importId: number): Promise<void> {
  await sql`delete from rejects where import_id = ${importId}`.execute(db);
}

/** In the order of the files and their rows. */
export const listRejectRows = (
  db: Db,
  importId: number,
  { limit, offset }: { limit: number; offset: number },
) =>
  db
    .selectFrom("rejects")
    .select(["file", "line", "columnName", "reason", "raw"])
    .where("importId", "=", importId)
    .orderBy("rejectNo")
    .limit(limit)
    .offset(offset)
    .execute();
