import { TIME_BIN_GROWTH } from "~/domain/time-bins";
import type { Db } from "../client";
import { rowsOf, run } from "./merge-run";

const KEY = "project_id, day";

const SUMS = [
  ...["judgments", "approved", "rejected"],
  ...["gold_correct", "gold_total", "consensus_agreeing", "consensus_total"],
];

const CLOCKS = ["active", "lead", "accept_to_submit", "inferred"];

/** Rollups of the cells that a table names, or all of them; undated ones apart. */
const dated = (cells: string | null): string =>
  cells === null
    ? "rollups r where r.day > '-infinity'"
    : `rollups r join ${cells} c using (annotator_id, project_id, day) where r.day > '-infinity'`;

const daySums = (cells: string | null): string => `
  select ${KEY}, ${SUMS.map((name) => `sum(${name})::bigint as ${name}`).join(", ")} from ${dated(cells)} group by ${KEY}`;

const dayTimes = (cells: string | null): string => `
  select ${KEY}, clock, bin, count(*) as judgments
  from (
    select ${KEY}, clock, floor(ln(greatest(ms, 100) / 1000.0::float8) / ln(${TIME_BIN_GROWTH}::float8))::int as bin
    from (
      ${CLOCKS.map((clock) => `select ${KEY}, '${clock}' as clock, unnest(r.${clock}_ms) as ms from ${dated(cells)}`).join(" union all ")}
    ) times
  ) binned
  group by ${KEY}, clock, bin`;

/** Takes the rollups of these cells out of the sums of their days: before they change. */
export async function subtractDays(db: Db, cells: string | null): Promise<void> {
  if (cells === null) {
    await run(db, "delete from project_days");
    await run(db, "delete from project_day_times");
    return;
  }
  await run(
    db,
    `update project_days d set ${SUMS.map((name) => `${name} = d.${name} - s.${name}`).join(", ")}
     from (${daySums(cells)}) s where d.project_id = s.project_id and d.day = s.day`,
  );
  await run(
    db,
    `update project_day_times d set judgments = d.judgments - s.judgments
     from (${dayTimes(cells)}) s
     where d.project_id = s.project_id and d.day = s.day and d.clock = s.clock and d.bin = s.bin`,
  );
}

/** Adds the rollups of these cells to the sums of their days: after they changed. */
export async function addDays(db: Db, cells: string | null): Promise<void> {
  await run(
    db,
    `insert into project_days as d (${KEY}, ${SUMS.join(", ")}) ${daySums(cells)}
     on conflict (${KEY}) do update set ${SUMS.map((name) => `${name} = d.${name} + excluded.${name}`).join(", ")}`,
  );
  await run(
    db,
    `insert into project_day_times as d (${KEY}, clock, bin, judgments) ${dayTimes(cells)}
     on conflict (${KEY}, clock, bin) do update set judgments = d.judgments + excluded.judgments`,
  );
  await run(db, "delete from project_days where judgments = 0");
  await run(db, "delete from project_day_times where judgments = 0");
}

/** A day of a project whose kept sums are not those of its rollups. */
export interface DifferingDay {
  readonly project: string | null;
  readonly day: string;
  readonly columns: readonly string[];
}

/** Days whose sums differ from the rollups they are made of, on either side. */
export async function listDifferingDays(db: Db): Promise<readonly DifferingDay[]> {
  const differs = SUMS.map(
    (name) => `case when kept.${name} is distinct from found.${name} then '${name}' end`,
  );
  return rowsOf<DifferingDay>(
    db,
    `select projects.source_id as project, day, array_remove(array_agg(distinct differing), null) as columns
     from (
       select ${KEY}, unnest(array[${differs.join(", ")}]) as differing
       from project_days kept full join (${daySums(null)}) found using (${KEY})
       union all
       select ${KEY}, clock || ' times'
       from project_day_times kept full join (${dayTimes(null)}) found using (${KEY}, clock, bin)
       where kept.judgments is distinct from found.judgments
     ) compared
     left join projects using (project_id)
     where differing is not null
     group by project, day
     order by project, day`,
  );
}
