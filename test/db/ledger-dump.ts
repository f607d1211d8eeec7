import { sql } from "kysely";
import type { Db } from "db/client";
import { brought, sharedSpec, versionOf } from "db/queries/merge-shared-tables";
import { FACT_TABLES, SHARED_TABLES, factSpec } from "db/queries/merge-tables";

export type LedgerDump = Readonly<Record<string, readonly string[]>>;

/** Every current row of the ledger by the source's ids, in one order: equal dumps are equal ledgers. */
export async function dumpLedger(db: Db): Promise<LedgerDump> {
  const dump: Record<string, readonly string[]> = {};
  for (const table of SHARED_TABLES) {
    const spec = sharedSpec(table);
    const name =
      table === "items"
        ? `(select source_id from projects where projects.project_id = t.project_id) || '/' || t.source_id`
        : "t.source_id";
    dump[table] = await lines(
      db,
      `select ${name} || ' ' || ${versionOf(spec, brought)}::text as line from ${table} t${spec.joins("t")}`,
    );
  }
  for (const table of FACT_TABLES) {
    const spec = factSpec(table);
    const author =
      table === "reviews"
        ? " || coalesce((select source_id from annotators a where a.annotator_id = t.annotator_id), '?')"
        : "";
    dump[table] = await lines(
      db,
      `select (${spec.asBrought})::text${author} as line from ${table} t${spec.storedJoins}`,
    );
  }
  return dump;
}

async function lines(db: Db, query: string): Promise<readonly string[]> {
  const { rows } = await sql
    .raw<{ line: string }>(`select line from (${query}) dumped order by line collate "C"`)
    .execute(db);
  return rows.map(({ line }) => line);
}

/** Tables in which an import's own bookkeeping disagrees with the rows; empty when all is well. */
export async function wrongHoldings(db: Db): Promise<readonly unknown[]> {
  const counts = [
    ...SHARED_TABLES.flatMap((table) => [
      `select import_id, '${table}' as table_name, count(*) as n from ${table} where standing = 2 group by 1`,
      `select import_id, '${table}:mentioned', count(*) from ${table} where standing = 1 group by 1`,
    ]),
    ...FACT_TABLES.map((table) => `select import_id, '${table}', count(*) from ${table} group by 1`),
  ].join(" union all ");
  const { rows } = await sql
    .raw(
      `select import_id, table_name, n, row_count from (${counts}) counted
       full join (select * from import_holdings where row_count <> 0) h using (import_id, table_name)
       where n is distinct from row_count`,
    )
    .execute(db);
  return rows;
}

/** Back to an empty, migrated database; the log of who looked stays, since nobody may take anything out of it. */
export async function emptyLedger(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname not like 'kysely%'
      and has_table_privilege(oid, 'truncate')`.execute(db);
  await sql.raw(`truncate ${rows.map(({ name }) => name).join(", ")} restart identity`).execute(db);
}
