import { sql } from "kysely";
import type { Db } from "../client";

export interface MissedGold {
  readonly itemId: string;
  readonly project: string;
  readonly projectId: string;
  readonly answer: string | null;
  readonly key: string | null;
  readonly submittedAt: string | null;
}

/** Judgments of one annotator that miss the key of an active gold item, latest first. */
export async function listMissedGold(
  db: Db,
  annotatorId: number,
  limit: number,
): Promise<readonly MissedGold[]> {
  const { rows } = await sql<MissedGold>`
    select i.source_id as item_id, coalesce(p.name, p.source_id) as project, p.source_id as project_id, j.answer, i.gold_answer as key, j.submitted_at
    from judgments j
    join items i on i.item_id = j.item_id
    join projects p on p.project_id = j.project_id
    where j.annotator_id = ${annotatorId} and i.gold_status = 'active' and j.answer is not null
      and not coalesce(matches_gold(
        j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'), coalesce(p.gold_tolerance, 0)), false)
    order by j.submitted_at desc nulls last
    limit ${limit}`.execute(db);
  return rows;
}

/** Decisions about one annotator with the reasons that were given, latest first. */
export const listDecisions = (db: Db, annotatorId: number) =>
  db
    .selectFrom("decisions")
    .select(["decisionId", "kind", "at", "actor", "reasons", "notifiedAt", "contact"])
    .where("annotatorId", "=", annotatorId)
    .orderBy("at", "desc")
    .execute();

/** Offers by whether their batch is premium: how many came, how many were taken. */
export const tallyOffers = (db: Db, annotatorId: number) =>
  db
    .selectFrom("offers")
    .innerJoin("batches", "batches.batchId", "offers.batchId")
    .select("batches.premium")
    .select(({ fn }) => [
      fn.countAll<number>().as("offered"),
      fn.count<number>("offers.acceptedAt").as("taken"),
    ])
    .where("offers.annotatorId", "=", annotatorId)
    .groupBy("batches.premium")
    .execute();
