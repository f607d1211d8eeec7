import { dayOf } from "./merge-marks";

/**
 * Which judgments are counted. `cells` names a table of annotator, project and day; without it everything is counted.
 * `inferred`: whether some judgments have no time of their own but their submission.
 */
export interface RollupScope {
  readonly cells: string | null;
  readonly inferred: boolean;
}

const CELL = "annotator_id, project_id, day";
/** Work that was handed in, whatever became of it; only this has answers and handling times. */
const WORKED = "status in ('submitted', 'approved', 'rejected')";
/** Work that is paid for as things stand. */
const EARNING = "status in ('submitted', 'approved')";
/** What fits an int, 24 days: a longer span is no handling time. */
const LONGEST_MS = 2_147_483_647;
/** Longer pauses between submissions say nothing of the work. */
const LONGEST_GAP_MS = 30 * 60 * 1_000;

/** The judgments of the scope as `j`, with their day. */
export function judgments({ cells }: RollupScope): string {
  if (cells === null) return `(select j.*, ${dayOf("j")} as day from judgments j) j`;
  // The range of submissions lets the index on them skip most of a large table.
  return `(
    select j.*, c.day
    from (select min(day) as first_day, max(day) as last_day from ${cells} where day > '-infinity') span
    join judgments j on j.submitted_at is null
      or (j.submitted_at >= span.first_day - 1 and j.submitted_at < span.last_day + 2)
    join ${cells} c on c.annotator_id = j.annotator_id and c.project_id = j.project_id and c.day = ${dayOf("j")}
  ) j`;
}

/** Every judgment on the items of the scope: consensus needs the others' answers. */
function judgmentsOnItems(scope: RollupScope): string {
  if (scope.cells === null) return judgments(scope);
  return `(
    select j.*, ${dayOf("j")} as day
    from (select distinct item_id from ${judgments(scope)}) named join judgments j on j.item_id = named.item_id
  ) j`;
}

const toMs = (instant: string) => `(extract(epoch from ${instant}) * 1000)::bigint`;
const secondsToMs = (seconds: string) =>
  `case when is_work and ${seconds} between 0 and ${LONGEST_MS / 1_000} then round(${seconds} * 1000)::int end`;
const collected = (column: string) =>
  `array_agg(${column}) filter (where ${column} is not null) as ${column}`;

const STATUSES = ["submitted", "approved", "rejected", "skipped", "returned", "expired", "abandoned"];

/**
 * Counts by status, handling times by clock, and the union of working intervals. Judgments handed in together, with
 * the same start and submission, share one handling time; milliseconds that do not divide go to some of them, so that
 * sums stay exact.
 */
function workCells(scope: RollupScope): string {
  const page = "partition by annotator_id, project_id, day, is_work, submitted_ms, started_ms, has_no_time";
  const before = "partition by annotator_id, project_id, day, is_work order by submitted_ms";
  const gap = scope.inferred
    ? `submitted_ms - max(submitted_ms) over (${before} range between unbounded preceding and 1 preceding)`
    : "null::bigint";
  return `
    select ${CELL}, count(*)::int as judgments,
      ${STATUSES.map((status) => `count(*) filter (where status = '${status}')::int as ${status}`).join(", ")},
      ${collected("active_ms")}, ${collected("lead_ms")}, ${collected("accept_to_submit_ms")},
      ${collected("inferred_ms")},
      coalesce(bool_or(page_size > 1 and accept_to_submit_ms is not null), false) as apportioned,
      range_agg(int8range(from_ms, submitted_ms)) filter (where is_interval) as spans,
      range_agg(int8range(from_ms, submitted_ms)) filter (where is_interval and is_paid) as paid_spans,
      min(least(started_at, submitted_at)) as first_at, max(coalesce(submitted_at, started_at)) as last_at
    from (
      select paged.*,
        case when is_work and submitted_ms - started_ms between 0 and ${LONGEST_MS}
          then ((submitted_ms - started_ms + page_place - 1) / page_size)::int end as accept_to_submit_ms,
        case when is_work and has_no_time and gap_ms <= ${LONGEST_GAP_MS}
          then ((gap_ms + page_place - 1) / page_size)::int end as inferred_ms,
        coalesce(submitted_ms - from_ms between 1 and ${LONGEST_MS}, false) as is_interval
      from (
        select timed.*, row_number() over (${page} order by judgment_id) as page_place,
          count(*) over (${page}) as page_size, ${gap} as gap_ms
        from (
          select read.*, ${secondsToMs("active_seconds")} as active_ms, ${secondsToMs("lead_seconds")} as lead_ms,
            coalesce(started_ms, submitted_ms - round(least(coalesce(active_seconds, lead_seconds), 1e9) * 1000)::bigint)
              as from_ms
          from (
            select j.annotator_id, j.project_id, j.day, j.judgment_id, j.status, j.started_at, j.submitted_at,
              j.active_seconds, j.lead_seconds, ${toMs("j.started_at")} as started_ms,
              ${toMs("j.submitted_at")} as submitted_ms, j.${WORKED} as is_work,
              j.${EARNING} and coalesce(j.pay_minor, 0) > 0 as is_paid,
              num_nonnulls(j.started_at, j.active_seconds, j.lead_seconds) = 0 as has_no_time
            from ${judgments(scope)}
          ) read
        ) timed
      ) paged
    ) worked
    group by ${CELL}`;
}

