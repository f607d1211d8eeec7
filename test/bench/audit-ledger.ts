export interface AuditLedgerSize {
  readonly judgments: number;
  readonly annotators: number;
}

const PROJECTS = 20;
const DAYS = 180;
const PER_ITEM = 5;
const START = "timestamptz '2026-01-05 00:00Z'";

/** Days of a person, each with as many judgments; one statement a table. */
export function auditLedgerStatements({ judgments, annotators }: AuditLedgerSize): readonly string[] {
  const items = Math.ceil(judgments / PER_ITEM);
  const batches = Math.max(200, Math.round(items / 200));
  const aDay = Math.max(isVast(annotators) ? 5 : 1, Math.ceil(judgments / annotators / (DAYS / 2)));
  return [
    ...shared(annotators, items, batches),
    work(judgments, annotators, items, aDay, batches),
    ...people(annotators, batches),
    ...rules(annotators),
    `insert into dirty_cells (annotator_id, project_id, day) values (null, null, null)`,
    `insert into dirty_cells (annotator_id, project_id, day)
      select distinct annotator_id, project_id, (submitted_at at time zone 'utc')::date from judgments`,
    `analyze`,
  ];
}

const shared = (annotators: number, items: number, batches: number): string[] => [
  `insert into imports (format, status, started_at) values ('bench', 'done', '2026-01-01')`,
  `insert into platforms (source_id, name) values ('bench', 'Bench')`,
  `insert into projects (source_id, platform_id, name, task_type, target_handling_seconds, content_severity, content_warned)
    select 'p' || i, 1, 'Project ' || i, 'categorical', 40, case when i % 5 = 0 then 2 end, i % 10 <> 0
    from generate_series(1, ${PROJECTS}) i`,
  `insert into batches (source_id, project_id, released_at, premium, pay_minor_per_item, currency, estimated_seconds_per_item)
    select 'b' || i, 1 + i % ${PROJECTS}, ${START} + i * interval '${DAYS} days' / ${batches}, i % 5 = 0, 20 + 10 * (i % 5 = 0)::int,
      'EUR', 30 from generate_series(1, ${batches}) i`,
  `insert into annotators (source_id, display_name, country, time_zone, joined_at, groups)
    select 'a' || i, 'A ' || i, (array['DE','PL','KE','PH'])[1 + i % 4],
      (array['Europe/Berlin','Europe/Warsaw','Africa/Nairobi','Asia/Manila'])[1 + i % 4], ${START} - interval '90 days',
      jsonb_build_object('language', (array['one','two'])[1 + i % 2])
    from generate_series(1, ${annotators}) i`,
  `insert into items (item_id, project_id, source_id, batch_id, gold_answer)
    select i, 1 + i % ${PROJECTS}, 'i' || i, 1 + i % ${batches}, case when i % 20 = 0 then chr(65 + i % 4) end
    from generate_series(0, ${items - 1}) i`,
];

/** Every other day a run of judgments on one project from eight o'clock local on, half a minute each. */
const work = (
  judgments: number,
  annotators: number,
  items: number,
  aDay: number,
  batches: number,
): string => `
  insert into judgments (annotator_id, judgment_id, item_id, project_id, batch_id, import_id, started_at, submitted_at,
    active_seconds, pay_minor, status, currency, answer, source_id, rejection_reason)
  select 1 + person, i, item, 1 + item % ${PROJECTS}, 1 + item % ${batches}, 1, at, at + seconds * interval '1 second', seconds,
    case when (1 + item % ${batches}) % 5 = 0 then 30 else 20 end,
    case when i % 25 = 0 then 'rejected' else 'approved' end, 'EUR',
    chr(65 + (case when random() < 0.06 then item + 1 + (3 * random())::int else item end % 4)::int), 'j' || i,
    case when i % 50 = 0 then 'guideline 3' end
  from (
    select i, i % ${annotators} as person, 20 + 15 * random() as seconds,
      (i * 7919) % ${Math.floor(items / PROJECTS)} * ${PROJECTS} + (i % ${annotators} + i / ${annotators} / ${aDay}) % ${PROJECTS} as item,
      ${START} + interval '7 hours' - (i % ${annotators} % 4) * interval '1 hour' + (i / ${annotators} / ${aDay}) * interval '2 days'
        + (i / ${annotators} % ${aDay}) * interval '40 seconds' as at
    from generate_series(0::bigint, ${judgments - 1}) i
  ) rows`;

/** Very many people each work little, on few days and projects: what is kept beside would outweigh their judgments. */
const isVast = (annotators: number) => annotators > 20_000;

const daysOfWork = (annotators: number) => `generate_series(0, ${isVast(annotators) ? 9 : DAYS / 2 - 1}) day`;

