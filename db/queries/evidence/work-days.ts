import { sql } from "kysely";
import type { Db } from "../../client";
import { dayOf } from "../merge-marks";
import { marksEverything } from "../refresh";
import { rowsOf, run } from "../merge-run";
import { prepareZones, WORK_DAY_NAMES, workDayRows } from "../work-days";
import { instant, type EvidenceWindow } from "./window";

/**
 * Days of work in the window's time, as the view `audit_work_days` of a transaction: `work_days` as the refresh keeps
 * them, and `inside`, whether they are in the window or before it. Within a row the person's tier is the same, and
 * `first_at` stands for all of it. Days that the window or a change of tier parts, and days that wait to be counted
 * again, are counted here from the judgments.
 */
export async function withWorkDays<T>(
  db: Db,
  window: EvidenceWindow,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const prepared = async (transaction: Db) => {
    await sql`set local work_mem = '128MB'`.execute(transaction);
    const bounds = { from: literal(window.from), to: literal(window.to) };
    await run(transaction, `create temporary view audit_work_days as ${await days(transaction, bounds)}`);
    const result = await work(transaction);
    await run(transaction, "drop view audit_work_days");
    await run(transaction, "drop table if exists audit_parted_days, audit_counted_days");
    return result;
  };
  if (db.isTransaction) return prepared(db);
  // What is kept and what waits to be counted must be of one instant.
  return db.transaction().setIsolationLevel("repeatable read").execute(prepared);
}

const literal = (seconds: number) => `'${instant(seconds)}'::timestamptz`;

interface Bounds {
  readonly from: string;
  readonly to: string;
}

async function days(db: Db, bounds: Bounds): Promise<string> {
  const kept = `select ${WORK_DAY_NAMES}, first_at >= ${bounds.from} as inside from work_days w where last_at <= ${bounds.to}`;
  const parted = await findParted(db, bounds);
  if (parted === "none") return kept;
  await countParted(db, bounds, parted);
  const counted = `select ${WORK_DAY_NAMES}, inside from audit_counted_days`;
  if (parted === "all") return counted;
  return `
    ${kept} and not exists (select from audit_parted_days p where p.annotator_id = w.annotator_id and p.day = w.day)
    union all ${counted}`;
}

type Parted = "none" | "some" | "all";

/** Whose days must be counted from the judgments, as the table `audit_parted_days`. */
async function findParted(db: Db, { from, to }: Bounds): Promise<Parted> {
  const [everything] = await rowsOf<{ found: boolean }>(db, marksEverything("dirty_cells"));
  if (everything?.found) return "all";
  await run(
    db,
    `create temporary table audit_parted_days on commit drop as
     select annotator_id, day from work_days
     where (first_at < ${from} and last_at >= ${from}) or (first_at <= ${to} and last_at > ${to})
     union
     select w.annotator_id, w.day
     from tier_changes t join work_days w on w.annotator_id = t.annotator_id
       and w.day = (t.at at time zone 'UTC')::date and t.at > w.first_at and t.at <= w.last_at
     union
     select annotator_id, day from dirty_cells where num_nulls(annotator_id, project_id, day) = 0
     union
     select w.annotator_id, w.day
     from (select distinct annotator_id, project_id, day from dirty_cells where num_nulls(annotator_id, project_id, day) > 0) m
     join work_days w on w.annotator_id = coalesce(m.annotator_id, w.annotator_id)
       and w.project_id = coalesce(m.project_id, w.project_id) and w.day = coalesce(m.day, w.day)`,
  );
  await run(db, "analyze audit_parted_days");
  const [some] = await rowsOf<{ found: boolean }>(
    db,
    "select exists (select from audit_parted_days) as found",
  );
  return some?.found ? "some" : "none";
}

/** Days of work as they would be kept, parted by the window and by the person's changes of tier up to then. */
async function countParted(db: Db, { from, to }: Bounds, parted: Exclude<Parted, "none">): Promise<void> {
  await prepareZones(db);
  const only =
    parted === "all"
      ? ""
      : `join audit_parted_days p on p.annotator_id = j.annotator_id and p.day = ${dayOf("j")}`;
  const source = `(
    select j.*, ${dayOf("j")} as day, c.instants
    from judgments j ${only}
    left join (
      select annotator_id, (at at time zone 'UTC')::date as changed_on, array_agg(at) as instants from tier_changes group by 1, 2
    ) c on c.annotator_id = j.annotator_id and c.changed_on = ${dayOf("j")}
    where coalesce(j.submitted_at, j.started_at) <= ${to}
  ) j`;
  await run(
    db,
    `create temporary table audit_counted_days on commit drop as
     ${workDayRows(source, {
       inside: `coalesce(j.submitted_at, j.started_at) >= ${from}`,
       tier_no: `case when j.instants is not null then
        (select count(*) from unnest(j.instants) x where x <= coalesce(j.submitted_at, j.started_at)) end`,
     })}`,
  );
  await run(db, "analyze audit_counted_days");
}
