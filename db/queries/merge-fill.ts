import { sql } from "kysely";
import type { Db } from "../client";
import { rowsOf, run } from "./merge-run";

/** Fewer rows are put in before the keys could be taken away and built again. */
const MANY_BYTES = 512 * 1024;

/**
 * Inserts into a table from what `source` holds. Where the table is empty and the source large, the keys are built
 * after the rows instead of with them, which takes a fifth of the time: nobody else may look at the table until the end
 * of the transaction then, so that is done only when nobody is looking.
 */
export async function fill(
  db: Db,
  table: string,
  source: string,
  insert: () => Promise<number>,
): Promise<number> {
  const [found] = await rowsOf<{ worthwhile: boolean }>(
    db,
    `select pg_relation_size('${source}') > ${MANY_BYTES} and not exists (select from ${table}) as worthwhile`,
  );
  if (!found?.worthwhile || !(await lockAtOnce(db, table))) return insert();
  const keys = await listKeys(db, table);
  // With storage of its own in this transaction, the table needs no log where the server keeps none for replicas.
  await run(db, `truncate ${table}`);
  for (const { remove } of keys) await run(db, remove);
  const inserted = await insert();
  for (const { restore } of keys) await run(db, restore);
  return inserted;
}

/** Takes the table for this transaction alone, unless somebody has it. */
async function lockAtOnce(db: Db, table: string): Promise<boolean> {
  await sql`savepoint before_lock`.execute(db);
  try {
    await run(db, `lock table ${table} in access exclusive mode nowait`);
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    await sql`rollback to savepoint before_lock`.execute(db);
    return false;
  }
  await sql`release savepoint before_lock`.execute(db);
  return true;
}

const LOCK_NOT_AVAILABLE = "55P03";

interface Key {
  readonly remove: string;
  readonly restore: string;
}

/** The primary key and the indexes, as statements that take them away and make them again, the primary key first. */
function listKeys(db: Db, table: string): Promise<readonly Key[]> {
  return rowsOf<Key>(
    db,
    `select
       case when con.oid is null then format('drop index %s', i.indexrelid::regclass)
         else format('alter table %s drop constraint %I', i.indrelid::regclass, con.conname) end as remove,
       case when con.oid is null then pg_get_indexdef(i.indexrelid)
         else format('alter table %s add constraint %I %s', i.indrelid::regclass, con.conname,
           pg_get_constraintdef(con.oid)) end as restore
     from pg_index i
     left join pg_constraint con on con.conindid = i.indexrelid and con.conrelid = i.indrelid
     where i.indrelid = '${table}'::regclass
     order by i.indisprimary desc, i.indexrelid`,
  );
}