/** Judgments on items with a standing key, and how many of them are correct. */
const goldCells = (scope: RollupScope): string => `
  select ${CELL}, count(*)::int as gold_total, count(*) filter (
    where matches_gold(coalesce(answer, ''), gold_answer, answer_rule, gold_tolerance))::int as gold_correct
  from (
    select j.annotator_id, j.project_id, j.day, j.answer, items.gold_answer,
      coalesce(projects.answer_rule, 'overlap') as answer_rule, coalesce(projects.gold_tolerance, 0) as gold_tolerance
    from ${judgments(scope)}
    join items on items.item_id = j.item_id
    join projects on projects.project_id = j.project_id
    where j.${WORKED} and items.gold_answer is not null and j.is_gold is not false
      and coalesce(items.gold_status, 'active') = 'active'
  ) keyed
  group by ${CELL}`;

/**
 * Judgments held against the answer that most other annotators gave. Everybody has one vote an item: their latest
 * answer. The three commonest answers with their counts decide the majority among the others, whoever is left out; a
 * tie at the top, or nobody else, decides nothing.
 */
function consensusCells(scope: RollupScope): string {
  const only = scope.cells === null ? "" : ` join ${scope.cells} using (${CELL})`;
  return `
    with ballots as materialized (
      select answers.*, row_number() over latest as place, first_value(key) over latest as vote
      from (
        select j.annotator_id, j.project_id, j.day, j.item_id, j.source_id,
          coalesce(j.submitted_at, j.started_at) as answered_at, answer_key(j.answer) as key
        from ${judgmentsOnItems(scope)}
        join projects on projects.project_id = j.project_id
        where j.${WORKED} and j.answer <> '' and projects.task_type is distinct from 'revision'
      ) answers
      where key <> ''
      window latest as (
        partition by item_id, annotator_id order by answered_at desc nulls last, source_id desc)
    ), leaders as (
      select * from (
        select item_id, vote as first, votes as first_votes, lead(vote) over ranked as second,
          coalesce(lead(votes) over ranked, 0) as second_votes, coalesce(lead(votes, 2) over ranked, 0) as third_votes,
          row_number() over ranked as place
        from (select item_id, vote, count(*) as votes from ballots where place = 1 group by item_id, vote) counted
        window ranked as (partition by item_id order by votes desc, vote)
      ) top where place = 1
    )
    select ${CELL}, count(*)::int as consensus_total, count(*) filter (where key = majority)::int as consensus_agreeing
    from (
      select ballots.annotator_id, ballots.project_id, ballots.day, key,
        case when vote = first and first_votes - 1 > second_votes then first
          when vote = first and second_votes > first_votes - 1 and second_votes > third_votes then second
          when vote = second and first_votes > third_votes then first
          when vote <> first and vote is distinct from second and first_votes > second_votes then first end as majority
      from ballots join leaders on leaders.item_id = ballots.item_id
    ) decided${only}
    where majority is not null
    group by ${CELL}`;
}

/** Reviews with a verdict; a rejection that was overturned on appeal is an acceptance. */
const reviewCells = (scope: RollupScope): string => `
  select ${CELL}, count(*)::int as review_total, count(*) filter (where accepted)::int as review_accepted,
    count(*) filter (where place = 1)::int as review_judgments,
    count(*) filter (where place = 1 and accepted)::int as review_first_pass,
    count(*) filter (where targeted)::int as targeted_total,
    count(*) filter (where targeted and accepted)::int as targeted_accepted
  from (
    select j.annotator_id, j.project_id, j.day, coalesce(r.routing = 'targeted', false) as targeted,
      r.outcome = 'accepted' or (r.outcome = 'rejected' and r.overturned_at is not null) as accepted,
      row_number() over (partition by r.annotator_id, r.judgment_id order by r.reviewed_at, r.review_id) as place
    from reviews r
    join ${judgments(scope)} on j.annotator_id = r.annotator_id and j.judgment_id = r.judgment_id
    where r.outcome is not null
  ) verdicts
  group by ${CELL}`;

const COUNTED = [
  ...["gold_correct", "gold_total", "consensus_agreeing", "consensus_total"],
  ...["review_accepted", "review_first_pass", "review_total", "review_judgments"],
  ...["targeted_accepted", "targeted_total"],
];
const WORK = ["apportioned", "spans", "paid_spans", "first_at", "last_at"];

/** Every column of a rollup but its key; those under `lists` hold the same values in any order. */
export const ROLLUP_COLUMNS = {
  plain: ["judgments", ...STATUSES, ...COUNTED, ...WORK],
  lists: ["active_ms", "lead_ms", "accept_to_submit_ms", "inferred_ms"],
};

export const ROLLUP_NAMES = [CELL, ...ROLLUP_COLUMNS.plain, ...ROLLUP_COLUMNS.lists].join(", ");

/** Selects the rollup rows of the scope, counted from the facts. */
export function rollupRows(scope: RollupScope): string {
  const counted = COUNTED.map((name) => `coalesce(${name}, 0) as ${name}`);
  const columns = ["judgments", ...STATUSES, ...counted, ...WORK, ...ROLLUP_COLUMNS.lists];
  return `
    select ${CELL}, ${columns.join(", ")}
    from (${workCells(scope)}) work
    left join (${goldCells(scope)}) gold using (${CELL})
    left join (${consensusCells(scope)}) consensus using (${CELL})
    left join (${reviewCells(scope)}) review using (${CELL})`;
}

export const PAY_NAMES = `${CELL}, currency, pay_minor, paid_judgments`;

/** Selects the pay rows of the scope: what is due for work as things stand. */
export const payRows = (scope: RollupScope): string => `
  select ${CELL}, currency, sum(pay_minor)::bigint as pay_minor, count(*)::int as paid_judgments
  from ${judgments(scope)}
  where j.${EARNING} and pay_minor is not null and currency is not null
  group by ${CELL}, currency`;
