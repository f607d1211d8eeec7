import { type RawBuilder, sql } from "kysely";
import type { Db } from "../client";

export interface WorkloadRow {
  readonly annotator: string;
  readonly label: string;
  /** '' for all projects together. */
  readonly project: string;
  readonly taskType: string | null;
  readonly platform: string | null;
  readonly tier: string | null;
  readonly country: string | null;
  /** What the person has declared of themselves; null unless asked for. */
  readonly groups: Readonly<Record<string, string>> | null;
  readonly judgments: number;
  readonly goldCorrect: number | null;
  readonly goldTotal: number | null;
  readonly agreeing: number | null;
  readonly compared: number | null;
  readonly accepted: number | null;
  readonly reviewed: number | null;
  readonly rejected: number | null;
  readonly decided: number | null;
  readonly medianSeconds: number | null;
  readonly handlingRatio: number | null;
  readonly hours: number | null;
  readonly paidShare: number | null;
  readonly nightShare: number | null;
  readonly longestSpellSeconds: number | null;
  readonly restBreaches: number | null;
  readonly payMinor: number | null;
  readonly activeMinor: number | null;
  readonly sessionMinor: number | null;
  readonly allInMinor: number | null;
  readonly floorMinor: number | null;
  /** Of a row over all projects, the one with the most hours. */
  readonly mainProject: string | null;
  /** Of a row over all projects, the one that it is the row of, where there is no other; null unless asked for. */
  readonly onlyProject: string | null;
}

/** Rows over all projects, rows of each project, or both. */
export type Grain = "overall" | "project" | "both";

/**
 * Quality, hours and pay of every annotator in a kept window. Groups that people have declared come only `withGroups`:
 * for sums over many, never for a list of people. `withOnlyProject` says whose row over all projects is a project's too.
 */
export async function listWorkloadRows(
  db: Db,
  windowDays: number,
  grain: Grain,
  { withGroups = false, withOnlyProject = false } = {},
): Promise<readonly WorkloadRow[]> {
  const groups = withGroups ? sql`a.groups` : sql`null::jsonb`;
  const [only, projects] = withOnlyProject ? [sql`o.project`, onlyProjects(windowDays)] : [sql`null`, sql``];
  const { rows } = await sql<WorkloadRow>`
    select s.source_id as annotator, s.label, s.project, p.task_type,
      coalesce(f.name, f.source_id) as platform, s.tier, a.country, ${groups} as groups, s.judgments,
      s.gold_correct, s.gold_total, s.consensus_agreeing as agreeing, s.consensus_total as compared,
      s.review_accepted as accepted, s.review_total as reviewed,
      s.rejected, s.approved + s.rejected as decided,
      s.median_seconds, s.handling_ratio, s.hours, s.paid_share, s.night_share, s.longest_spell_seconds, s.rest_breaches,
      s.pay_minor, s.hourly_active_minor as active_minor, s.hourly_session_minor as session_minor,
      s.hourly_all_in_minor as all_in_minor, s.floor_minor, s.main_project,
      case when s.project_id = 0 then ${only} end as only_project
    from snapshots s
      join annotators a using (annotator_id)
      left join projects p on p.project_id = s.project_id
      left join platforms f using (platform_id)
      ${projects}
    where s.window_days = ${windowDays}${GRAIN[grain]}
    order by s.source_id, s.project`.execute(db);
  return rows;
}

const GRAIN: Readonly<Record<Grain, RawBuilder<unknown>>> = {
  overall: sql` and s.project_id = 0`,
  project: sql` and s.project_id > 0`,
  both: sql``,
};

const onlyProjects = (windowDays: number) => sql`left join (
  select annotator_id, min(project) as project from snapshots
  where window_days = ${windowDays} and project_id > 0 group by annotator_id having count(*) = 1
) o using (annotator_id)`;

/** How many annotators worked on each project in a kept window, by the project's name. */
export async function countWorkers(
  db: Db,
  windowDays: number,
): Promise<readonly { readonly project: string; readonly annotators: number }[]> {
  const { rows } = await sql<{ project: string; annotators: number }>`
    select p.source_id as project, s.annotators from snapshot_projects s join projects p using (project_id)
    where s.window_days = ${windowDays} order by p.source_id collate "C"`.execute(db);
  return rows;
}

export interface PersonEffect {
  readonly annotator: string;
  readonly detector: string;
  /** "USD minor units an hour" for pay. */
  readonly unit: string | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The longest run of available days without an offer, where the detector says it. */
  readonly droughtDays: number | null;
}

/** What the newest run of each of these detectors measured of every annotator. */
export async function listPersonEffects(
  db: Db,
  detectors: readonly string[],
): Promise<readonly PersonEffect[]> {
  const { rows } = await sql<PersonEffect>`
    with newest as (
      select distinct on (f.detector) f.detector, f.run_id from findings f join audit_runs r using (run_id)
      where f.detector = any(${[...detectors]}) and f.scope = 'programme'
      order by f.detector, r.run_at desc, r.run_id desc
    )
    select f.subject as annotator, f.detector, f.document -> 'effect' ->> 'unit' as unit, (f.document -> 'effect' ->> 'value')::float8 as value,
      (f.document -> 'effect' ->> 'low')::float8 as low, (f.document -> 'effect' ->> 'high')::float8 as high,
      (f.document -> 'evidence' ->> 'droughtDays')::float8 as drought_days
    from findings f join newest using (detector, run_id)
    where f.scope = 'annotator'`.execute(db);
  return rows;
}
