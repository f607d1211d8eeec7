import { sql } from "kysely";
import type { Db } from "../../client";
import { atOneInstant } from "./one-instant";
import { HANDED_IN, instant, type EvidenceWindow } from "./window";

/** When a target was half, nine tenths and wholly reached, seconds since 1970; null where it never was. */
export interface TargetProgress {
  readonly annotator: string;
  readonly id: string;
  readonly toAt: number;
  readonly half: number | null;
  readonly near: number | null;
  readonly done: number | null;
  readonly rewardMinor: number | null;
  readonly currency: string | null;
}

/**
 * How far each target of the window was reached when. The kept days of work tell on which days it can have been half,
 * nine tenths or wholly reached; only their judgments are read.
 */
export async function listTargetProgress(db: Db, window: EvidenceWindow): Promise<readonly TargetProgress[]> {
  return atOneInstant(db, async (on) => {
    await listDays(on, window);
    await chooseDays(on);
    const { rows } = await sql<TargetProgress>`
      with counted as (
        select t.no, date_part('epoch', j.submitted_at)::float8 as at,
          (t.before + sum(case when t.unit = 'active_minutes' then coalesce(j.active_seconds, 0) / 60 else 1 end)
            over (partition by t.no, t.before order by j.submitted_at, j.judgment_id)) / t.goal as share
        from audit_chosen_days t join judgments j on ${personDay("j.annotator_id", "(j.submitted_at at time zone 'UTC')::date")} = t.person_day
          and j.submitted_at >= t.from_at and j.submitted_at < t.to_at
          and (t.project_id is null or t.project_id = j.project_id)
          and (case when t.unit = 'approved_judgments' then j.status = 'approved' else j.status in ${HANDED_IN} end)
      ), reached as (
        select no, min(at) filter (where share >= 0.5) as half, min(at) filter (where share >= 0.9) as near,
          min(at) filter (where share >= 1) as done
        from counted group by no
      )
      select a.source_id as annotator, t.target_id as id, date_part('epoch', t.to_at)::float8 as to_at, r.half, r.near,
        coalesce(r.done, date_part('epoch', t.reached_at)::float8) as done, t.reward_minor, t.currency
      from targets t join annotators a using (annotator_id)
      left join (select distinct no, annotator_id, target_id from audit_chosen_days) c using (annotator_id, target_id)
      left join reached r using (no)
      where t.to_at > ${instant(window.from)} and t.from_at < ${instant(window.to)}
      order by t.annotator_id, t.from_at`.execute(on);
    await sql`drop table audit_target_days, audit_chosen_days`.execute(on);
    return rows;
  });
}

/** One number for a person's day: joined by two, a planner takes the days of all targets for a few full buckets. */
const personDay = (annotator: string, day: string) =>
  sql.raw(`(${annotator}::bigint * 100000 + (${day} - date '1970-01-01'))`);

/** The days of each target, as a table of their own: a planner takes a series for a thousand. */
async function listDays(db: Db, { from, to }: EvidenceWindow): Promise<void> {
  await sql`
    create temporary table audit_target_days on commit drop as
    -- Read once: what was counted lately is still in its pages, and a scan for each target would go through all of them.
    with pending as materialized (select distinct annotator_id from dirty_cells)
    select no, annotator_id, target_id, project_id, from_at, to_at, unit, goal, is_pending,
      generate_series((from_at at time zone 'UTC')::date, (to_at at time zone 'UTC')::date, interval '1 day')::date as day
    from (
      select *, row_number() over () as no,
        -- What waits to be counted may have changed any day of the person.
        exists (select from pending where annotator_id is null)
          or t.annotator_id in (select annotator_id from pending where annotator_id is not null) as is_pending
      from targets t where to_at > ${instant(from)} and from_at < ${instant(to)} and goal > 0
    ) own`.execute(db);
  await sql`analyze audit_target_days`.execute(db);
}

/** How far sums of fractions may be apart that were added in another order. */
const SLACK = 1e-6;

/**
 * The days to read of each target, with what was done of it before. A day that the target begins or ends in, or that
 * waits to be counted, has no count to go by: then all days of the target are read.
 */
async function chooseDays(db: Db): Promise<void> {
  await sql`
    create temporary table audit_chosen_days on commit drop as
    with days as (
      select no, unit, goal, day, done, sum(done) over (partition by no order by day) as upto,
        sum(done) over (partition by no) as total, bool_or(is_parted) over (partition by no) as is_parted
      from (
        select t.no, t.unit, t.goal, t.day, bool_or(w.first_at < t.from_at or w.last_at >= t.to_at) as is_parted,
          sum(case t.unit when 'judgments' then w.judgments when 'approved_judgments' then w.approved
            else coalesce(w.active_us, 0) / 6e7 end) as done
        from audit_target_days t join work_days w on w.annotator_id = t.annotator_id and w.day = t.day and w.submitted
          and (t.project_id is null or t.project_id = w.project_id) and w.last_at >= t.from_at and w.first_at < t.to_at
        where not t.is_pending group by t.no, t.unit, t.goal, t.day
      ) kept
    ), chosen as (
      select no, day, case when is_parted or unit = 'active_minutes' then 0 else upto - done end as before from days
      where is_parted or case
        -- A sum of fractions depends on where it starts: from the first day on, as far as a day may be needed.
        when unit = 'active_minutes' then total >= ${0.5 - SLACK} * goal and upto - done < ${1 + SLACK} * goal
        else (upto - done) / goal < 0.5 and upto / goal >= 0.5 or (upto - done) / goal < 0.9 and upto / goal >= 0.9
          or (upto - done) / goal < 1 and upto / goal >= 1
      end
    )
    select t.*, ${personDay("t.annotator_id", "t.day")} as person_day, coalesce(c.before, 0) as before
    from audit_target_days t left join chosen c using (no, day)
    where t.is_pending or c.no is not null`.execute(db);
  await sql`analyze audit_chosen_days`.execute(db);
}
