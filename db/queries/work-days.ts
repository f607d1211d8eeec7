import type { Db } from "../client";
import { rowsOf, run } from "./merge-run";
import { judgments, type RollupScope } from "./rollups";

const CELL = "annotator_id, project_id, day";
const KEY = [CELL, "local_day", "submitted", "currency", "premium", "rate", "rate_currency"];
const TALLIES = [
  ...["rated", "judgments", "approved", "paid_judgments", "active_known", "elapsed_known"],
  ...[
    "rejected",
    "rejected_without_reason",
    "estimated",
    "over_estimate",
    "pay_minor",
    "active_us",
    "idle_us",
    "elapsed_us",
  ],
  ...["rejected_us", "rejected_pay_minor", "lost_us"],
];

/** Every column of a day of work. */
export const WORK_DAY_NAMES = [...KEY, "first_at", "last_at", ...TALLIES].join(", ");

const HANDED_IN = "filter (where is_handed_in)";
const DUE = "filter (where is_due)";
const REJECTED = "filter (where status = 'rejected')";
const LOST = "filter (where status in ('returned', 'expired', 'abandoned'))";

/** A judgment is over its estimate where it took more than this many times as long. */
const OVER = 1.5;

/** Thirty years of work on one judgment are no handling time; without a bound a sum could leave what a number holds. */
const bounded = (seconds: string) => `case when ${seconds} > 1e9 then 1e9::float8 else ${seconds} end`;
const micro = (seconds: string) => `round((${seconds}) * 1e6::float8)`;

const ELAPSED = `coalesce(${bounded("j.lead_seconds")}, date_part('epoch', j.submitted_at - j.started_at))`;

/**
 * Selects days of work, counted from judgments `j` with their `day`: given as what follows a `from`. Rows may be parted
 * further by what `parts` selects of `j` and its instant `at`. Revisions have no rate: rework is another kind of work
 * than the item itself. Needs `prepareZones`.
 */
export function workDayRows(source: string, parts: Readonly<Record<string, string>> = {}): string {
  const names = Object.keys(parts);
  const parted = names.map((name) => `, ${name}`).join("");
  return `
    select ${KEY.join(", ")}${parted}, min(at) as first_at, max(at) as last_at,
      count(*) filter (where is_rated)::int as rated, count(*) ${HANDED_IN}::int as judgments,
      count(*) filter (where status = 'approved')::int as approved,
      count(*) filter (where is_due and pay_minor > 0)::int as paid_judgments,
      count(active_us) ${HANDED_IN}::int as active_known, count(elapsed_us) ${HANDED_IN}::int as elapsed_known,
      count(*) ${REJECTED}::int as rejected,
      count(*) filter (where status = 'rejected' and is_without_reason)::int as rejected_without_reason,
      count(*) filter (where is_estimated)::int as estimated,
      count(*) filter (where is_estimated and is_over)::int as over_estimate,
      sum(pay_minor) ${DUE} as pay_minor, sum(active_us) ${HANDED_IN} as active_us, sum(idle_us) ${HANDED_IN} as idle_us,
      sum(elapsed_us) ${HANDED_IN} as elapsed_us, sum(coalesce(active_us, elapsed_us)) ${REJECTED} as rejected_us,
      sum(pay_minor) ${REJECTED} as rejected_pay_minor, sum(active_us) ${LOST} as lost_us
    from (
      select ${CELL}, status, at, (at at time zone zone)::date as local_day, submitted, currency, is_handed_in, is_due,
        is_rated, is_without_reason, is_estimated, is_over, pay_minor, active_us, idle_us, elapsed_us${parted},
        case when is_rated then premium end as premium, case when is_rated then rate end as rate,
        case when is_rated then rate_currency end as rate_currency
      from (
        select j.annotator_id, j.project_id, j.day, j.status, coalesce(j.submitted_at, j.started_at) as at,
          coalesce(z.zone, 'UTC') as zone, j.submitted_at is not null as submitted, j.currency,
          j.status in ('submitted', 'approved', 'rejected') as is_handed_in,
          j.status in ('submitted', 'approved') as is_due,
          j.status in ('submitted', 'approved') and j.revision_of is null and j.submitted_at is not null as is_rated,
          coalesce(j.rejection_reason, '') = '' as is_without_reason, j.pay_minor::float8 as pay_minor,
          j.active_seconds is not null and b.estimated_seconds_per_item > 0 as is_estimated,
          j.active_seconds > ${OVER} * b.estimated_seconds_per_item as is_over,
          ${micro(bounded("j.active_seconds"))} as active_us, ${micro(bounded("j.idle_seconds"))} as idle_us,
          ${micro(ELAPSED)} as elapsed_us,
          b.premium, coalesce(j.pay_minor, b.pay_minor_per_item) as rate, coalesce(j.currency, b.currency) as rate_currency
          ${names.map((name) => `, ${parts[name]} as ${name}`).join("")}
        from ${source} left join annotator_zones z on z.annotator_id = j.annotator_id
        left join batches b on b.batch_id = j.batch_id
        where j.day > '-infinity'
        -- Each of these is read by several sums: counted once a judgment.
        offset 0
      ) read
    ) counted
    group by ${KEY.join(", ")}${parted}`;
}

/** Who lives by which clock, as a temporary table of the transaction; nobody is in it whose zone the server does not know. */
export async function prepareZones(db: Db): Promise<void> {
  await run(db, "drop table if exists annotator_zones");
  await run(
    db,
    `create temporary table annotator_zones on commit drop as
     select annotator_id, known.zone from annotators
     join (select distinct time_zone, known_zone(time_zone) as zone from annotators where time_zone is not null) known
       using (time_zone)
     where known.zone is not null`,
  );
  await run(db, "analyze annotator_zones");
}

/** Counts the days of work of these cells again, from the facts; all of them without a table of cells. */
export async function replaceWorkDays(db: Db, scope: RollupScope): Promise<void> {
  await prepareZones(db);
  const { cells } = scope;
  await run(
    db,
    cells === null
      ? "delete from work_days"
      : `delete from work_days w using ${cells} c
         where w.annotator_id = c.annotator_id and w.project_id = c.project_id and w.day = c.day`,
  );
  await run(
    db,
    `insert into work_days (${WORK_DAY_NAMES}) select ${WORK_DAY_NAMES} from (${workDayRows(judgments(scope))}) found`,
  );
  if (cells === null) await run(db, "analyze work_days");
}

/** Cells whose kept days of work are not those of the facts, on either side; less those that a table names. */
export async function listDifferingWorkDays(db: Db, pending: string) {
  await prepareZones(db);
  const kept = `select ${WORK_DAY_NAMES} from work_days`;
  const found = `select ${WORK_DAY_NAMES} from (${workDayRows(judgments({ cells: null, inferred: false }))}) counted`;
  return rowsOf<{
    readonly annotator: string | null;
    readonly project: string | null;
    readonly day: string;
    readonly columns: readonly string[];
  }>(
    db,
    `with kept as materialized (${kept}), found as materialized (${found})
     select annotators.source_id as annotator, projects.source_id as project, day, array['work days'] as columns
     from (
       select distinct ${CELL} from (
         (table kept except all table found) union all (table found except all table kept)
       ) differing
     ) compared
     left join annotators using (annotator_id)
     left join projects using (project_id)
     where not exists (
       select from ${pending} p
       where p.annotator_id = compared.annotator_id and p.project_id = compared.project_id and p.day = compared.day)
     order by annotator, project, day`,
  );
}
