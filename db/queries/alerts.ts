import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Db } from "../client";
import type { AlertEndpointsTable, AlertRulesTable } from "../schema";

/** Held while rules are held against new measures: one program at a time finds what has crossed. */
const LOCK = 7_240_331;

export async function lockAlerts(transaction: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
}

export const listAlertRules = (db: Db) =>
  db.selectFrom("alertRules").selectAll().orderBy("name").orderBy("ruleId").execute();

export const findAlertRule = (db: Db, ruleId: number) =>
  db.selectFrom("alertRules").selectAll().where("ruleId", "=", ruleId).executeTakeFirst();

export type KeptRule = Awaited<ReturnType<typeof listAlertRules>>[number];

type RuleValues = Omit<Insertable<AlertRulesTable>, "ruleId" | "evaluated">;

/** Keeps a new rule, or another form of the one with this id: what was open under it is then closed without a word. */
export async function setAlertRule(db: Db, ruleId: number | null, values: RuleValues): Promise<number> {
  if (ruleId === null) {
    const { ruleId: made } = await db
      .insertInto("alertRules")
      .values(values)
      .returning("ruleId")
      .executeTakeFirstOrThrow();
    return made;
  }
  await db
    .updateTable("alertRules")
    .set({ ...values, evaluated: "" })
    .where("ruleId", "=", ruleId)
    .execute();
  await db
    .updateTable("alertCrossings")
    .set({ resolvedAt: values.changedAt })
    .where("ruleId", "=", ruleId)
    .where("resolvedAt", "is", null)
    .execute();
  return ruleId;
}

export async function deleteAlertRule(db: Db, ruleId: number): Promise<void> {
  await db.deleteFrom("alertRules").where("ruleId", "=", ruleId).execute();
}

export async function setRuleEvaluated(db: Db, ruleId: number, evaluated: string): Promise<void> {
  await db.updateTable("alertRules").set({ evaluated }).where("ruleId", "=", ruleId).execute();
}

export const listOpenCrossings = (db: Db) =>
  db
    .selectFrom("alertCrossings")
    .select(["ruleId", "subject", "crossedAt", "reading"])
    .where("resolvedAt", "is", null)
    .orderBy("crossedAt", "desc")
    .orderBy("subject")
    .execute();

/** Opens crossings, and gives the subjects for which none was open. */
export async function insertCrossings(
  db: Db,
  ruleId: number,
  crossings: readonly { readonly subject: string; readonly reading: string }[],
  crossedAt: Date,
): Promise<ReadonlySet<string>> {
  if (crossings.length === 0) return new Set();
  const inserted = await db
    .insertInto("alertCrossings")
    .values(crossings.map((crossing) => ({ ruleId, ...crossing, crossedAt })))
    .onConflict((conflict) => conflict.doNothing())
    .returning("subject")
    .execute();
  return new Set(inserted.map(({ subject }) => subject));
}

export async function setCrossingsResolved(
  db: Db,
  ruleId: number,
  subjects: readonly string[],
  resolvedAt: Date,
): Promise<void> {
  if (subjects.length === 0) return;
  await db
    .updateTable("alertCrossings")
    .set({ resolvedAt })
    .where("ruleId", "=", ruleId)
    .where("subject", "in", subjects)
    .where("resolvedAt", "is", null)
    .execute();
}

/** The number of the newest run of the detectors; null before the first. */
export async function findNewestRun(db: Db): Promise<number | null> {
  const { runId } = await db
    .selectFrom("auditRuns")
    .select(({ fn }) => fn.max("runId").as("runId"))
    .executeTakeFirstOrThrow();
  return runId;
}

/** One detector's answers at one scope in the newest run that holds it and, for a replay, in those since an instant. */
export async function listDetectorAnswers(db: Db, detector: string, scope: string, since: Date | null) {
  return db
    .selectFrom("findings")
    .innerJoin("auditRuns", "auditRuns.runId", "findings.runId")
    .select(["findings.runId", "runAt", "subject", "outcome", "severity"])
    .where("detector", "=", detector)
    .where("scope", "=", scope as "programme")
    .$if(since === null, (query) =>
      query.where(
        "findings.runId",
        "=",
        query
          .clearSelect()
          .clearWhere()
          .select(({ fn }) => fn.max("findings.runId").as("newest"))
          .where("detector", "=", detector),
      ),
    )
    .$if(since !== null, (query) => query.where("runAt", ">=", since?.toISOString() ?? ""))
    .orderBy("findings.runId")
    .orderBy("findingNo")
    .execute();
}

export const listEndpoints = (db: Db) =>
  db.selectFrom("alertEndpoints").selectAll().orderBy("name").execute();

export const findEndpoint = (db: Db, endpointId: number) =>
  db.selectFrom("alertEndpoints").selectAll().where("endpointId", "=", endpointId).executeTakeFirst();

/** Undefined where one of that name is there already. */
export async function insertEndpoint(db: Db, values: Insertable<AlertEndpointsTable>) {
  const inserted = await db
    .insertInto("alertEndpoints")
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning("endpointId")
    .executeTakeFirst();
  return inserted?.endpointId;
}

export async function deleteEndpoint(db: Db, endpointId: number): Promise<void> {
  await db.deleteFrom("alertEndpoints").where("endpointId", "=", endpointId).execute();
}

/** Names of annotators by the source's id, for those named. */
export async function listNames(db: Db, sourceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (sourceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("annotators")
    .select(["sourceId", "displayName"])
    .where("sourceId", "in", sourceIds)
    .execute();
  return new Map(rows.map(({ sourceId, displayName }) => [sourceId, displayName ?? sourceId]));
}
