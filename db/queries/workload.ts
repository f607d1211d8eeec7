import { sql } from "kysely";
import type { Db } from "../client";

export interface WorkloadRow {
  readonly annotator: string;
  readonly label: string;
  /** '' for all projects together. */
  readonly project: string;
  readonly tier: string | null;
  readonly country: string | null;
  readonly judgments: number;
  readonly hours: number | null;
  readonly paidShare: number | null;
  readonly nightShare: number | null;
  readonly restBreaches: number | null;
  readonly currency: string | null;
  readonly payMinor: number | null;
  readonly activeMinor: number | null;
  readonly sessionMinor: number | null;
  readonly allInMinor: number | null;
  readonly floorMinor: number | null;
}

/** Hours and pay of every annotator in a kept window, over all projects and on each. */
export async function listWorkloadRows(db: Db, windowDays: number): Promise<readonly WorkloadRow[]> {
  const { rows } = await sql<WorkloadRow>`
    select s.source_id as annotator, s.label, s.project, s.tier, a.country, s.judgments, s.hours, s.paid_share,
      s.night_share, s.rest_breaches, s.row -> 'pay' ->> 'currency' as currency,
      (s.row -> 'pay' ->> 'pay_minor')::float8 as pay_minor,
      (s.row -> 'pay' ->> 'hourly_active_minor')::float8 as active_minor,
      (s.row -> 'pay' ->> 'hourly_session_minor')::float8 as session_minor,
      (s.row -> 'pay' ->> 'hourly_all_in_minor')::float8 as all_in_minor,
      (s.row -> 'pay' ->> 'floor_minor')::float8 as floor_minor
    from snapshots s join annotators a using (annotator_id)
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
