import { sql } from "kysely";
import type { RecordTable } from "~/domain/importer";
import type { Db } from "../client";
import { type FileOutcome, mergeFacts } from "./merge-facts";
import { ITEM_NAME, stagedNames } from "./merge-names";
import { beginOrphans, dropOrphans } from "./merge-orphans";
import { MERGE_MEMORY, type MergeRun, derived, rowsOf, run } from "./merge-run";
import { mergeShared } from "./merge-shared";
import { FACT_TABLES, SHARED_TABLES } from "./merge-tables";
import { layRulings, liftRulings } from "./rulings";
import { dropStaging, openStaging } from "./staging";
import { stagingName } from "./staging-tables";

/** "merge" as a number. */
const MERGE_LOCK = sql.raw("469919033189");

export interface TableOutcome {
  readonly table: RecordTable;
  readonly files: readonly FileOutcome[];
}

/** Whom and what the judgments of an import are about. */
export interface MergedExtent {
  readonly annotators: number;
  readonly items: number;
  readonly projects: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** One merge or undo at a time: waits for the transaction that has the turn. Returns the place in the order. */
export async function takeTurn(db: Db): Promise<number> {
  await sql`select pg_advisory_xact_lock(${MERGE_LOCK})`.execute(db);
  // Given back at the end of the transaction.
  await run(db, `set local work_mem = '${MERGE_MEMORY}'`);
  await sql`set local maintenance_work_mem = '256MB'`.execute(db);
  const [last] = await rowsOf<{ mergeNo: number }>(
    db,
    "select coalesce(max(merge_no), 0) + 1 as merge_no from imports",
  );
  return last?.mergeNo ?? 1;
}

/**
 * Merges what an import staged into the ledger, in the caller's transaction, and drops the staging: of versions of one
 * row the newest stands, of equally new ones the later import's; everything else is kept for undo.
 */
export async function mergeStaging(
  db: Db,
  importId: number,
  staged: readonly RecordTable[],
): Promise<{ mergeNo: number; tables: readonly TableOutcome[]; extent: MergedExtent }> {
  const mergeNo = await takeTurn(db);
  await openStaging(db, importId, staged);
  const merge: MergeRun = { db, importId, mergeNo, staged, names: new Set(), repeated: new Set() };
  await beginOrphans(merge);
  await liftRulings(db);
  const tables: TableOutcome[] = [];
  for (const table of SHARED_TABLES) tables.push({ table, files: await mergeShared(merge, table) });
  for (const table of FACT_TABLES) {
    if (staged.includes(table)) tables.push({ table, files: await mergeFacts(merge, table) });
  }
  await dropOrphans(merge);
  await layRulings(db);
  const extent = await findExtent(merge);
  await dropStaging(db, importId);
  return { mergeNo, tables, extent };
}

async function findExtent(merge: MergeRun): Promise<MergedExtent> {
  if (!merge.staged.includes("judgments")) return describedExtent(merge);
  const incoming = derived(merge, "judgments", "incoming");
  // Where no row is left out, the names that the import used are counted already.
  const distinct = async (column: string, names: readonly string[]) =>
    merge.repeated.has("judgments")
      ? `(select distinct ${column} from ${incoming})`
      : await stagedNames(merge, "judgments", names);
  const [extent] = await rowsOf<MergedExtent>(
    merge.db,
    `select (select count(*) from ${await distinct("annotator_id", ["annotator_id"])} a) as annotators,
       (select count(*) from ${await distinct("item_id", ITEM_NAME)} i) as items,
       (select count(*) from ${await distinct("project_id", ["project_id"])} p) as projects,
       min(least(started_at, submitted_at)) as first_at, max(greatest(started_at, submitted_at)) as last_at
     from ${incoming}`,
  );
  return extent!;
}

/** Without judgments: what the files themselves list. */
async function describedExtent({ db, importId, staged }: MergeRun): Promise<MergedExtent> {
  const count = async (table: "annotators" | "items" | "projects", key: string) => {
    if (!staged.includes(table)) return 0;
    const name = stagingName(importId, table);
    const [found] = await rowsOf<{ n: number }>(db, `select count(distinct ${key}) as n from ${name}`);
    return found?.n ?? 0;
  };
  return {
    annotators: await count("annotators", "annotator_id"),
    items: await count("items", "(project_id, item_id)"),
    projects: await count("projects", "project_id"),
    firstAt: null,
    lastAt: null,
  };
}
