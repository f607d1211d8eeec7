import { sql } from "kysely";
import type { Db } from "../../client";
import { HANDED_IN, instant, type EvidenceWindow } from "./window";

/**
 * Everything that evidence counts of judgments by day, in one pass over them: a temporary table of a transaction, one row an annotator, project, UTC day, local day and rate. Seconds are summed as whole microseconds, so that a sum does
 * not depend on the order in which the server reads. `part` counts the person's changes of tier on that day up to then:
 * within a row the tier is the same, and `first_at` stands for all of it.
 */
export async function withWorkDays<T>(
  db: Db,
  { from, to }: EvidenceWindow,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const run = async (transaction: Db) => {
    await sql`set local work_mem = '128MB'`.execute(transaction);
    await sql`drop table if exists audit_change_days, audit_work_days`.execute(transaction);
    await sql`
      create temporary table audit_change_days on commit drop as
      select annotator_id, (at at time zone 'UTC')::date as utc_day, array_agg(at) as instants
      from tier_changes group by 1, 2`.execute(transaction);
    await sql`analyze audit_change_days`.execute(transaction);
    await sql`create temporary table audit_work_days on commit drop as ${workDays(from, to)}`.execute(
      transaction,
    );
    await sql`analyze audit_work_days`.execute(transaction);
    return work(transaction);
  };
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}

const micro = (seconds: ReturnType<typeof sql>) => sql`round(${seconds} * 1e6)`;
const ELAPSED = sql`coalesce(j.lead_seconds, date_part('epoch', j.submitted_at - j.started_at))`;
const SECONDS = sql`coalesce(j.active_seconds, ${ELAPSED})`;
const AT = sql`coalesce(j.submitted_at, j.started_at)`;
const DUE = sql`j.status in ('submitted', 'approved')`;
/** Revisions are left out: rework is another kind of work than the item itself. */
const RATED = sql`(${DUE} and j.revision_of is null and j.submitted_at is not null)`;
const IN = sql`filter (where j.status in ${HANDED_IN})`;
const REJECTED = sql`filter (where j.status = 'rejected')`;
const LOST = sql`filter (where j.status in ('returned', 'expired', 'abandoned'))`;

const workDays = (from: number, to: number) => sql`
  select j.annotator_id, j.project_id, (${AT} at time zone 'UTC')::date as utc_day,
    (${AT} at time zone coalesce(a.time_zone, 'UTC'))::date as local_day,
    ${AT} >= ${sql.lit(instant(from))}::timestamptz as inside, j.submitted_at is not null as submitted, j.currency,
    case when ${RATED} then b.premium end as premium,
    case when ${RATED} then coalesce(j.pay_minor, b.pay_minor_per_item) end as rate,
    case when ${RATED} then coalesce(j.currency, b.currency) end as rate_currency,
    case when c.instants is not null then (select count(*) from unnest(c.instants) x where x <= ${AT}) end as part,
    min(${AT}) as first_at,
    count(*) filter (where ${RATED}) as rated,
    count(*) ${IN} as judgments, count(*) filter (where j.status = 'approved') as approved,
    sum(j.pay_minor::float8) filter (where ${DUE}) as pay_minor,
    count(*) filter (where ${DUE} and j.pay_minor > 0) as paid_judgments,
    sum(${micro(sql`j.active_seconds`)}) ${IN} as active_us, count(j.active_seconds) ${IN} as active_known,
    sum(${micro(sql`j.idle_seconds`)}) ${IN} as idle_us,
    sum(${micro(ELAPSED)}) ${IN} as elapsed_us, count(${ELAPSED}) ${IN} as elapsed_known,
    count(*) ${REJECTED} as rejected, sum(${micro(SECONDS)}) ${REJECTED} as rejected_us,
    sum(j.pay_minor::float8) ${REJECTED} as rejected_pay_minor,
    count(*) filter (where j.status = 'rejected' and coalesce(j.rejection_reason, '') = '') as rejected_without_reason,
    sum(${micro(sql`j.active_seconds`)}) ${LOST} as lost_us
  from judgments j join annotators a using (annotator_id) left join batches b using (batch_id)
  left join audit_change_days c on c.annotator_id = j.annotator_id and c.utc_day = (${AT} at time zone 'UTC')::date
  where ${AT} <= ${sql.lit(instant(to))}::timestamptz
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`;
