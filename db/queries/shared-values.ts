import { sql } from "kysely";
import type { Db } from "../client";

/** Answers that at least so many people gave on a project of a kind whose answers are no free text. */
export async function listSharedAnswers(
  db: Db,
  minimum: number,
): Promise<readonly { readonly project: string; readonly answer: string }[]> {
  const { rows } = await sql<{ project: string; answer: string }>`
    select p.source_id as project, j.answer
    from judgments j join projects p using (project_id)
    where j.answer is not null and p.task_type in ('categorical', 'rating', 'preference')
    group by p.source_id, j.answer
    having count(distinct j.annotator_id) >= ${minimum}`.execute(db);
  return rows;
}

/** People by country, region and time zone. */
export function countPlaces(db: Db) {
  return db
    .selectFrom("annotators")
    .select(["country", "region", "timeZone", ({ fn }) => fn.countAll<number>().as("people")])
    .groupBy(["country", "region", "timeZone"])
    .execute();
}
