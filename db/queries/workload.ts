import { sql } from "kysely";
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
  readonly currency: string | null;
  readonly payMinor: number | null;
  readonly activeMinor: number | null;
  readonly sessionMinor: number | null;
  readonly allInMinor: number | null;
  readonly floorMinor: number | null;
}

/**
 * Quality, hours and pay of every annotator in a kept window, over all projects and on each. Groups that people have
 * declared come only `withGroups`: for sums over many, never for a list of people.
 */
export async function listWorkloadRows(
  db: Db,
  windowDays: number,
  { withGroups = false } = {},
): Promise<readonly WorkloadRow[]> {
  const groups = withGroups ? sql`a.groups` : sql`null::jsonb`;
  const { rows } = await sql<WorkloadRow>`
    select s.source_id as annotator, s.label, s.project, p.task_type,
      coalesce(f.name, f.source_id) as platform, s.tier, a.country, ${groups} as groups, s.judgments,
      (r.gold ->> 'correct')::int as gold_correct, (r.gold ->> 'total')::int as gold_total,
      (r.consensus ->> 'agreeing')::int as agreeing, (r.consensus ->> 'total')::int as compared,
      (r.review ->> 'accepted')::int as accepted, (r.review ->> 'total')::int as reviewed,
      r.rejected, r.approved + r.rejected as decided,
      s.median_seconds, s.handling_ratio, s.hours, s.paid_share, s.night_share, s.longest_spell_seconds, s.rest_breaches,
      r.pay ->> 'currency' as currency, (r.pay ->> 'pay_minor')::float8 as pay_minor,
      (r.pay ->> 'hourly_active_minor')::float8 as active_minor,
      (r.pay ->> 'hourly_session_minor')::float8 as session_minor,
      (r.pay ->> 'hourly_all_in_minor')::float8 as all_in_minor,
      (r.pay ->> 'floor_minor')::float8 as floor_minor
    from snapshots s
      join annotators a using (annotator_id)
      left join projects p on p.project_id = s.project_id
      left join platforms f using (platform_id)
      cross join lateral json_to_record(s.row) as r (
        gold json, consensus json, review json, pay json, approved int, rejected int)
    where s.window_days = ${windowDays}
    order by s.source_id, s.project`.execute(db);
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
