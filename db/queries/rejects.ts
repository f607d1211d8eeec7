import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { Db, Session } from "../client";
import { copyText } from "./staging-text";

export interface RejectLine {
  readonly rejectNo: number;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly raw: string;
}

/** Rejects become visible with the import's status: until then they are of an import that runs. */
export async function copyRejects(
  { client }: Session,
  importId: number,
  rejects: readonly RejectLine[],
): Promise<void> {
  const lines = rejects.map(({ rejectNo, file, line, column, reason, raw }) =>
    [importId, rejectNo, file, line, column, reason, raw].map(copyText).join("\t"),
  );
  const command = "copy rejects (import_id, reject_no, file, line, column_name, reason, raw) from stdin";
  await pipeline(Readable.from([Buffer.from(`${lines.join("\n")}\n`)]), client.query(copyFrom(command)));
}

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
