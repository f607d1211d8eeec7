import { sql } from "kysely";
import type { Earnings } from "~/domain/evidence";
import type { Db } from "../../client";
import { HANDED_IN, instant, type EvidenceWindow } from "./window";

type Key = Pick<Earnings, "annotator" | "week" | "month" | "currency">;
type Work = Omit<Earnings, "extrasMinor" | "workPaymentsMinor">;
type Paid = Key & Pick<Earnings, "extrasMinor" | "workPaymentsMinor">;

const local = (column: string) => sql`(${sql.ref(column)} at time zone coalesce(a.time_zone, 'UTC'))`;
const weekOf = (column: string) =>
  sql`floor((date_part('epoch', ${sql.ref(column)}) - 345600) / 604800)::int`;
/** The first of the local month; counted from January 1970 once per group, as it costs a conversion of zones. */
const monthOf = (column: string) => sql`date_trunc('month', ${local(column)})`;
const countMonths = (column: string) =>
  sql`((date_part('year', ${sql.ref(column)}) - 1970) * 12 + date_part('month', ${sql.ref(column)}) - 1)::int`;

/** What each person's work of a week brought and took; weeks are parted where the local month turns. */
export async function listEarnings(db: Db, window: EvidenceWindow): Promise<readonly Earnings[]> {
  const rows = new Map<string, Earnings>();
  const keyOf = ({ annotator, week, month, currency }: Key) =>
    `${annotator} ${week} ${month} ${currency ?? ""}`;
  for (const work of await workByWeek(db, window)) {
    rows.set(keyOf(work), { ...work, extrasMinor: 0, workPaymentsMinor: 0 });
  }
  for (const paid of await paymentsByWeek(db, window)) {
    rows.set(keyOf(paid), { ...(rows.get(keyOf(paid)) ?? NO_WORK), ...paid });
  }
  return [...rows.values()];
}

const NO_WORK = {
  judgments: 0,
  payMinor: 0,
  paidJudgments: 0,
  activeSec: 0,
  activeKnown: 0,
  idleSec: 0,
  elapsedSec: 0,
  elapsedKnown: 0,
  rejected: 0,
  rejectedSec: 0,
  rejectedPayMinor: 0,
  rejectedWithoutReason: 0,
  lostSec: 0,
};

async function workByWeek(db: Db, { from, to }: EvidenceWindow): Promise<readonly Work[]> {
  const elapsed = sql`coalesce(lead_seconds, date_part('epoch', submitted_at - j.started_at))`;
  const seconds = sql`coalesce(active_seconds, ${elapsed})`;
  const { rows } = await sql<Work>`
    select a.source_id as annotator, w.week, ${countMonths("w.first")} as month, w.currency, judgments, pay_minor, paid_judgments,
      active_sec, active_known, idle_sec, elapsed_sec, elapsed_known, rejected, rejected_sec, rejected_pay_minor,
      rejected_without_reason, lost_sec
    from (
      select annotator_id, week, first, currency,
        count(*) filter (where handed_in) as judgments,
        coalesce(sum(pay_minor) filter (where handed_in and not rejected), 0)::float8 as pay_minor,
        count(*) filter (where handed_in and not rejected and pay_minor > 0) as paid_judgments,
        coalesce(sum(active_seconds) filter (where handed_in), 0) as active_sec,
        count(active_seconds) filter (where handed_in) as active_known,
        coalesce(sum(idle_seconds) filter (where handed_in), 0) as idle_sec,
        coalesce(sum(elapsed) filter (where handed_in), 0)::float8 as elapsed_sec,
        count(elapsed) filter (where handed_in) as elapsed_known,
        count(*) filter (where rejected) as rejected,
        coalesce(sum(seconds) filter (where rejected), 0)::float8 as rejected_sec,
        coalesce(sum(pay_minor) filter (where rejected), 0)::float8 as rejected_pay_minor,
        count(*) filter (where rejected and coalesce(rejection_reason, '') = '') as rejected_without_reason,
        coalesce(sum(active_seconds) filter (where lost), 0) as lost_sec
      from (
        select j.annotator_id, ${weekOf("at")} as week, ${monthOf("at")} as first, currency, pay_minor, active_seconds,
          idle_seconds, ${elapsed} as elapsed, ${seconds} as seconds, rejection_reason,
          status in ${HANDED_IN} as handed_in, status = 'rejected' as rejected,
          status in ('returned', 'expired', 'abandoned') as lost
        from (select *, coalesce(submitted_at, started_at) as at from judgments) j join annotators a using (annotator_id)
        where at >= ${instant(from)} and at <= ${instant(to)} offset 0
      ) one group by annotator_id, week, first, currency
    ) w join annotators a using (annotator_id) order by w.annotator_id, w.week, w.first`.execute(db);
  return rows;
}

/** Payments by the day they were paid; those for work stand in where judgments carry no pay. */
async function paymentsByWeek(db: Db, { from, to }: EvidenceWindow): Promise<readonly Paid[]> {
  const { rows } = await sql<Paid>`
    select annotator, week, ${countMonths("first")} as month, currency, extras_minor, work_payments_minor from (
    select a.annotator_id, a.source_id as annotator, ${weekOf("paid_at")} as week, ${monthOf("paid_at")} as first, currency,
      coalesce(sum(amount_minor) filter (where kind <> 'work'), 0)::float8 as extras_minor,
      coalesce(sum(amount_minor) filter (where kind = 'work'), 0)::float8 as work_payments_minor
    from payments p join annotators a using (annotator_id)
    where paid_at >= ${instant(from)} and paid_at <= ${instant(to)}
    group by 1, 2, 3, 4, currency
    ) paid order by annotator_id, week, first`.execute(db);
  return rows;
}
