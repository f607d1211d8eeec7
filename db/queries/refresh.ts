import { sql } from "kysely";
import type { Db } from "../client";
import { dayOf } from "./merge-marks";
import { countCells } from "./rollups";

/** "refresh" as a number. */
const REFRESH_LOCK = sql.raw("32196611868");

const run = (db: Db, text: string) => sql.raw(text).execute(db);

/**
 * Counts again what the marks of imports, corrections and undos say has changed, each mark exactly once however many
 * programs ask: one transaction under a lock claims the marks it sees, finds the cells they touch (an answer changes the
 * majority for everybody on its item), counts those from the facts and deletes the claimed marks. Returns how many cells
 * were counted; 0 where nothing was marked.
 */
export async function refreshRollups(db: Db): Promise<number> {
  if (!(await hasMarks(db))) return 0;
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${REFRESH_LOCK})`.execute(transaction);
    await sql`set local work_mem = '128MB'`.execute(transaction);
    for (const statement of CLAIM) await run(transaction, statement);
    const { rows } = await sql<{ cells: number }>`select count(*) as cells from counted_cells`.execute(
      transaction,
    );
    await run(
      transaction,
      "delete from rollups r using counted_cells c where (r.annotator_id, r.project_id, r.day) = (c.annotator_id, c.project_id, c.day)",
    );
    await run(
      transaction,
      "delete from pay_rollups r using counted_cells c where (r.annotator_id, r.project_id, r.day) = (c.annotator_id, c.project_id, c.day)",
    );
    await countCells(transaction, { rollups: "rollups", payRollups: "pay_rollups" });
    await run(transaction, "delete from dirty_cells d using claimed_cells c where d.mark_id = c.mark_id");
    await run(transaction, "delete from dirty_items d using claimed_items c where d.mark_id = c.mark_id");
    return rows[0]?.cells ?? 0;
  });
}

async function hasMarks(db: Db): Promise<boolean> {
  const { rows } = await sql<{ marked: boolean }>`
    select exists (select from dirty_cells) or exists (select from dirty_items) as marked`.execute(db);
  return rows[0]!.marked;
}

/** Only marks seen now are claimed: one that a concurrent import adds later stays for the next refresh. */
const CLAIM = [
  "create temp table claimed_cells on commit drop as select * from dirty_cells",
  "create temp table claimed_items on commit drop as select * from dirty_items",
  "analyze claimed_items",
  `create temp table counted_cells on commit drop as
   select annotator_id, project_id, day from claimed_cells
   where annotator_id is not null and project_id is not null and day is not null
   union
   select known.annotator_id, known.project_id, known.day
   from (
     select distinct annotator_id, project_id, ${dayOf("j")} as day from judgments j
     where exists (select from claimed_cells where annotator_id is null or project_id is null or day is null)
     union
     select annotator_id, project_id, day from rollups
     where exists (select from claimed_cells where annotator_id is null or project_id is null or day is null)
   ) known
   join claimed_cells c on (c.annotator_id is null or c.project_id is null or c.day is null)
     and coalesce(c.annotator_id, known.annotator_id) = known.annotator_id
     and coalesce(c.project_id, known.project_id) = known.project_id and coalesce(c.day, known.day) = known.day
   union
   select distinct j.annotator_id, j.project_id, ${dayOf("j")} from judgments j
   where j.item_id in (select item_id from claimed_items)`,
  "analyze counted_cells",
];
