import { sql } from "kysely";
import type { Appeal, Contract, Decision, Floors, Streak, TierChange, WageFloor } from "~/domain/evidence";
import type { Db } from "../../client";

const epoch = (column: string) => sql`date_part('epoch', ${sql.ref(column)})::float8`;

/** All tier changes, by instant: what came before the window decides the tier at its start. */
export async function listTierChanges(db: Db): Promise<readonly TierChange[]> {
  const { rows } = await sql<TierChange>`
    select t.tier_change_id as id, a.source_id as annotator, p.source_id as project, from_tier, to_tier,
      ${epoch("t.at")} as at, policy_version, actor, actor_id, gold_correct, gold_total,
      ${epoch("evidence_opened_at")} as evidence_opened_at, ${epoch("decided_at")} as decided_at, reasons,
      ${epoch("notified_at")} as notified_at
    from tier_changes t join annotators a using (annotator_id) left join projects p using (project_id)
    order by t.at, t.tier_change_id`.execute(db);
  return rows;
}

export async function listDecisions(db: Db): Promise<readonly Decision[]> {
  const { rows } = await sql<Decision>`
    select decision_id as id, a.source_id as annotator, kind, ${epoch("d.at")} as at, actor, actor_id,
      ${epoch("evidence_opened_at")} as evidence_opened_at, ${epoch("decided_at")} as decided_at, reasons,
      ${epoch("notified_at")} as notified_at, contact
    from decisions d join annotators a using (annotator_id) order by d.at, d.decision_id`.execute(db);
  return rows;
}

export async function listAppeals(db: Db): Promise<readonly Appeal[]> {
  const { rows } = await sql<Appeal>`
    select appeal_id as id, a.source_id as annotator, subject, subject_id, ${epoch("filed_at")} as filed_at,
      ${epoch("answered_at")} as answered_at, outcome, ${epoch("rectified_at")} as rectified_at
    from appeals x join annotators a using (annotator_id) order by filed_at, appeal_id`.execute(db);
  return rows;
}

export async function listContracts(db: Db): Promise<readonly Contract[]> {
  const { rows } = await sql<Contract>`
    select contract_id as id, a.source_id as annotator, coalesce(p.source_id, '') as platform,
      ${epoch("c.started_at")} as started_at, ${epoch("c.ended_at")} as ended_at, end_notice_days
    from contracts c join annotators a using (annotator_id) left join platforms p using (platform_id)
    order by c.started_at, contract_id`.execute(db);
  return rows;
}

export async function listStreaks(db: Db): Promise<readonly Streak[]> {
  const { rows } = await sql<Streak>`
    select a.source_id as annotator, length, ${epoch("at_risk_at")} as at_risk_at, ${epoch("reset_at")} as reset_at
    from streaks s join annotators a using (annotator_id) order by a.annotator_id, at_risk_at`.execute(db);
  return rows;
}

export async function findFloors(db: Db): Promise<Floors> {
  const floors = await sql<WageFloor>`
    select country, nullif(region, '') as region, date_part('epoch', valid_from)::float8 as valid_from,
      amount_minor_per_hour, currency, kind, source
    from wage_floors order by country, region, valid_from`.execute(db);
  const rates = await sql<Floors["rates"][number]>`
    select date_part('epoch', date)::float8 as day, from_currency as "from", to_currency as "to", rate
    from exchange_rates order by date`.execute(db);
  return { floors: floors.rows, rates: rates.rows };
}
