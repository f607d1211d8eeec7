import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { RecordTable } from "~/domain/importer";
import type { Db, Session } from "../client";
import { quoted, stagedFields, stagingName } from "./staging-tables";

/**
 * Unlogged: fast, and of no worth once the import is merged or given up. COPY cannot write under row-level security, so
 * until the merge, in whose transaction it is dropped, nobody may read it at all. Without
 * autovacuum: its analysis would wait for that transaction to end, which waits for it to let the table go.
 */
export async function createStaging(db: Db, importId: number, table: RecordTable): Promise<void> {
  const columns = stagedFields(table).map(({ name, type }) => `${quoted(name)} ${type}`);
  const own = ["row_no bigint", "file_no int", "own boolean", `import_id int not null default ${importId}`];
  await sql
    .raw(
      `create unlogged table ${stagingName(importId, table)} (${[...own, ...columns].join(", ")})
       with (autovacuum_enabled = false)`,
    )
    .execute(db);
  await sql.raw(`revoke select on ${stagingName(importId, table)} from current_user`).execute(db);
}

/** Lets the transaction of the merge read what was staged. */
export async function openStaging(db: Db, importId: number, tables: readonly RecordTable[]): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map((table) => stagingName(importId, table)).join(", ");
  await sql.raw(`grant select on ${names} to current_user`).execute(db);
}

/** Sends rows in COPY's binary format into a staged table. */
export async function copyRows(
  { client }: Session,
  importId: number,
  table: RecordTable,
  rows: Buffer,
): Promise<void> {
  const columns = stagedFields(table).map(({ name }) => quoted(name));
  const into = `${stagingName(importId, table)} (row_no, file_no, own, ${columns.join(", ")})`;
  const stream = client.query(copyFrom(`copy ${into} from stdin (format binary)`));
  await pipeline(Readable.from([rows]), stream);
}

/** Drops whatever an import staged. */
export async function dropStaging(db: Db, importId: number): Promise<void> {
  const { rows } = await sql<{ name: string; isView: boolean }>`
    select relname as name, relkind = 'v' as is_view from pg_class
    where relkind in ('r', 'v') and relnamespace = current_schema()::regnamespace
      and starts_with(relname, ${`staging_${importId}_`}::text)`.execute(db);
  const drop = async (kind: string, dropped: typeof rows) => {
    const names = dropped.map(({ name }) => quoted(name));
    if (names.length > 0) await sql.raw(`drop ${kind} ${names.join(", ")}`).execute(db);
  };
  await drop(
    "view",
    rows.filter(({ isView }) => isView),
  );
  await drop(
    "table",
    rows.filter(({ isView }) => !isView),
  );
}
