import { sql } from "kysely";
import type { RecordTable } from "~/domain/importer";
import type { Db } from "../client";
import { stagingName } from "./staging-tables";

/** What one step of a merge may use before it writes to disk; there is one merge at a time. */
export const MERGE_MEMORY = "128MB";
/** For the one sort of everything that arrives. */
export const SORT_MEMORY = "256MB";

/** A merge or an undo under way: everything it does is in the one transaction of `db`. */
export interface MergeRun {
  readonly db: Db;
  readonly importId: number;
  /** Its place in the order of merges. */
  readonly mergeNo: number;
  /** Tables that hold staged rows. */
  readonly staged: readonly RecordTable[];
  /** Temporary tables of names that the run has made; see `stagedNames`. */
  readonly names: Set<string>;
  /** Tables of which the import holds several versions of a row, all but the newest of which are left out. */
  readonly repeated: Set<RecordTable>;
}

/** Runs SQL that is put together from names of our own, never from data. */
export async function run(db: Db, text: string): Promise<number> {
  const { numAffectedRows } = await sql.raw(text).execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function rowsOf<T>(db: Db, text: string): Promise<readonly T[]> {
  return (await sql.raw<T>(text).execute(db)).rows;
}

/** The name of a table that the run derives from a staged one. */
export const derived = ({ importId }: MergeRun, table: RecordTable, part: string): string =>
  stagingName(importId, table, part);

/** `values` as members of an SQL list that may be empty. */
export const listed = (values: readonly number[]): string =>
  values.length === 0 ? "null" : values.join(", ");

/** Adds to how many current rows of a table an import owns. */
export async function addHoldings(db: Db, table: string, counts: string): Promise<void> {
  await run(
    db,
    `insert into import_holdings (import_id, table_name, row_count)
     select import_id, '${table}', row_count from (${counts}) as counted (import_id, row_count) where row_count <> 0
     on conflict (import_id, table_name) do update set row_count = import_holdings.row_count + excluded.row_count`,
  );
}
