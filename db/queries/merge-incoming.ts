import { factSpec, itemHash, type FactTable, REFERENCES, type SharedTable } from "./merge-tables";
import { fill } from "./merge-fill";
import { ITEM_NAME, stagedNames } from "./merge-names";
import { noteOrphans } from "./merge-orphans";
import { MERGE_MEMORY, SORT_MEMORY, type MergeRun, derived, rowsOf, run } from "./merge-run";
import { quoted, stagedFields, stagingName } from "./staging-tables";

/**
 * Makes sure that every annotator, project, batch, platform or item that staged rows refer to has a row: one that was
 * never described stands with nothing but its name, so that imports in any order give the same result.
 */
export async function addReferred(run_: MergeRun, shared: SharedTable): Promise<void> {
  for (const table of run_.staged) {
    const names = new Set(stagedFields(table).map(({ name }) => name));
    const staged = stagingName(run_.importId, table);
    if (shared === "items") {
      if (table === "judgments") await addReferredItems(run_);
      continue;
    }
    for (const column of names) {
      if (REFERENCES[column]?.table !== shared || table === shared) continue;
      const from =
        table === "judgments"
          ? await stagedNames(run_, table, [column])
          : `(select distinct ${quoted(column)} from ${staged})`;
      await run(
        run_.db,
        `insert into ${shared} (source_id)
         select named from ${from} referred (named)
         where named is not null and not exists (select from ${shared} known where known.source_id = referred.named)`,
      );
    }
  }
}

async function addReferredItems(merge: MergeRun): Promise<void> {
  const names = await stagedNames(merge, "judgments", ITEM_NAME);
  await fill(merge.db, "items", names, () =>
    run(
      merge.db,
      // In the order of the key, which is then filled from left to right.
      `insert into items (item_id, project_id, source_id)
       select item_id, project_id, source_id
       from (
         select ${itemHash("named.project_id", "named.item_id")} as item_id, project.project_id,
           named.item_id as source_id
         from ${names} named join projects project on project.source_id = named.project_id
       ) referred
       where not exists (select from items known where known.item_id = referred.item_id)
       order by item_id`,
    ),
  );
}

/**
 * Staged facts as the database keeps them, beside the hash of their key. A view: most rows are looked at once or twice,
 * and writing them down would cost as much as putting them into the table itself.
 */
export async function openIncoming(merge: MergeRun, table: FactTable): Promise<string> {
  const spec = factSpec(table);
  const incoming = derived(merge, table, "incoming");
  const columns = spec.columns.map(({ name, staged }) => `${staged} as ${name}`);
  await run(
    merge.db,
    `create view ${incoming} as
     select ${columns.join(", ")}, s.import_id, ${spec.rowHash("s")} as row_hash, s.row_no, s.file_no
     from ${stagingName(merge.importId, table)} s${spec.stagedJoins}`,
  );
  return incoming;
}

/** Keeps the newest of several versions of a row within one import; of equally new ones the last. */
export async function dropRepeats(merge: MergeRun, table: FactTable, incoming: string): Promise<void> {
  const [found] = await rowsOf<{ repeated: boolean }>(
    merge.db,
    // Sorting bare hashes takes less than half the time of grouping them.
    `select count(distinct row_hash) < count(row_hash) as repeated from ${incoming}`,
  );
  if (!found?.repeated) return;
  merge.repeated.add(table);
  const spec = factSpec(table);
  await run(
    merge.db,
    `create unlogged table ${incoming}_once as
     select distinct on (row_hash) i.* from ${incoming} i order by row_hash, ${spec.revision("i")} desc, row_no desc`,
  );
  const dropped = `${incoming} t where not exists (select from ${incoming}_once o where o.row_no = t.row_no)`;
  await noteOrphans(merge, spec, dropped, () => "true");
  await run(merge.db, `drop view ${incoming}`);
  await run(merge.db, `alter table ${incoming}_once rename to ${incoming}`);
}

/** Puts rows of `incoming` into the table itself, each annotator's together, in the order of the key. */
export async function insertIncoming(
  merge: MergeRun,
  table: FactTable,
  incoming: string,
  where: string,
): Promise<number> {
  const { columns, primaryKey } = factSpec(table);
  const names = [...columns.map(({ name }) => name), "import_id"];
  return fill(merge.db, table, stagingName(merge.importId, table), async () => {
    await run(merge.db, `set local work_mem = '${SORT_MEMORY}'`);
    const inserted = await run(
      merge.db,
      `insert into ${table} (${names.join(", ")})
       select ${names.map((name) => `i.${name}`).join(", ")} from ${incoming} i where ${where}
       order by ${primaryKey.map((name) => `i.${name}`).join(", ")}`,
    );
    await run(merge.db, `set local work_mem = '${MERGE_MEMORY}'`);
    return inserted;
  });
}
