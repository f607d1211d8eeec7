import type { RecordTable } from "~/domain/importer";
import { type MergeRun, run } from "./merge-run";
import { quoted, stagingName } from "./staging-tables";

/** The columns by which a judgment names its item. */
export const ITEM_NAME = ["project_id", "item_id"] as const;

/**
 * The distinct values of columns of a staged table, as a temporary table of them; made once a run. On its own the
 * selection can be shared among processors, which inside of an INSERT it could not be.
 */
export async function stagedNames(
  merge: MergeRun,
  table: RecordTable,
  columns: readonly string[],
): Promise<string> {
  const name = `names_${merge.importId}_${table}_${columns.join("_")}`;
  if (merge.names.has(name)) return name;
  const list = columns.map(quoted).join(", ");
  // The projects of judgments are those of their items, which are fewer.
  const from =
    table === "judgments" && columns.join() === "project_id"
      ? await stagedNames(merge, table, ITEM_NAME)
      : stagingName(merge.importId, table);
  await run(
    merge.db,
    `create temporary table ${name} on commit drop as select distinct ${list} from ${from}`,
  );
  await run(merge.db, `analyze ${name}`);
  merge.names.add(name);
  return name;
}
