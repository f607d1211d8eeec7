import { sql } from "kysely";
import type { Speed, SpeedStratum, TierPolicyRecord } from "~/domain/evidence";
import type { Db } from "../../client";
import { listPolicies } from "./policies";
import { HANDED_IN, instant, type EvidenceWindow } from "./window";

const SPAN_SEC = 28 * 86_400;

/**
 * Scored work with a known active time: by gold key, else by first review; the fastest fifth is of the scored work. Needs
 * `withScoredWork`.
 */
export async function findSpeed(db: Db, window: EvidenceWindow): Promise<Speed> {
  const { strata, targets } = await scoredWork(db, window);
  return { strata, targets, changes: await handlingChanges(db, window) };
}

interface Row {
  readonly annotator: string;
  readonly project: string;
  readonly fastCorrect: number;
  readonly fastTotal: number;
  readonly referenceCorrect: number;
  readonly referenceTotal: number;
}

async function scoredWork(db: Db, window: EvidenceWindow): Promise<Pick<Speed, "strata" | "targets">> {
  const { rows } = await sql<{ strata: string | null; targets: string | null }>`
    with scored as materialized (${scoredJudgments(window)}), ranked as (
      select *, ntile(5) over (partition by annotator_id, project_id order by active_seconds, judgment_id) as fifth from scored
    ), strata as (
      select a.source_id as annotator, p.source_id as project, s.* from (
        select annotator_id, project_id,
          count(*) filter (where fifth = 1 and correct) as "fastCorrect", count(*) filter (where fifth = 1) as "fastTotal",
          count(*) filter (where fifth between 2 and 4 and correct) as "referenceCorrect",
          count(*) filter (where fifth between 2 and 4) as "referenceTotal"
        from ranked group by annotator_id, project_id having count(*) >= 10
      ) s join annotators a using (annotator_id) join projects p using (project_id)
    ), targets as (
      select p.project_id, p.source_id as project, p.target_handling_seconds as "targetSec", count(*) as correct,
        count(*) filter (where active_seconds <= p.target_handling_seconds) as within,
        percentile_cont(0.75) within group (order by active_seconds) as "p75Sec"
      from scored join projects p using (project_id)
      where correct and p.target_handling_seconds > 0 group by p.project_id
    )
    select
      (select json_agg(strata order by annotator_id, project_id)::text from strata) as strata,
      (select json_agg(targets order by project_id)::text from targets) as targets`.execute(db);
  const { strata, targets } = rows[0] ?? { strata: null, targets: null };
  return {
    strata: (JSON.parse(strata ?? "[]") as readonly Row[]).map(stratum),
    targets: (JSON.parse(targets ?? "[]") as Speed["targets"]).map(
      ({ project, targetSec, correct, within, p75Sec }) => ({ project, targetSec, correct, within, p75Sec }),
    ),
  };
}

const stratum = (row: Row): SpeedStratum => ({
  annotator: row.annotator,
  project: row.project,
  fast: { correct: row.fastCorrect, total: row.fastTotal },
  reference: { correct: row.referenceCorrect, total: row.referenceTotal },
});

const scoredJudgments = ({ from, to }: EvidenceWindow) => sql`
  select annotator_id, project_id, judgment_id, active_seconds, correct from audit_gold
  where active_seconds > 0 and submitted_at >= ${instant(from)} and submitted_at <= ${instant(to)}
  union all
  select r.annotator_id, r.project_id, r.judgment_id, r.active_seconds, r.outcome = 'accepted'
  from (
    select distinct on (annotator_id, judgment_id) * from audit_reviews
    where coalesce(routing, 'random') = 'random' and active_seconds > 0 and status in ${HANDED_IN}
      and submitted_at >= ${instant(from)} and submitted_at <= ${instant(to)}
    order by annotator_id, judgment_id, reviewed_at
  ) r join items i using (item_id)
  where i.gold_answer is null or i.gold_status in ('disputed', 'retired')`;

/** Accuracy by project in the 28 days on each side of a version that changed a handling rule. */
async function handlingChanges(db: Db, window: EvidenceWindow): Promise<Speed["changes"]> {
  const policies = await listPolicies(db);
  const rulesOf = (policy: TierPolicyRecord) =>
    JSON.stringify(
      policy.tiers.map((tier) => tier.rules.filter(({ metric }) => metric.startsWith("handling"))),
    );
  const changed = policies.filter((policy, index) => {
    const before = policies.slice(0, index).findLast((other) => other.project === policy.project);
    const within = policy.effectiveAt > window.from && policy.effectiveAt < window.to;
    return within && before !== undefined && rulesOf(before) !== rulesOf(policy);
  });
  const results = await Promise.all(changed.map((policy) => accuracyAround(db, policy)));
  return results.flat();
}

async function accuracyAround(
  db: Db,
  { version, project, effectiveAt }: TierPolicyRecord,
): Promise<Speed["changes"]> {
  const turn = instant(effectiveAt);
  const { rows } = await sql<{
    project: string;
    beforeCorrect: number;
    beforeTotal: number;
    afterCorrect: number;
    afterTotal: number;
  }>`
    select p.source_id as project,
      coalesce(sum(gold_correct) filter (where r.day < ${turn}::timestamptz::date), 0) as before_correct,
      coalesce(sum(gold_total) filter (where r.day < ${turn}::timestamptz::date), 0) as before_total,
      coalesce(sum(gold_correct) filter (where r.day >= ${turn}::timestamptz::date), 0) as after_correct,
      coalesce(sum(gold_total) filter (where r.day >= ${turn}::timestamptz::date), 0) as after_total
    from rollups r join projects p using (project_id)
    where r.day >= ${instant(effectiveAt - SPAN_SEC)}::timestamptz::date and r.day < ${instant(effectiveAt + SPAN_SEC)}::timestamptz::date
    group by p.project_id order by p.project_id`.execute(db);
  return rows.map((row) => ({
    version,
    project: row.project,
    treated: project === null || project === row.project,
    before: { correct: row.beforeCorrect, total: row.beforeTotal },
    after: { correct: row.afterCorrect, total: row.afterTotal },
  }));
}
