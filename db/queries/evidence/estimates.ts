import { sql } from "kysely";
import type { EstimateTally } from "~/domain/evidence";
import type { Db } from "../../client";
import { instant, type EvidenceWindow } from "./window";

/** A judgment is over its estimate where it took more than this many times as long. */
const OVER = 1.5;

/** Judgments with active time on batches that say how long an item should take; nothing is scanned where none does. */
export async function listEstimates(db: Db, { from, to }: EvidenceWindow): Promise<readonly EstimateTally[]> {
  const estimated = await sql<{ found: boolean }>`
    select exists (select from batches where estimated_seconds_per_item > 0) as found`.execute(db);
  if (!estimated.rows[0]?.found) return [];
  const { rows } = await sql<EstimateTally>`
    select a.source_id as annotator, p.source_id as project, t.known, t.over
    from (
      select j.annotator_id, j.project_id, count(*) as known,
        count(*) filter (where j.active_seconds > ${OVER} * b.estimated_seconds_per_item) as over
      from judgments j join batches b using (batch_id)
      where j.active_seconds is not null and b.estimated_seconds_per_item > 0
        and j.submitted_at >= ${instant(from)} and j.submitted_at <= ${instant(to)}
      group by 1, 2
    ) t join annotators a using (annotator_id) join projects p on p.project_id = t.project_id
    order by 1, 2`.execute(db);
  return rows;
}
