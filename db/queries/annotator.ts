import { sql } from "kysely";
import type { Db } from "../client";

export function findAnnotator(db: Db, sourceId: string) {
  return db
    .selectFrom("annotators")
    .select(["annotatorId", "sourceId", "displayName", "country", "region", "timeZone"])
    .select(["joinedAt", "leftAt", "expertise"])
    .where("sourceId", "=", sourceId)
    .executeTakeFirst();
}

export function findOwnAnnotator(db: Db, annotatorId: number) {
  return db
    .selectFrom("annotators")
    .select("sourceId")
    .where("annotatorId", "=", annotatorId)
    .executeTakeFirst();
}

/** Where everybody lives and what they have declared of themselves: for sums over many, never for a list of people. */
export async function listBelonging(db: Db): Promise<readonly Belonging[]> {
  const { rows } = await sql<Belonging>`
    select source_id as annotator, country, groups from annotators order by source_id`.execute(db);
  return rows;
}

export interface Belonging {
  readonly annotator: string;
  readonly country: string | null;
  readonly groups: Readonly<Record<string, string>> | null;
}

/** The kept report rows of one annotator in a window: over all projects first, then each project. */
export function listAnnotatorRows(db: Db, annotatorId: number, windowDays: number) {
  return db
    .selectFrom("snapshots")
    .select("row")
    .where("annotatorId", "=", annotatorId)
    .where("windowDays", "=", windowDays)
    .orderBy("project")
    .execute();
}

/** The annotator's days: tallies and handling times, oldest first. Undated work is left out. */
export function listAnnotatorDays(db: Db, annotatorId: number, fromDay: string | null) {
  return db
    .selectFrom("rollups")
    .selectAll()
    .where("annotatorId", "=", annotatorId)
    .where("day", ">", "-infinity")
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .orderBy("day")
    .execute();
}

export function listAnnotatorTierChanges(db: Db, annotatorId: number) {
  return db
    .selectFrom("tierChanges")
    .leftJoin("projects", "projects.projectId", "tierChanges.projectId")
    .select([
      "tierChanges.tierChangeId",
      "tierChanges.at",
      "tierChanges.fromTier",
      "tierChanges.toTier",
      "tierChanges.policyVersion",
      "tierChanges.actor",
      "tierChanges.goldCorrect",
      "tierChanges.goldTotal",
      "tierChanges.reasons",
      "projects.name as project",
    ])
    .where("annotatorId", "=", annotatorId)
    .orderBy("at", "desc")
    .execute();
}

/** Money moved by month of payment, kind and currency. */
export function listAnnotatorPayments(db: Db, annotatorId: number) {
  return db
    .selectFrom("payments")
    .select(({ fn }) => [
      "kind",
      "currency",
      fn.sum<number>("amountMinor").as("amountMinor"),
      fn.countAll<number>().as("count"),
    ])
    .where("annotatorId", "=", annotatorId)
    .groupBy(["kind", "currency"])
    .orderBy("currency")
    .orderBy("kind")
    .execute();
}
