import { sql } from "kysely";
import type { PayCells } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints, Names } from "./packed";
import { streamRows } from "./stream";
import { instant, type EvidenceWindow } from "./window";

interface Row {
  readonly project: string;
  readonly taskType: string | null;
  readonly premium: boolean | null;
  readonly day: number;
  readonly country: string;
  readonly tier: string;
  readonly currency: string;
  readonly annotator: string;
  readonly rate: number;
  readonly judgments: number;
}

type Cell = PayCells["cells"][number];

/** Rates by cell of the same work at the same time: project, premium, local day, country, tier in force, currency. */
export async function packPayCells(db: Db, window: EvidenceWindow): Promise<PayCells> {
  const names = new Names();
  const cells: Cell[] = [];
  const [person, judgments] = [new Ints(), new Ints()];
  const rates: number[] = [];
  let key = "";
  for await (const row of streamRows(db, payQuery(window))) {
    const own = [row.project, row.premium, row.day, row.country, row.tier, row.currency].join("\u0000");
    if (own !== key) {
      const { project, premium, day, country, tier, currency } = row;
      cells.push({
        project,
        taskType: row.taskType ?? "other",
        premium,
        day,
        country,
        tier,
        currency,
        start: person.length,
      });
      key = own;
    }
    person.push(names.placeOf(row.annotator));
    judgments.push(row.judgments);
    rates.push(row.rate);
  }
  return {
    annotators: names.list,
    cells,
    person: person.take(),
    rateMinor: Float64Array.from(rates),
    judgments: judgments.take(),
  };
}

/**
 * The tier carries the version of the policy it was given under: its multiplier is part of that version.
 * Revisions are left out: rework is another kind of work than the item itself.
 */
const payQuery = ({ from, to }: EvidenceWindow) => sql<Row>`
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
    select j.project_id, b.premium, (j.submitted_at at time zone coalesce(a.time_zone, 'UTC'))::date as day,
      coalesce(a.country, '') as country, coalesce(own.tier, everywhere.tier, '') as tier,
      coalesce(j.currency, b.currency) as currency, j.annotator_id, coalesce(j.pay_minor, b.pay_minor_per_item) as rate
    from judgments j join annotators a using (annotator_id) left join batches b using (batch_id)
    left join spells own on own.annotator_id = j.annotator_id and own.project_id = j.project_id
      and j.submitted_at >= own.from_at and j.submitted_at < own.to_at
    left join spells everywhere on everywhere.annotator_id = j.annotator_id and everywhere.project_id is null
      and j.submitted_at >= everywhere.from_at and j.submitted_at < everywhere.to_at
    where j.status in ('submitted', 'approved') and j.revision_of is null
      and j.submitted_at >= ${instant(from)} and j.submitted_at <= ${instant(to)}
      and coalesce(j.pay_minor, b.pay_minor_per_item) is not null and coalesce(j.currency, b.currency) is not null
  )
  select p.source_id as project, p.task_type, c.premium, c.day - date '1970-01-01' as day, c.country, c.tier, c.currency,
    a.source_id as annotator, c.rate, c.judgments
  from (
    select project_id, premium, day, country, tier, currency, annotator_id, rate, count(*) as judgments
    from paid group by project_id, premium, day, country, tier, currency, annotator_id, rate
  ) c join projects p using (project_id) join annotators a using (annotator_id)
  order by c.project_id, c.premium, c.day, c.country, c.tier, c.currency, c.annotator_id, c.rate`;
