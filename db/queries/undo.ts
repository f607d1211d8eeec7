import { sql } from "kysely";
import type { RecordTable } from "~/domain/importer";
import type { Db } from "../client";
import { takeTurn } from "./merge";
import { addReferred } from "./merge-incoming";
import { beginOrphans, dropOrphans } from "./merge-orphans";
import type { MergeRun } from "./merge-run";
import { MENTIONED, OWN, layerName } from "./merge-shared-tables";
import { FACT_TABLES, SHARED_TABLES } from "./merge-tables";
import { layRulings, liftRulings } from "./rulings";
import { createStaging, dropStaging, openStaging } from "./staging";
import { removeFacts, restoreFacts, stageVersions } from "./undo-facts";
import { undoShared } from "./undo-shared";
import { releaseHolds } from "./undo-sets";

/** What an undo changed. */
export interface Undone {
  /** Rows that are no more. */
  readonly removed: number;
  /** Rows that are again what another import had brought. */
  readonly restored: number;
}

/** Locks an import and says how it stands; undefined where there is none. */
export async function lockImport(db: Db, importId: number): Promise<string | undefined> {
  await takeTurn(db);
  const { rows } = await sql<{ status: string }>`
    select status from imports where import_id = ${importId} for update`.execute(db);
  return rows[0]?.status;
}

/**
 * Takes a merged import out again, in the caller's transaction: the ledger is then what the other imports, merged in
 * their order, would have made it.
 */
export async function undoMerge(db: Db, importId: number): Promise<Undone> {
  const all: readonly RecordTable[] = [...SHARED_TABLES, ...FACT_TABLES];
  const undo: MergeRun = {
    db,
    importId,
    mergeNo: await takeTurn(db),
    staged: all,
    names: new Set(),
    repeated: new Set(),
  };
  const owned = await releaseHolds(undo);
  await beginOrphans(undo);
  await liftRulings(db);
  const facts = FACT_TABLES.filter((table) => owned.some(({ tableName }) => tableName === table));
  const of = (...names: readonly string[]) => owned.filter(({ tableName }) => names.includes(tableName));
  let removed = 0;
  let restored = 0;
  for (const table of all) await createStaging(db, importId, table);
  await openStaging(db, importId, all);
  for (const table of facts) {
    removed += await removeFacts(undo, table, of(table));
    await stageVersions(undo, table);
  }
  for (const shared of SHARED_TABLES) {
    restored += await undoShared(undo, shared, of(layerName(shared, OWN), layerName(shared, MENTIONED)));
    await addReferred(undo, shared);
  }
  for (const table of facts) {
    const again = await restoreFacts(undo, table);
    restored += again;
    removed -= again;
  }
  await dropOrphans(undo);
  await layRulings(db);
  await dropStaging(db, importId);
  return { removed, restored };
}