const people = (annotators: number, batches: number): string[] => [
  `insert into availability (annotator_id, from_at, to_at, source, import_id)
    select a, ${START} + day * interval '2 days' + interval '6 hours', ${START} + day * interval '2 days' + interval '11 hours', 'online', 1
    from generate_series(1, ${annotators}) a, ${daysOfWork(annotators)}`,
  `insert into offers (annotator_id, offer_id, batch_id, offered_at, accepted_at, import_id)
    select distinct on (a, b) a, 'o' || a || '-' || b, b,
      ${START} + (b * ${DAYS / 2}::bigint / ${batches + 1}) * interval '2 days' + interval '7 hours', null::timestamptz, 1
    from (select 1 + (random() * ${annotators - 1})::int as a, b from generate_series(1, ${batches}) b, generate_series(1, 20)) x`,
  `insert into reviews (annotator_id, review_id, judgment_id, judgment_source_id, reviewer_id, reviewed_at, outcome, score, score_max, routing, import_id)
    select annotator_id, 'r' || judgment_id, judgment_id, source_id, 'rev' || judgment_id % 40, submitted_at + interval '1 day',
      case when random() < 0.9 then 'accepted' else 'rejected' end, 4, 5, 'random', 1
    from judgments where judgment_id % 20 = 7`,
  `insert into time_entries (annotator_id, time_entry_id, project_id, from_at, to_at, kind, paid, import_id)
    select a, 'e' || a || '-' || day, 1, ${START} + day * interval '2 days' + interval '14 hours',
      ${START} + day * interval '2 days' + interval '14 hours 20 minutes', (array['revision','training','communication'])[1 + day % 3], day % 3 <> 0, 1
    from generate_series(1, ${annotators}) a, ${daysOfWork(annotators)}`,
  `insert into payments (annotator_id, payment_id, paid_at, amount_minor, currency, kind, rule_id, import_id)
    select a, 'x' || a || '-' || week, ${START} + week * interval '7 days', case when week % 4 = 0 then 500 else -100 end, 'EUR',
      case when week % 4 = 0 then 'bonus' else 'fee' end, case when week % 4 = 0 then 'weekly' end, 1
    from generate_series(1, ${annotators}) a, generate_series(1, 25) week`,
  `insert into tier_changes (annotator_id, tier_change_id, from_tier, to_tier, at, policy_version, actor, actor_id, gold_correct,
      gold_total, evidence_opened_at, decided_at, reasons, notified_at, import_id)
    select a, 't' || a || '-' || cycle, case when cycle % 2 = 0 then 'standard' else 'royalty' end,
      case when cycle % 2 = 0 then 'royalty' else 'standard' end, at, 1, 'human', 'm' || a % 20, 45 + a % 6, 50, at - interval '2 days',
      at - interval '1 day', 'Accuracy', at, 1
    from (select a, cycle, ${START} + cycle * interval '28 days' as at
      from generate_series(1, ${annotators}) a, generate_series(0, 5) cycle where (a + cycle) % 3 = 0) x`,
  `insert into contracts (annotator_id, contract_id, platform_id, started_at, ended_at, end_notice_days, import_id)
    select a, 'c' || a || '-' || n, 1, ${START} + n * interval '60 days', case when n < 2 then ${START} + (n + 1) * interval '55 days' end, 14, 1
    from generate_series(1, ${annotators}) a, generate_series(0, 2) n`,
  `insert into streaks (annotator_id, length, at_risk_at, import_id)
    select a, 3, ${START} + (week * 7 + a % 7) * interval '1 day', 1
    from generate_series(1, ${annotators}) a, generate_series(0, 24) week where a % 5 = 0`,
  `insert into targets (annotator_id, target_id, project_id, from_at, to_at, unit, goal, reward_minor, currency, import_id)
    select a, 'g' || a || '-' || week, null, ${START} + week * interval '7 days', ${START} + (week + 1) * interval '7 days', 'judgments',
      30, 500, 'EUR', 1 from generate_series(1, ${annotators}) a, generate_series(0, 23) week where a % 3 = 0`,
];

const policy = (version: number, effective: string) =>
  `('${JSON.stringify({
    version,
    name: `Version ${version}`,
    announced_at: "2025-11-01T00:00:00Z",
    effective_at: effective,
    window_days: 28,
    minimum_gold: 20,
    decide_on: "point",
    tiers: [
      {
        id: "royalty",
        label: "Royalty",
        rules: [{ metric: "gold_accuracy", op: ">=", value: 0.95 }],
        pay_multiplier: 1.25,
        premium_access: true,
      },
      { id: "standard", label: "Standard", rules: [], pay_multiplier: 1, premium_access: false },
    ],
  })}'::jsonb)`;

const rules = (annotators: number): string[] => [
  `insert into tier_policies (version, policy, import_id)
    select (p ->> 'version')::int, p, 1 from (values ${policy(1, "2025-12-01T00:00:00Z")}) x(p)`,
  `insert into bonus_rules (rule_id, published_at, valid_from, unit, period, threshold, amount_minor, currency, import_id)
    values ('weekly', '2025-12-01', '2026-01-01', 'judgments', 'week', 30, 500, 'EUR', 1)`,
  `insert into wage_floors (country, valid_from, amount_minor_per_hour, currency, kind, source, import_id)
    select c, '2026-01-01', 900, 'EUR', 'minimum', 'bench', 1 from unnest(array['DE','PL','KE','PH']) c`,
  `insert into decisions (annotator_id, decision_id, kind, at, actor, actor_id, evidence_opened_at, decided_at, reasons, notified_at, contact, import_id)
    select a, 'd' || a, 'suspension', ${START} + interval '100 days', 'human', 'm1', ${START} + interval '98 days',
      ${START} + interval '99 days', 'Reasons', ${START} + interval '99 days', 'x@y', 1
    from generate_series(1, ${annotators}, 100) a`,
  `insert into appeals (annotator_id, appeal_id, subject, subject_id, filed_at, answered_at, outcome, import_id)
    select a, 'f' || a, 'judgment', 'j' || a, ${START} + interval '60 days', ${START} + interval '67 days', 'rejected', 1
    from generate_series(1, ${annotators}, 20) a`,
];
