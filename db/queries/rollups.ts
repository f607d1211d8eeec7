import { sql } from "kysely";
import type { Db } from "../client";
import { dayOf } from "./merge-marks";

/** Which judgments are answers: work that was handed in, whatever became of it. */
const ANSWERED = "('submitted', 'approved', 'rejected')";
const EARNING = "('submitted', 'approved')";
/** Longer gaps between submissions are pauses, not handling time. */
const LONGEST_INFERRED_GAP = "interval '30 minutes'";

/** Runs SQL that is put together from names of our own, never from data. */
const run = (db: Db, text: string) => sql.raw(text).execute(db);

/** Where a recount goes: the kept tables, or others of the same shape to compare with. */
export interface RollupTables {
  readonly rollups: string;
  readonly payRollups: string;
}

/**
 * Counts the cells listed in the temporary table `counted_cells` (annotator_id, project_id, day) from the facts, in the
 * transaction of `db`, into tables that do not hold them. Everything is counted anew: nothing rests on what was there.
 */
export async function countCells(db: Db, into: RollupTables): Promise<void> {
  for (const statement of [FACTS, "analyze counted_facts", ...CONSENSUS, REVIEWS]) await run(db, statement);
  await run(db, `insert into ${into.rollups} ${CELLS}`);
  await run(db, `insert into ${into.payRollups} ${PAY}`);
  await run(db, "drop table counted_facts, counted_majorities, counted_votes, counted_reviews");
}

const milliseconds = (seconds: string) =>
  `case when ${seconds} between 0 and 2000000 then round(${seconds} * 1000)::int end`;
const instant = (at: string) => `round(extract(epoch from ${at}) * 1000)::bigint`;

/** The judgments of the cells, each with its own times; a page's span is shared by the judgments submitted on it. */
const FACTS = `
  create temp table counted_facts on commit drop as
  select j.annotator_id, j.project_id, c.day, j.judgment_id, j.item_id, j.status, j.currency, j.pay_minor,
    j.status in ${ANSWERED} as answered,
    case when j.status in ${ANSWERED} then nullif(answer_key(j.answer), '') end as key,
    case when j.status in ${ANSWERED} and i.gold_answer is not null and coalesce(i.gold_status, 'active') = 'active'
      then coalesce(matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'),
        coalesce(p.gold_tolerance, 0)), false) end as is_correct,
    coalesce(p.task_type, 'other') <> 'revision' as has_consensus,
    ${milliseconds("j.active_seconds")} as active_ms,
    ${milliseconds("j.lead_seconds")} as lead_ms,
    j.started_at, j.submitted_at,
    ${milliseconds("extract(epoch from j.submitted_at - j.started_at)::float8")} as span_ms,
    count(*) filter (where j.status in ${ANSWERED}) over page as page_judgments,
    case when j.started_at is null and j.active_seconds is null and j.lead_seconds is null
      then j.submitted_at - lag(j.submitted_at) over (partition by j.annotator_id, j.project_id, c.day
        order by j.submitted_at) end as gap,
    case
      when j.submitted_at > j.started_at then int8range(${instant("j.started_at")}, ${instant("j.submitted_at")})
      when j.started_at is null and j.submitted_at is not null
        and coalesce(j.active_seconds, j.lead_seconds) between 0.001 and 2000000
        then int8range(${instant("j.submitted_at")} - round(coalesce(j.active_seconds, j.lead_seconds) * 1000)::bigint,
          ${instant("j.submitted_at")})
    end as span
  from counted_cells c
  join judgments j on j.annotator_id = c.annotator_id and j.project_id = c.project_id and ${dayOf("j")} = c.day
  join projects p on p.project_id = j.project_id
  left join items i on i.item_id = j.item_id
  window page as (partition by j.annotator_id, j.project_id, c.day, j.started_at, j.submitted_at)`;

/**
 * What most of the others said. Each annotator has one vote an item, the latest; the majority among the others is the
 * single most frequent vote once one's own is taken away, and does not exist where two are equally frequent.
 */
