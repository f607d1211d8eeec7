import { insertIncoming, openIncoming } from "./merge-incoming";
import { markJudgments, markReviews } from "./merge-marks";
import { noteOrphans } from "./merge-orphans";
import { relinkReviews } from "./merge-reviews";
import { type MergeRun, addHoldings, derived, listed, rowsOf, run } from "./merge-run";
import { type FactTable, factSpec } from "./merge-tables";
import { quoted, stagedFields, stagingName } from "./staging-tables";
import { type OwnedRows, unheldVersions } from "./undo-sets";

/** Takes out the rows that nobody holds any more; returns how many. */
export async function removeFacts(
  undo: MergeRun,
  table: FactTable,
  owned: readonly OwnedRows[],
): Promise<number> {
  const { db } = undo;
  const spec = factSpec(table);
  const owners = listed(owned.filter(({ abandoned }) => abandoned).map(({ ownerId }) => ownerId));
  for (const rows of owned) {
    const unheld = unheldVersions(rows);
    if (unheld !== null) await run(db, `delete from row_versions v where ${unheld}`);
  }
  const removed = derived(undo, table, "removed");
  const gone = `t.import_id in (${owners})`;
  const link = table === "judgments" ? ", t.judgment_id, t.annotator_id" : "";
  await run(
    db,
    `create unlogged table ${removed} as
     select ${spec.rowHash("t")} as row_hash${link} from ${table} t${spec.storedJoins} where ${gone}`,
  );
  if (table === "judgments") await markJudgments(undo, `judgments j where j.import_id in (${owners})`);
  if (table === "reviews") await markReviews(undo, "reviews r", `r.import_id in (${owners})`);
  await noteOrphans(undo, spec, `${table} t where ${gone}`, () => "true");
  await run(db, `delete from import_holdings where table_name = '${table}' and import_id in (${owners})`);
  return run(db, `delete from ${table} t where ${gone}`);
}

/** Stages, for every row that was taken out, the newest version that others brought. */
export async function stageVersions(undo: MergeRun, table: FactTable): Promise<void> {
  const winners = derived(undo, table, "winners");
  await run(
    undo.db,
    `create unlogged table ${winners} as
     select distinct on (v.row_hash) v.*
     from row_versions v
     join ${derived(undo, table, "removed")} removed on removed.row_hash = v.row_hash
     join imports i on i.import_id = v.import_id
     where v.table_name = '${table}'
     order by v.row_hash, v.revision desc, i.merge_no desc`,
  );
  await keepRepeatsApart(undo, table, winners);
  const fields = stagedFields(table).map(({ name }) => quoted(name));
  const staged = stagingName(undo.importId, table);
  await run(
    undo.db,
    `insert into ${staged} (import_id, ${fields.join(", ")})
     select w.import_id, ${fields.map((field) => `filled.${field}`).join(", ")}
     from ${winners} w cross join jsonb_populate_record(null::${staged}, w.row) filled`,
  );
  await run(
    undo.db,
    `delete from row_versions v using ${winners} w
     where v.row_hash = w.row_hash and v.table_name = w.table_name and v.import_id = w.import_id`,
  );
}

/**
 * A version goes back among its owner's current rows. Imports that repeated those rows after it had been displaced did
 * not bring it: what they did bring is written out row by row, and they hold the owner's rows as a whole no longer.
 */
async function keepRepeatsApart(undo: MergeRun, table: FactTable, winners: string): Promise<void> {
  const { db } = undo;
  const spec = factSpec(table);
  const repeats = await rowsOf<{ importId: number; ownerId: number; mergeNo: number }>(
    db,
    `select r.import_id, r.owner_id, i.merge_no
     from import_repeats r join imports i on i.import_id = r.import_id
     where r.table_name = '${table}' and exists (
       select from ${winners} w where w.import_id = r.owner_id and w.displaced_no <= i.merge_no)`,
  );
  for (const { importId, ownerId, mergeNo } of repeats) {
    const into = "insert into row_versions (row_hash, table_name, import_id, displaced_no, revision, row)";
    await run(
      db,
      `${into}
       select ${spec.rowHash("t")}, '${table}', ${importId}, ${mergeNo}, ${spec.revision("t")}, ${spec.asBrought}
       from ${table} t${spec.storedJoins} where t.import_id = ${ownerId}
       on conflict do nothing`,
    );
    await run(
      db,
      `${into}
       select v.row_hash, v.table_name, ${importId}, ${mergeNo}, v.revision, v.row
       from row_versions v
       where v.import_id = ${ownerId} and v.table_name = '${table}' and v.displaced_no > ${mergeNo}
       on conflict do nothing`,
    );
    await run(
      db,
      `delete from import_repeats
       where import_id = ${importId} and table_name = '${table}' and owner_id = ${ownerId}`,
    );
  }
}

/** Puts the staged versions back as current rows; what they refer to is there again. Returns how many. */
export async function restoreFacts(undo: MergeRun, table: FactTable): Promise<number> {
  const incoming = await openIncoming(undo, table);
  const restored = await insertIncoming(undo, table, incoming, "true");
  await addHoldings(undo.db, table, `select import_id, count(*) from ${incoming} group by import_id`);
  if (table === "judgments") {
    await markJudgments(undo, `${incoming} j`);
    await relinkReviews(
      undo,
      `(select removed.judgment_id, coalesce(i.annotator_id, 0) as annotator_id
        from ${derived(undo, table, "removed")} removed
        left join ${incoming} i on i.judgment_id = removed.judgment_id)`,
    );
  }
  if (table === "reviews") await markReviews(undo, `${incoming} r`);
  return restored;
}
