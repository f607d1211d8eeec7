import { sql } from "kysely";
import type { EstimateTally } from "~/domain/evidence";
import type { Db } from "../../client";

/** Judgments with active time on batches that say how long an item should take. Reads `withWorkDays`. */
export async function listEstimates(db: Db): Promise<readonly EstimateTally[]> {
  const { rows } = await sql<EstimateTally>`
    select a.source_id as annotator, p.source_id as project, t.known, t.over
    from (
      select annotator_id, project_id, sum(estimated)::float8 as known, sum(over_estimate)::float8 as over
      from audit_work_days where inside and submitted and estimated > 0 group by 1, 2
    ) t join annotators a using (annotator_id) join projects p on p.project_id = t.project_id
    order by 1, 2`.execute(db);
  return rows;
}
