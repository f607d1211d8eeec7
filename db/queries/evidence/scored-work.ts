import { sql } from "kysely";
import type { Db } from "../../client";
import { atOneInstant } from "./one-instant";
import { HANDED_IN } from "./window";

/**
 * Scored work as two tables of a transaction, each read by several pieces of evidence: `audit_gold`, answers to gold items
 * whose key stands, and `audit_reviews`, reviews with an outcome beside the judgment that they are of, where it is there.
 */
export async function withScoredWork<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  return atOneInstant(db, async (transaction) => {
    await prepareGold(transaction);
    await prepareReviews(transaction);
    const result = await work(transaction);
    await sql`drop table audit_gold_items, audit_gold, audit_reviews`.execute(transaction);
    return result;
  });
}

async function prepareGold(db: Db): Promise<void> {
  // By themselves first: the planner takes standing keys for far fewer than they are, and would look up every item.
  await sql`
    create temporary table audit_gold_items on commit drop as
    select item_id, gold_answer from items where gold_answer is not null and coalesce(gold_status, 'active') = 'active'`.execute(
    db,
  );
  await sql`analyze audit_gold_items`.execute(db);
  await sql`
    create temporary table audit_gold on commit drop as
    select j.annotator_id, j.judgment_id, j.item_id, j.project_id, j.submitted_at, j.active_seconds, j.answer,
      coalesce(matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'), coalesce(p.gold_tolerance, 0)), false) as correct
    from judgments j join audit_gold_items i using (item_id) join projects p on p.project_id = j.project_id
    where j.is_gold is not false and j.status in ${HANDED_IN}`.execute(db);
  await sql`analyze audit_gold`.execute(db);
}

async function prepareReviews(db: Db): Promise<void> {
  // Few are looked up by their keys: the planner takes pages to be far away, and would read every judgment.
  const methods = sql.raw((await areReviewsFew(db)) ? "off" : "on");
  await sql`set local enable_hashjoin = ${methods}`.execute(db);
  await sql`set local enable_mergejoin = ${methods}`.execute(db);
  await sql`
    create temporary table audit_reviews on commit drop as
    select r.annotator_id, r.judgment_id, r.reviewer_id, r.reviewed_at, r.outcome, r.routing, r.overturned_at,
      j.project_id, j.item_id, j.active_seconds, j.status, j.submitted_at
    from reviews r left join judgments j using (annotator_id, judgment_id)
    where r.outcome is not null`.execute(db);
  await sql`set local enable_hashjoin = on`.execute(db);
  await sql`set local enable_mergejoin = on`.execute(db);
  await sql`analyze audit_reviews`.execute(db);
}

/** Whether there is at most one review for ten judgments, by what the server last counted. */
async function areReviewsFew(db: Db): Promise<boolean> {
  const { rows } = await sql<{ few: boolean }>`
    select r.reltuples * 10 <= j.reltuples as few from pg_class r, pg_class j
    where r.oid = 'reviews'::regclass and j.oid = 'judgments'::regclass`.execute(db);
  return rows[0]?.few ?? false;
}
