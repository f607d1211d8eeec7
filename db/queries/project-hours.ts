import type { Db } from "../client";
import { dayOf } from "./merge-marks";
import { rowsOf, run } from "./merge-run";

const KEY = "project_id, day, hour";

const hourOf = (row: string): string =>
  `extract(hour from coalesce(${row}.submitted_at, ${row}.started_at) at time zone 'UTC')::int`;

/** Dated judgments by project, day and hour, of the days that a table names, or all. */
function hourRows(days: string | null): string {
  const source =
    days === null
      ? "judgments j where coalesce(j.submitted_at, j.started_at) is not null"
      : // The range of submissions lets the index on them skip most of a large table.
        `(select min(day) as first_day, max(day) as last_day from ${days}) span
         join judgments j on j.submitted_at is null
           or (j.submitted_at >= span.first_day - 1 and j.submitted_at < span.last_day + 2)
         join ${days} d on d.project_id = j.project_id and d.day = ${dayOf("j")}`;
  return `
    select ${KEY}, count(*) as judgments
    from (select j.project_id, ${dayOf("j")} as day, ${hourOf("j")} as hour from ${source}) timed
    group by ${KEY}`;
}

/** Counts the hours of the days of these cells again, from the facts; of every day without a table of cells. */
export async function replaceHours(db: Db, cells: string | null): Promise<void> {
  if (cells === null) {
    await run(db, "delete from project_hours");
    await run(db, `insert into project_hours (${KEY}, judgments) ${hourRows(null)}`);
    return;
  }
  await run(
    db,
    `create temporary table affected_days on commit drop as
     select distinct project_id, day from ${cells} where day > '-infinity'`,
  );
  await run(db, "analyze affected_days");
  await run(
    db,
    "delete from project_hours h using affected_days d where d.project_id = h.project_id and d.day = h.day",
  );
  await run(db, `insert into project_hours (${KEY}, judgments) ${hourRows("affected_days")}`);
}

/** Days whose kept hours are not those of the facts, on either side; less those of the cells that a table names. */
export const listDifferingHours = (db: Db, pending: string) =>
  rowsOf<{ readonly project: string | null; readonly day: string; readonly columns: readonly string[] }>(
    db,
    `select projects.source_id as project, day, array['hours'] as columns
     from (
       select distinct project_id, day
       from project_hours kept full join (${hourRows(null)}) found using (${KEY})
       where kept.judgments is distinct from found.judgments
     ) compared
     left join projects using (project_id)
     where not exists (
       select from ${pending} p where p.project_id = compared.project_id and p.day = compared.day)
     order by project, day`,
  );
