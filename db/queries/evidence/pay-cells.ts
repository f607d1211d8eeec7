import { sql } from "kysely";
import type { PayCells } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints, Names } from "./packed";
import { sourceIds } from "./people";
import { streamRows } from "./stream";
import { wholeNumbers } from "./timelines";

interface Row {
  readonly project: string;
  readonly taskType: string | null;
  readonly premium: boolean | null;
  readonly day: number;
  readonly country: string;
  readonly tier: string;
  readonly currency: string;
  /** Annotator's number, rate and judgments, again and again. */
  readonly rates: string;
}

type Cell = PayCells["cells"][number];

/**
 * Rates by cell of the same work at the same time: project, premium, local day, country, tier in force, currency. Reads
 * `withWorkDays`.
 */
export async function packPayCells(db: Db): Promise<PayCells> {
  const sources = await sourceIds(db);
  const names = new Names();
  const cells: Cell[] = [];
  const [person, judgments] = [new Ints(), new Ints()];
  const rates: number[] = [];
  for await (const { taskType, rates: own, ...cell } of streamRows(db, PAY)) {
    cells.push({ ...cell, taskType: taskType ?? "other", start: person.length });
    const numbers = wholeNumbers(own);
    for (let at = 0; at < numbers.length; at += 3) {
      person.push(names.placeOf(sources.get(numbers[at] ?? 0) ?? ""));
      rates.push(numbers[at + 1] ?? 0);
      judgments.push(numbers[at + 2] ?? 0);
    }
  }
  return {
    annotators: names.list,
    cells,
    person: person.take(),
    rateMinor: Float64Array.from(rates),
    judgments: judgments.take(),
  };
}

/** The tier carries the version of the policy it was given under: its multiplier is part of that version. */
const PAY = sql<Row>`
  with spells as (
    select annotator_id, project_id, to_tier || ' v' || policy_version as tier, at as from_at,
      lead(at, 1, 'infinity') over (partition by annotator_id, project_id order by at, tier_change_id) as to_at
    from tier_changes
    union all
    select * from (
      select distinct on (annotator_id, project_id) annotator_id, project_id, from_tier, '-infinity'::timestamptz, at
      from tier_changes order by annotator_id, project_id, at, tier_change_id
    ) before
  ), paid as (
    select w.project_id, w.premium, w.local_day as day, coalesce(a.country, '') as country,
      coalesce(own.tier, everywhere.tier, '') as tier, w.rate_currency as currency, w.annotator_id, w.rate, w.rated
    from audit_work_days w join annotators a using (annotator_id)
    left join spells own on own.annotator_id = w.annotator_id and own.project_id = w.project_id
      and w.first_at >= own.from_at and w.first_at < own.to_at
    left join spells everywhere on everywhere.annotator_id = w.annotator_id and everywhere.project_id is null
      and w.first_at >= everywhere.from_at and w.first_at < everywhere.to_at
    where w.inside and w.rated > 0 and w.rate is not null and w.rate_currency is not null
  )
  select p.source_id as project, p.task_type, c.premium, c.day - date '1970-01-01' as day, c.country, c.tier, c.currency, c.rates
  from (
    select project_id, premium, day, country, tier, currency,
      string_agg(concat_ws(',', annotator_id, rate, judgments), ' ' order by annotator_id, rate) as rates
    from (
      select project_id, premium, day, country, tier, currency, annotator_id, rate, sum(rated)::bigint as judgments
      from paid group by project_id, premium, day, country, tier, currency, annotator_id, rate
    ) one group by project_id, premium, day, country, tier, currency
  ) c join projects p using (project_id)
  order by c.project_id, c.premium, c.day, c.country, c.tier, c.currency`;
