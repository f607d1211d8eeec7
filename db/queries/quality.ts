import { sql } from "kysely";
import type { Db } from "../client";
import { HANDED_IN } from "./evidence/window";
import { streamRows } from "./evidence/stream";

export interface GoldJudgment {
  readonly project: string;
  readonly item: string;
  readonly key: string;
  readonly status: "active" | "disputed" | "retired";
  readonly annotator: string;
  readonly answer: string | null;
  readonly missed: boolean;
}

/**
 * Every judgment of items with a key, those of disputed and retired keys too, item by item: a project's, or with null
 * those of the whole programme.
 */
export function streamGoldJudgments(db: Db, projectId: number | null): AsyncIterable<GoldJudgment> {
  return streamRows(
    db,
    sql<GoldJudgment>`
      select p.source_id as project, i.source_id as item, i.gold_answer as key, coalesce(i.gold_status, 'active') as status,
        a.source_id as annotator, answer_key(j.answer) as answer,
        not coalesce(matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'),
          coalesce(p.gold_tolerance, 0)), false) as missed
      from items i join judgments j using (item_id) join projects p on p.project_id = i.project_id
      join annotators a using (annotator_id)
      where (${projectId}::int is null or i.project_id = ${projectId}) and i.gold_answer is not null
        and j.is_gold is not false and j.status in ${HANDED_IN}
      order by p.source_id, i.source_id, j.annotator_id, j.judgment_id`,
  );
}

/** Verdicts on a project's work by reviewer; by author too where a review was not routed at random. */
export async function tallyReviewers(db: Db, projectId: number) {
  const { rows } = await sql<{
    reviewer: string;
    author: string | null;
    random: boolean;
    reviews: number;
    passed: number;
    overturned: number;
  }>`
    select r.reviewer_id as reviewer, case when r.routing = 'random' then null else a.source_id end as author,
      coalesce(r.routing = 'random', false) as random, count(*) as reviews,
      count(*) filter (where r.outcome = 'accepted') as passed, count(r.overturned_at) as overturned
    from reviews r join judgments j using (annotator_id, judgment_id) join annotators a using (annotator_id)
    where j.project_id = ${projectId} and r.outcome is not null
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

export interface ScoredReview {
  readonly author: string;
  readonly piece: string;
  readonly reviewer: string;
  /** Of the most that could be given, 0 to 1. */
  readonly score: number;
}

/** Every scored review of a project's work, piece by piece. */
export function streamScoredReviews(db: Db, projectId: number): AsyncIterable<ScoredReview> {
  return streamRows(
    db,
    sql<ScoredReview>`
      select a.source_id as author, r.judgment_id::text as piece, r.reviewer_id as reviewer, r.score / r.score_max as score
      from reviews r join judgments j using (annotator_id, judgment_id) join annotators a using (annotator_id)
      where j.project_id = ${projectId} and r.score is not null and r.score_max > 0
      order by r.annotator_id, r.judgment_id, r.reviewer_id, r.reviewed_at`,
  );
}

/** Everybody's gold on a project, from rollups: keys that are disputed or retired are out of it. */
export function tallyAnnotatorGold(db: Db, projectId: number) {
  return db
    .selectFrom("rollups")
    .innerJoin("annotators", "annotators.annotatorId", "rollups.annotatorId")
    .select(({ fn }) => [
      "annotators.sourceId as annotator",
      "annotators.displayName",
      fn.sum<number>("goldCorrect").as("correct"),
      fn.sum<number>("goldTotal").as("total"),
    ])
    .where("rollups.projectId", "=", projectId)
    .groupBy("annotators.annotatorId")
    .having(({ fn }) => fn.sum("goldTotal"), ">", 0)
    .orderBy("annotators.sourceId")
    .execute();
}

export interface ItemResponse {
  readonly key: string;
  readonly status: "active" | "disputed" | "retired";
  readonly annotator: string;
  readonly correct: number;
  readonly total: number;
}

/** How everybody answered one item with a key. */
export async function tallyItemResponses(
  db: Db,
  projectId: number,
  item: string,
): Promise<readonly ItemResponse[]> {
  const { rows } = await sql<ItemResponse>`
    select i.gold_answer as key, coalesce(i.gold_status, 'active') as status, a.source_id as annotator,
      count(*) filter (where matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'),
        coalesce(p.gold_tolerance, 0))) as correct, count(*) as total
    from items i join judgments j using (item_id) join projects p on p.project_id = i.project_id
    join annotators a using (annotator_id)
    where i.project_id = ${projectId} and i.source_id = ${item} and i.gold_answer is not null and j.is_gold is not false
      and j.status in ${HANDED_IN}
    group by 1, 2, 3 order by 3`.execute(db);
  return rows;
}

export interface KeyedAnswer {
  readonly annotator: string;
  readonly correct: boolean;
  /** When it was handed in, ISO 8601; null where that was not recorded. */
  readonly at: string | null;
}

/** Every answer to one item with a key, and whether it is correct by the project's rule. */
export async function listKeyedAnswers(
  db: Db,
  projectId: number,
  item: string,
): Promise<readonly KeyedAnswer[]> {
  const { rows } = await sql<KeyedAnswer>`
    select a.source_id as annotator, j.submitted_at as at,
      coalesce(matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'), coalesce(p.gold_tolerance, 0)),
        false) as correct
    from items i join judgments j using (item_id) join projects p on p.project_id = i.project_id
    join annotators a using (annotator_id)
    where i.project_id = ${projectId} and i.source_id = ${item} and i.gold_answer is not null and j.is_gold is not false
      and j.status in ${HANDED_IN}
    order by a.source_id, j.judgment_id`.execute(db);
  return rows;
}

/** Gold tallies that tier changes of these people rest on, where the record keeps them; oldest first. */
export function listTierDecisions(db: Db, annotators: readonly string[]) {
  return db
    .selectFrom("tierChanges")
    .innerJoin("annotators", "annotators.annotatorId", "tierChanges.annotatorId")
    .leftJoin("projects", "projects.projectId", "tierChanges.projectId")
    .select([
      "tierChangeId as id",
      "annotators.sourceId as annotator",
      "projects.sourceId as project",
      "fromTier",
      "toTier",
      "at",
      "policyVersion",
      "goldCorrect",
      "goldTotal",
    ])
    .where("annotators.sourceId", "in", [...annotators])
    .orderBy("at")
    .orderBy("tierChangeId")
    .execute();
}

/** What is kept of these people in a window: one row each, over one project or (0) all of them. */
export function listKeptMeasures(
  db: Db,
  annotators: readonly string[],
  { windowDays, projectId }: { readonly windowDays: number; readonly projectId: number },
) {
  return db
    .selectFrom("snapshots")
    .select(["sourceId as annotator", "row"])
    .where("sourceId", "in", [...annotators])
    .where("windowDays", "=", windowDays)
    .where("projectId", "=", projectId)
    .execute();
}

/** The last tier of each of these people before an instant, on a project or (null) over the programme. */
export function listTiersHeld(
  db: Db,
  annotators: readonly string[],
  projectId: number | null,
  before: string,
) {
  return db
    .selectFrom("tierChanges")
    .innerJoin("annotators", "annotators.annotatorId", "tierChanges.annotatorId")
    .distinctOn("annotators.sourceId")
    .select(["annotators.sourceId as annotator", "toTier"])
    .where("annotators.sourceId", "in", [...annotators])
    .where("tierChanges.projectId", "is not distinct from", projectId)
    .where("at", "<", before)
    .orderBy("annotators.sourceId")
    .orderBy("at", "desc")
    .orderBy("tierChangeId", "desc")
    .execute();
}
