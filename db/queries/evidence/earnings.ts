import { sql } from "kysely";
import type { Earnings } from "~/domain/evidence";
import type { Db } from "../../client";
import { instant, type EvidenceWindow } from "./window";

const monthOf = (day: string) =>
  sql`((date_part('year', ${sql.ref(day)}) - 1970) * 12 + date_part('month', ${sql.ref(day)}) - 1)::int`;

/**
 * What each person's work of a week brought and took; weeks are parted where the local month turns. Payments count by
 * the day they were paid; those for work stand in where judgments carry no pay. Reads `withWorkDays`.
 */
export async function listEarnings(db: Db, { from, to }: EvidenceWindow): Promise<readonly Earnings[]> {
  const { rows } = await sql<Earnings>`
    select a.source_id as annotator, week, month, currency, judgments, pay_minor, paid_judgments, active_sec, active_known,
      idle_sec, elapsed_sec, elapsed_known, rejected, rejected_sec, rejected_pay_minor, rejected_without_reason, lost_sec,
      extras_minor, work_payments_minor
    from (
      select annotator_id, week, month, currency, bool_or(worked) as worked, sum(judgments)::float8 as judgments,
        coalesce(sum(pay_minor), 0) as pay_minor, sum(paid_judgments)::float8 as paid_judgments,
        coalesce(sum(active_us), 0) / 1e6 as active_sec, sum(active_known)::float8 as active_known,
        coalesce(sum(idle_us), 0) / 1e6 as idle_sec,
        coalesce(sum(elapsed_us), 0) / 1e6 as elapsed_sec, sum(elapsed_known)::float8 as elapsed_known,
        sum(rejected)::float8 as rejected, coalesce(sum(rejected_us), 0) / 1e6 as rejected_sec,
        coalesce(sum(rejected_pay_minor), 0) as rejected_pay_minor,
        sum(rejected_without_reason)::float8 as rejected_without_reason, coalesce(sum(lost_us), 0) / 1e6 as lost_sec,
        coalesce(sum(extras_minor), 0) as extras_minor, coalesce(sum(work_payments_minor), 0) as work_payments_minor
      from (
        select annotator_id, floor((day - date '1970-01-05') / 7.0)::int as week, ${monthOf("local_day")} as month,
          currency, true as worked, judgments, pay_minor, paid_judgments, active_us, active_known, idle_us, elapsed_us,
          elapsed_known, rejected, rejected_us, rejected_pay_minor, rejected_without_reason, lost_us,
          null::float8 as extras_minor, null::float8 as work_payments_minor
        from audit_work_days where inside
        union all
        select annotator_id, floor((date_part('epoch', paid_at) - 345600) / 604800)::int, ${monthOf("local_day")}, currency,
          false, 0, null, 0, null, 0, null, null, 0, 0, null, null, 0, null,
          case when kind <> 'work' then amount_minor::float8 end, case when kind = 'work' then amount_minor::float8 end
        from (
          select p.*, (paid_at at time zone coalesce(z.time_zone, 'UTC'))::date as local_day
          from payments p join annotators z using (annotator_id)
          where paid_at >= ${instant(from)} and paid_at <= ${instant(to)}
        ) paid
      ) parts group by annotator_id, week, month, currency
    ) w join annotators a using (annotator_id) order by w.worked desc, w.annotator_id, w.week, w.month, w.currency`.execute(
    db,
  );
  return rows;
}