const CONSENSUS = [
  `create temp table counted_votes on commit drop as
   select distinct on (j.item_id, j.annotator_id) j.item_id, j.annotator_id, nullif(answer_key(j.answer), '') as key
   from judgments j
   where j.status in ${ANSWERED} and nullif(answer_key(j.answer), '') is not null
     and j.item_id in (select item_id from counted_facts where has_consensus)
   order by j.item_id, j.annotator_id, j.submitted_at desc nulls last, j.source_id desc`,
  `create temp table counted_majorities on commit drop as
   with counts as (
     select item_id, key, count(*) as votes from counted_votes group by item_id, key
   ), placed as (
     select item_id, key, votes, row_number() over (partition by item_id order by votes desc, key collate "C") as place
     from counts
   ), tops as (
     select item_id,
       max(key) filter (where place = 1) as first_key, max(votes) filter (where place = 1) as first_votes,
       max(key) filter (where place = 2) as second_key,
       coalesce(max(votes) filter (where place = 2), 0) as second_votes,
       coalesce(max(votes) filter (where place = 3), 0) as third_votes
     from placed where place <= 3 group by item_id
   )
   select v.item_id, v.annotator_id,
     case
       when v.key = t.first_key and t.first_votes - 1 > t.second_votes then t.first_key
       when v.key = t.first_key and t.first_votes = t.second_votes and t.third_votes < t.second_votes then t.second_key
       when v.key = t.first_key then null
       when v.key = t.second_key and t.third_votes < t.first_votes then t.first_key
       when v.key = t.second_key then null
       when t.second_votes < t.first_votes then t.first_key
     end as others_key
   from counted_votes v
   join tops t using (item_id)`,
  "analyze counted_majorities",
];

/** Reviews with a verdict, a line a judgment; a rejection that was overturned accepts. */
const REVIEWS = `
  create temp table counted_reviews on commit drop as
  with verdicts as (
    select r.annotator_id, r.judgment_id, r.outcome = 'accepted' or r.overturned_at is not null as accepted,
      r.routing = 'targeted' as targeted,
      row_number() over (partition by r.annotator_id, r.judgment_id order by r.reviewed_at, r.review_id) as review_no
    from reviews r
    where r.outcome is not null and r.annotator_id in (select annotator_id from counted_cells)
  )
  select annotator_id, judgment_id, count(*) as reviews, count(*) filter (where accepted) as accepted,
    count(*) filter (where accepted and review_no = 1) as first_pass,
    count(*) filter (where targeted) as targeted, count(*) filter (where targeted and accepted) as targeted_accepted
  from verdicts group by annotator_id, judgment_id`;

const times = (value: string, where = "f.answered") =>
  `array_agg(${value} order by ${value}) filter (where ${where} and ${value} is not null)`;

const CELLS = `
  select f.annotator_id, f.project_id, f.day, count(*),
    count(*) filter (where f.status = 'submitted'), count(*) filter (where f.status = 'approved'),
    count(*) filter (where f.status = 'rejected'), count(*) filter (where f.status = 'skipped'),
    count(*) filter (where f.status = 'returned'), count(*) filter (where f.status = 'expired'),
    count(*) filter (where f.status = 'abandoned'),
    count(*) filter (where f.is_correct), count(f.is_correct),
    count(*) filter (where f.has_consensus and f.key = m.others_key),
    count(*) filter (where f.has_consensus and f.key is not null and m.others_key is not null),
    coalesce(sum(r.accepted), 0), coalesce(sum(r.first_pass), 0), coalesce(sum(r.reviews), 0), count(r.judgment_id),
    coalesce(sum(r.targeted_accepted), 0), coalesce(sum(r.targeted), 0),
    ${times("f.active_ms")}, ${times("f.lead_ms")},
    ${times("(f.span_ms / nullif(f.page_judgments, 0))")},
    ${times("(extract(epoch from f.gap) * 1000)::int", `f.answered and f.gap <= ${LONGEST_INFERRED_GAP}`)},
    coalesce(bool_or(f.answered and f.span_ms is not null and f.page_judgments > 1), false),
    range_agg(f.span) filter (where f.span is not null),
    range_agg(f.span) filter (where f.span is not null and f.status in ${EARNING} and f.pay_minor > 0),
    min(coalesce(f.started_at, f.submitted_at)), max(coalesce(f.submitted_at, f.started_at))
  from counted_facts f
  left join counted_majorities m on m.item_id = f.item_id and m.annotator_id = f.annotator_id
  left join counted_reviews r on r.annotator_id = f.annotator_id and r.judgment_id = f.judgment_id
  group by f.annotator_id, f.project_id, f.day`;

const PAY = `
  select annotator_id, project_id, day, currency, sum(pay_minor), count(*)
  from counted_facts
  where status in ${EARNING} and currency is not null and pay_minor is not null
  group by annotator_id, project_id, day, currency`;
