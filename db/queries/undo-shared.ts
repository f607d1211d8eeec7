import { foldShared } from "./merge-fold";
import { noteUndescribed } from "./merge-orphans";
import { type MergeRun, derived, rowsOf, run } from "./merge-run";
import { MENTIONED, OWN, layerName, sharedSpec } from "./merge-shared-tables";
import type { SharedTable } from "./merge-tables";
import { type OwnedRows, unheldVersions } from "./undo-sets";

/** Takes an import's descriptions out of a shared table; returns how many rows say something else now. */
export async function undoShared(
  undo: MergeRun,
  table: SharedTable,
  owned: readonly OwnedRows[],
): Promise<number> {
  const { db } = undo;
  const spec = sharedSpec(table);
  const keys = derived(undo, table, "keys");
  const hash = table === "items" ? "t.item_id" : "hashtextextended(t.source_id, 0)";
  await run(db, `create unlogged table ${keys} (row_hash bigint, id bigint)`);
  for (const rows of owned) {
    const layer = rows.tableName === layerName(table, OWN) ? OWN : MENTIONED;
    const unheld = unheldVersions(rows);
    if (unheld !== null) {
      // A row that is one import's own description says the same without this version of it.
      await run(
        db,
        `with gone as (delete from row_versions v where ${unheld} returning v.row_hash)
         insert into ${keys}
         select ${hash}, t.${spec.id} from ${table} t join gone on gone.row_hash = ${hash}
         where t.standing = 3`,
      );
    }
    if (!rows.abandoned) continue;
    await run(
      db,
      `insert into ${keys} select ${hash}, t.${spec.id} from ${table} t
       where t.import_id = ${rows.ownerId} and t.standing = ${layer}`,
    );
    await run(
      db,
      `delete from import_holdings where import_id = ${rows.ownerId} and table_name = '${rows.tableName}'`,
    );
  }
  await run(db, `create unlogged table ${keys}_once as select distinct row_hash, id from ${keys}`);
  const changed = await foldShared(undo, spec, `${keys}_once`);
  await noteUndescribed(undo, table, `${keys}_once`);
  const [count] = await rowsOf<{ n: number }>(db, `select count(*) as n from ${changed}`);
  return count?.n ?? 0;
}
