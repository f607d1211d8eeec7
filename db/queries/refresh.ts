import { sql } from "kysely";
import type { Db } from "../client";
import { dayOf } from "./merge-marks";
import { rowsOf, run } from "./merge-run";
import { addDays, subtractDays } from "./project-days";
import { replaceHours } from "./project-hours";
import { PAY_NAMES, ROLLUP_NAMES, type RollupScope, payRows, rollupRows } from "./rollups";
import { replaceWorkDays } from "./work-days";

/** "refresh" as a number. */
const REFRESH_LOCK = sql.raw("32196611868");

const MARKS = ["dirty_cells", "dirty_items"];

/**
 * Counts again what imports, corrections and undos have marked, each mark exactly once however many programs ask, and
 * returns how many cells that was. Marks are written with the facts, and only marks that were read before the facts
 * were are deleted, so what is committed in between is counted the next time; in separate statements for that reason.
 */
export async function refreshRollups(db: Db): Promise<number> {
  if (!(await hasMarks(db))) return 0;
  return db
    .transaction()
    .setIsolationLevel("read committed")
    .execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${REFRESH_LOCK})`.execute(transaction);
      await sql`set local work_mem = '128MB'`.execute(transaction);
      for (const table of MARKS) {
        await run(
          transaction,
          `create temporary table claimed_${table} on commit drop as select * from ${table}`,
        );
        await run(transaction, `analyze claimed_${table}`);
      }
      await freshenStatistics(transaction);
      const replaced = await replaceRollups(transaction, await affectedCells(transaction));
      for (const table of MARKS) {
        await run(transaction, `delete from ${table} d using claimed_${table} c where c.mark_id = d.mark_id`);
      }
      return replaced;
    });
}

/** What a null in every column stands for: all there is. */
export const marksEverything = (cells: string): string =>
  `select exists (select from ${cells} where num_nonnulls(annotator_id, project_id, day) = 0) as found`;

/**
 * Selects the cells that marks stand for: their own, those of all judgments on marked items, because the others'
 * consensus changed, and what is there already of what a null stands for.
 */
export const markedCells = (cells: string, items: string): string => `
  select annotator_id, project_id, day from ${cells} where num_nulls(annotator_id, project_id, day) = 0
  union
  select j.annotator_id, j.project_id, ${dayOf("j")}
  from (select distinct item_id from ${items}) marked join judgments j on j.item_id = marked.item_id
  union
  select r.annotator_id, r.project_id, r.day
  from (select distinct annotator_id, project_id, day from ${cells} where num_nulls(annotator_id, project_id, day) > 0) m
  join rollups r on r.annotator_id = coalesce(m.annotator_id, r.annotator_id)
    and r.project_id = coalesce(m.project_id, r.project_id) and r.day = coalesce(m.day, r.day)`;

/**
 * After a load the planner knows nothing of the tables that grew, and joins them row by row, until the server's own
 * upkeep comes round: those that are a fifth larger than when they were last analysed are analysed now.
 */
async function freshenStatistics(db: Db): Promise<void> {
  const grown = await rowsOf<{ name: string }>(
    db,
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace
       and relname in ('judgments', 'items', 'reviews', 'annotators', 'projects', 'rollups')
       and (reltuples < 0 or pg_relation_size(oid) > 1.2 * relpages * current_setting('block_size')::bigint)`,
  );
  for (const { name } of grown) await run(db, `analyze ${name}`);
}

async function hasMarks(db: Db): Promise<boolean> {
  const some = MARKS.map((table) => `exists (select from ${table})`).join(" or ");
  const [found] = await rowsOf<{ found: boolean }>(db, `select ${some} as found`);
  return found?.found ?? false;
}

/** The cells that the claimed marks stand for, as a temporary table; null when that is all of them. */
async function affectedCells(db: Db): Promise<string | null> {
  const [everything] = await rowsOf<{ found: boolean }>(db, marksEverything("claimed_dirty_cells"));
  if (everything?.found) return null;
  await run(
    db,
    `create temporary table affected_cells on commit drop as
     ${markedCells("claimed_dirty_cells", "claimed_dirty_items")}`,
  );
  await run(db, "analyze affected_cells");
  return "affected_cells";
}

/** Returns how many cells there were or are now. */
async function replaceRollups(db: Db, cells: string | null): Promise<number> {
  const scope: RollupScope = { cells, inferred: await hasInferredTimes(db, cells) };
  const of = (table: string) =>
    cells === null
      ? `delete from ${table}`
      : `delete from ${table} r using ${cells} c
         where r.annotator_id = c.annotator_id and r.project_id = c.project_id and r.day = c.day`;
  await subtractDays(db, cells);
  const before = await run(db, of("rollups"));
  await run(db, of("pay_rollups"));
  const now = await run(
    db,
    `insert into rollups (${ROLLUP_NAMES}) select ${ROLLUP_NAMES} from (${rollupRows(scope)}) counted`,
  );
  await run(
    db,
    `insert into pay_rollups (${PAY_NAMES}) select ${PAY_NAMES} from (${payRows(scope)}) counted`,
  );
  await addDays(db, cells);
  await replaceHours(db, cells);
  await replaceWorkDays(db, scope);
  return Math.max(before, now);
}

/** Looking back at the submission before costs a pass that most sources do not need. */
export async function hasInferredTimes(db: Db, cells: string | null): Promise<boolean> {
  const only = cells === null ? "" : `and j.annotator_id in (select annotator_id from ${cells})`;
  const [found] = await rowsOf<{ found: boolean }>(
    db,
    `select exists (
       select from judgments j
       where j.submitted_at is not null and num_nonnulls(j.started_at, j.active_seconds, j.lead_seconds) = 0 ${only}
     ) as found`,
  );
  return found?.found ?? false;
}
