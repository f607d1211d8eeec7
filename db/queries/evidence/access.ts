import { sql } from "kysely";
import type { PersonAccess } from "~/domain/evidence";
import type { Db } from "../../client";
import { listPolicies } from "./policies";
import { instant, type EvidenceWindow } from "./window";

interface Row extends Omit<PersonAccess, "groups"> {
  readonly groups: string | null;
  readonly country: string | null;
}

/**
 * What each person had of each project worked on or offered in the window, with declared groups and the country; and
 * whether the pay per judgment reaches the middle of the project's people.
 */
export async function listAccess(db: Db, { from, to }: EvidenceWindow): Promise<readonly PersonAccess[]> {
  const policies = await listPolicies(db);
  const top = [...new Set(policies.flatMap(({ tiers }) => tiers.slice(0, 1).map(({ id }) => id)))];
  const { rows } = await sql<Row>`
    with members as (
      select distinct annotator_id, project_id from rollups
        where judgments > 0 and day >= ${instant(from)}::timestamptz::date and day <= ${instant(to)}::timestamptz::date
      union
      select distinct o.annotator_id, b.project_id from offers o join batches b using (batch_id)
        where offered_at >= ${instant(from)} and offered_at <= ${instant(to)} and b.project_id is not null
    ), premium as (
      select distinct o.annotator_id, b.project_id from offers o join batches b using (batch_id)
        where b.premium and offered_at >= ${instant(from)} and offered_at <= ${instant(to)}
    ), removals as (
      select distinct annotator_id from decisions
        where kind in ('suspension', 'termination') and at >= ${instant(from)} and at <= ${instant(to)}
    ), rates as (
      select annotator_id, project_id, min(currency) as currency, sum(pay_minor)::float8 / sum(paid_judgments) as rate
      from pay_rollups where day >= ${instant(from)}::timestamptz::date and day <= ${instant(to)}::timestamptz::date
      group by annotator_id, project_id having count(distinct currency) = 1 and sum(paid_judgments) > 0
    ), middles as (
      select project_id, currency, percentile_cont(0.5) within group (order by rate) as middle
      from rates group by project_id, currency
    ), held as (
      select distinct annotator_id, project_id from tier_changes where to_tier = any(${top}) and at <= ${instant(to)}
    )
    select a.source_id as annotator, p.source_id as project, a.groups::text as groups, a.country,
      exists (select from premium x where x.annotator_id = m.annotator_id and x.project_id = m.project_id) as premium_offered,
      exists (select from held x where x.annotator_id = m.annotator_id and coalesce(x.project_id, m.project_id) = m.project_id) as top_tier,
      exists (select from removals x where x.annotator_id = m.annotator_id) as removed,
      r.rate >= k.middle - 1e-9 as paid_at_middle
    from members m join annotators a using (annotator_id) join projects p using (project_id)
    left join rates r on r.annotator_id = m.annotator_id and r.project_id = m.project_id
    left join middles k on k.project_id = r.project_id and k.currency = r.currency
    order by m.annotator_id, m.project_id`.execute(db);
  const own = new Map<string, PersonAccess["groups"]>();
  return rows.map(({ annotator, project, groups, country, ...row }) => {
    let known = own.get(annotator);
    if (!known) own.set(annotator, (known = groupsOf(groups, country)));
    return {
      annotator,
      project,
      groups: known,
      premiumOffered: row.premiumOffered,
      topTier: row.topTier,
      removed: row.removed,
      paidAtMiddle: row.paidAtMiddle,
    };
  });
}

const groupsOf = (groups: string | null, country: string | null): PersonAccess["groups"] => ({
  ...(groups === null ? {} : (JSON.parse(groups) as Record<string, string>)),
  ...(country === null ? {} : { country }),
});
