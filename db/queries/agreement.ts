import { sql } from "kysely";
import type { Db } from "../client";
import { ANSWERED } from "./items";

const ROWS_AT_ONCE = 5_000;

/** Projects with what decides how their answers are held against keys; one, where a source id is given. */
export function listProjectRules(db: Db, project: string | null = null) {
  return db
    .selectFrom("projects")
    .select(["projectId", "sourceId", "name", "taskType", "answerRule", "goldTolerance"])
    .$if(project !== null, (query) => query.where("sourceId", "=", project))
    .orderBy("sourceId")
    .execute();
}

/** Every judgment of a project that was handed in, with its item's key where the key stands. */
export function streamLabels(db: Db, projectId: number) {
  return db
    .selectFrom("judgments")
    .innerJoin("items", "items.itemId", "judgments.itemId")
    .innerJoin("annotators", "annotators.annotatorId", "judgments.annotatorId")
    .select([
      "annotators.sourceId as annotator",
      "items.sourceId as item",
      "judgments.answer",
      sql<string | null>`case when coalesce(gold_status, 'active') = 'active' then gold_answer end`.as("key"),
      sql<number | null>`extract(epoch from submitted_at)::float8`.as("atSec"),
    ])
    .where("judgments.projectId", "=", projectId)
    .where("judgments.status", "in", ANSWERED)
    .stream(ROWS_AT_ONCE);
}

/** Changes whenever records come in or are taken out: what a kept result was computed from. */
export async function findDataStamp(db: Db): Promise<string> {
  const { stamp } = await db
    .selectFrom("imports")
    .select(
      sql<string>`concat_ws(' ', coalesce(max(merge_no), 0), count(*) filter (where status = 'undone'))`.as(
        "stamp",
      ),
    )
    .executeTakeFirstOrThrow();
  return stamp;
}

export interface NewAggregation {
  readonly projectId: number;
  readonly method: string;
  readonly computedAt: Date;
  readonly definitionsVersion: string;
  readonly dataStamp: string;
  readonly labelCount: number;
  /** JSON. */
  readonly result: string;
}

/** Keeps results, each in the place of the earlier one of its project and method. */
export async function setAggregations(db: Db, rows: readonly NewAggregation[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("aggregations")
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(["projectId", "method"]).doUpdateSet((row) => ({
        computedAt: row.ref("excluded.computedAt"),
        definitionsVersion: row.ref("excluded.definitionsVersion"),
        dataStamp: row.ref("excluded.dataStamp"),
        labelCount: row.ref("excluded.labelCount"),
        result: row.ref("excluded.result"),
      })),
    )
    .execute();
}

/** A method's kept result of every project: what a list shows. */
export function listAggregations(db: Db, method: string) {
  return db.selectFrom("aggregations").selectAll().where("method", "=", method).execute();
}

/** When a project's kept results were computed, and from which records: a mark of which they are, without them. */
export function listAggregationHeads(db: Db, projectId: number) {
  return db
    .selectFrom("aggregations")
    .select(["method", "computedAt", "definitionsVersion", "dataStamp"])
    .where("projectId", "=", projectId)
    .orderBy("method")
    .execute();
}

/** All that is kept of a project, less the annotators' error tables, which are large. */
export function listProjectAggregations(db: Db, projectId: number) {
  return db
    .selectFrom("aggregations")
    .select(["method", "computedAt", "definitionsVersion", "dataStamp", "labelCount"])
    .select(sql<object>`result - 'annotatorTables'`.as("result"))
    .where("projectId", "=", projectId)
    .execute();
}

/** Whose error tables are kept, most judgments first, without the tables. */
export async function listModelledAnnotators(db: Db, projectId: number, most: number) {
  const { rows } = await sql<{ annotator: string; judgments: number; accuracy: number | null }>`
    select key as annotator, (value ->> 'judgments')::int as judgments, (value ->> 'accuracy')::float8 as accuracy
    from aggregations, jsonb_each(result -> 'annotatorTables')
    where project_id = ${projectId} and method = 'dawid_skene'
    order by judgments desc, key collate "C" limit ${most}`.execute(db);
  return rows;
}

/** One annotator's error table, as the model was kept. */
export async function findModelledAnnotator(db: Db, projectId: number, annotator: string) {
  const { rows } = await sql<{ found: object | null }>`
    select result -> 'annotatorTables' -> ${annotator}::text as found
    from aggregations where project_id = ${projectId} and method = 'dawid_skene'`.execute(db);
  return rows[0]?.found ?? null;
}
