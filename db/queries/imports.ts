import { sql } from "kysely";
import type { Db } from "../client";

/** Holds, for as long as its session lives, that an import is under way; a killed program gives it up. */
const ALIVE = sql.raw("1768779887");

/** Begins an import and says so to every other program until this session ends. */
export async function insertImport(db: Db, format: string, startedAt: Date): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const { importId } = await transaction
      .insertInto("imports")
      .values({ format, status: "running", startedAt })
      .returning("importId")
      .executeTakeFirstOrThrow();
    await sql`select pg_advisory_lock(${ALIVE}, ${importId}::int)`.execute(transaction);
    return importId;
  });
}

export async function releaseImport(db: Db, importId: number): Promise<void> {
  await sql`select pg_advisory_unlock(${ALIVE}, ${importId}::int)`.execute(db);
}

/** Imports that say they are under way though nobody is at it any more. */
export async function listAbandonedImports(db: Db): Promise<readonly number[]> {
  const running = await db.selectFrom("imports").select("importId").where("status", "=", "running").execute();
  const abandoned: number[] = [];
  for (const { importId } of running) {
    // In a transaction of its own the lock is given back at once.
    const { rows } = await db
      .transaction()
      .execute((transaction) =>
        sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${ALIVE}, ${importId}::int) as free`.execute(
          transaction,
        ),
      );
    if (rows[0]?.free) abandoned.push(importId);
  }
  return abandoned;
}

export async function setImportFailed(db: Db, importId: number, failure: string, at: Date): Promise<void> {
  await db
    .updateTable("imports")
    .set({ status: "failed", failure, finishedAt: at })
    .where("importId", "=", importId)
    .where("status", "=", "running")
    .execute();
}

export interface FinishedImport {
  readonly importId: number;
  readonly format: string;
  readonly mergeNo: number;
  readonly files: readonly object[];
  readonly rowCount: number;
  readonly importedCount: number;
  readonly unchangedCount: number;
  readonly updatedCount: number;
  readonly rejectedCount: number;
  readonly annotatorCount: number;
  readonly itemCount: number;
  readonly projectCount: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** In the transaction of the merge, so that an import is done exactly when its rows are there. */
export async function setImportDone(db: Db, finished: FinishedImport, at: Date): Promise<void> {
  const { importId, files, ...counts } = finished;
  await db
    .updateTable("imports")
    .set({ ...counts, files: JSON.stringify(files), status: "done", finishedAt: at })
    .where("importId", "=", importId)
    .executeTakeFirstOrThrow();
}

export async function setImportUndone(db: Db, importId: number, at: Date): Promise<void> {
  await db
    .updateTable("imports")
    .set({ status: "undone", undoneAt: at })
    .where("importId", "=", importId)
    .execute();
}

const imports = (db: Db) =>
  db
    .selectFrom("imports")
    .select([
      "importId",
      "format",
      "status",
      "startedAt",
      "finishedAt",
      "undoneAt",
      "files",
      "rowCount",
      "importedCount",
      "unchangedCount",
      "updatedCount",
      "rejectedCount",
      "annotatorCount",
      "itemCount",
      "projectCount",
      "firstAt",
      "lastAt",
      "failure",
    ]);

/** Latest first. */
export const listImportRows = (db: Db) => imports(db).orderBy("importId", "desc").execute();

export const findImportRow = (db: Db, importId: number) =>
  imports(db).where("importId", "=", importId).executeTakeFirst();

/** The instant at which the ledger last changed by an import or by taking one out; null where it never did. */
export async function findLastChange(db: Db): Promise<string | null> {
  const { at } = await db
    .selectFrom("imports")
    .select(({ fn }) => sql<string | null>`greatest(${fn.max("finishedAt")}, ${fn.max("undoneAt")})`.as("at"))
    .where("status", "in", ["done", "undone"])
    .executeTakeFirstOrThrow();
  return at;
}
