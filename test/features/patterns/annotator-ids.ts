import type { Db } from "db/client";

/** The database's number of each annotator, by the source's id. */
export async function findAnnotatorIds(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("annotators")
    .select(["sourceId", "annotatorId"])
    .orderBy("annotatorId")
    .execute();
  return new Map(rows.map(({ sourceId, annotatorId }) => [sourceId, annotatorId]));
}
