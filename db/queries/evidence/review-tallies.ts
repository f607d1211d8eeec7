import { sql } from "kysely";
import type { ReviewedBy, ReviewTallyRow } from "~/domain/evidence";
import type { Db } from "../../client";
import { instant, type EvidenceWindow } from "./window";

/** Verdicts by reviewer and project; by author too where a review was not routed at random. Needs `withScoredWork`. */
export async function listReviewTallies(
  db: Db,
  { from, to }: EvidenceWindow,
): Promise<readonly ReviewTallyRow[]> {
  const { rows } = await sql<ReviewTallyRow>`
    select r.reviewer_id as reviewer, coalesce(p.source_id, '') as project,
      case when r.routing = 'random' then null else a.source_id end as author, coalesce(r.routing = 'random', false) as random,
      count(*) as reviews, count(*) filter (where r.outcome = 'accepted') as passed, count(r.overturned_at) as overturned
    from audit_reviews r left join projects p on p.project_id = r.project_id left join annotators a on a.annotator_id = r.annotator_id
    where r.reviewed_at >= ${instant(from)} and r.reviewed_at <= ${instant(to)}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return rows;
}

/** Verdicts by the annotator whose work was reviewed and the reviewer. */
export async function listReviewedBy(db: Db, { from, to }: EvidenceWindow): Promise<readonly ReviewedBy[]> {
  const { rows } = await sql<ReviewedBy>`
    select a.source_id as annotator, r.reviewer_id as reviewer, count(*) as reviews
    from reviews r join annotators a using (annotator_id)
    where r.outcome is not null and r.reviewed_at >= ${instant(from)} and r.reviewed_at <= ${instant(to)}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}
