import type { RecordTable } from "~/domain/importer";
import { stagedFields } from "./staging-tables";
import { type FactSpec, FACT_TABLES, REFERENCES, SHARED_TABLES, type SharedTable } from "./merge-tables";
import { type MergeRun, rowsOf, run } from "./merge-run";

const idOf: Readonly<Record<SharedTable, string>> = {
  platforms: "platform_id",
  projects: "project_id",
  batches: "batch_id",
  annotators: "annotator_id",
  items: "item_id",
};

const orphans = ({ importId }: MergeRun): string => `staging_${importId}_orphans`;

/** Where rows are noted that may have lost the last row that refers to them. */
export async function beginOrphans(merge: MergeRun): Promise<void> {
  await run(merge.db, `create unlogged table ${orphans(merge)} (table_name text, id bigint)`);
}

/** Notes what rows `t` refer to; `where` says, for each column, of which of them. */
export async function noteOrphans(
  merge: MergeRun,
  spec: FactSpec,
  from: string,
  where: (column: string) => string,
): Promise<void> {
  for (const [table, column] of referring(spec.table)) {
    await run(
      merge.db,
      `insert into ${orphans(merge)} select distinct '${table}', t.${column} from ${from} and ${where(column)}`,
    );
  }
}

/**
 * Notes what rows of a shared table referred to, or were said to refer to, and do not; `pairs` selects the id that
 * was and the id that is, for one column.
 */
export async function noteUnreferred(merge: MergeRun, column: string, pairs: string): Promise<void> {
  const reference = REFERENCES[column];
  if (!reference) return;
  await run(
    merge.db,
    `insert into ${orphans(merge)}
     select distinct '${reference.table}', was from (${pairs}) changed (was, is_now) where was is distinct from is_now`,
  );
}

/** Notes rows of a shared table itself. */
export async function noteUndescribed(merge: MergeRun, table: SharedTable, keys: string): Promise<void> {
  await run(merge.db, `insert into ${orphans(merge)} select '${table}', id from ${keys}`);
}

function referring(table: RecordTable): ReadonlyArray<readonly [SharedTable, string]> {
  const names = stagedFields(table).map(({ name }) => name);
  const shared = names.flatMap((name) => {
    const reference = REFERENCES[name];
    return reference && reference.table !== table ? [[reference.table, name] as const] : [];
  });
  return table === "judgments" ? [...shared, ["items", "item_id"] as const] : shared;
}

/** Every table with the columns by which it refers to a shared one. */
function referrersOf(shared: SharedTable): ReadonlyArray<readonly [RecordTable, string]> {
  return [...SHARED_TABLES, ...FACT_TABLES].flatMap((table) =>
    referring(table).flatMap(([to, column]) => (to === shared ? [[table, column] as const] : [])),
  );
}

/**
 * Removes rows that nothing describes and nothing refers to any more, so that shared tables hold what current rows
 * need whatever came and went before. Last first: an item may have been the last to name its batch.
 */
export async function dropOrphans(merge: MergeRun): Promise<void> {
  for (const shared of [...SHARED_TABLES].reverse()) {
    if (!(await areNoted(merge, shared))) continue;
    const id = idOf[shared];
    const unreferred = referrersOf(shared)
      .map(([table, column]) => `and not exists (select from ${table} r where r.${column} = t.${id})`)
      .join(" ");
    const noted = referring(shared).map(([table, column]) => `select '${table}', ${column} from gone`);
    const note =
      noted.length === 0 ? "select 1" : `insert into ${orphans(merge)} ${noted.join(" union all ")}`;
    await run(
      merge.db,
      `with gone as (
         delete from ${shared} t
         where t.standing = 0 and t.${id} in (select id from ${orphans(merge)} where table_name = '${shared}')
           ${unreferred}
         returning t.*
       ) ${note}`,
    );
  }
}

/** To look for referrers costs a pass over the facts, which most merges can do without. */
async function areNoted(merge: MergeRun, shared: SharedTable): Promise<boolean> {
  const [found] = await rowsOf<{ noted: boolean }>(
    merge.db,
    `select exists (select from ${orphans(merge)} where table_name = '${shared}') as noted`,
  );
  return found?.noted ?? false;
}
