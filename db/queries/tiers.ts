import { sql } from "kysely";
import type { Db } from "../client";

/** How many people went from which tier to which, under which policy version and by whom. */
export function tallyTierChanges(db: Db, from: string | null, to: string | null) {
  return db
    .selectFrom("tierChanges")
    .leftJoin("projects", "projects.projectId", "tierChanges.projectId")
    .select(({ fn }) => [
      "projects.sourceId as project",
      "fromTier",
      "toTier",
      "policyVersion",
      "actor",
      fn.countAll<number>().as("changes"),
      fn.count<number>("annotatorId").distinct().as("annotators"),
      fn.min("at").as("firstAt"),
      fn.max("at").as("lastAt"),
    ])
    .$if(from !== null, (query) => query.where("at", ">=", from))
    .$if(to !== null, (query) => query.where("at", "<", to))
    .groupBy(["projects.sourceId", "fromTier", "toTier", "policyVersion", "actor"])
    .orderBy("projects.sourceId")
    .orderBy("policyVersion")
    .orderBy("fromTier")
    .orderBy("toTier")
    .orderBy("actor")
    .execute();
}

/** Tier policies, oldest version first. */
export function listTierPolicies(db: Db) {
  return db.selectFrom("tierPolicies").select(["version", "policy"]).orderBy("version").execute();
}

/** Every change of tier of one scope (null: changes that name no project), oldest first. */
export function listTierChanges(db: Db, project: string | null) {
  return db
    .selectFrom("tierChanges")
    .innerJoin("annotators", "annotators.annotatorId", "tierChanges.annotatorId")
    .leftJoin("projects", "projects.projectId", "tierChanges.projectId")
    .select([
      "annotators.sourceId as annotatorId",
      "tierChanges.tierChangeId",
      "tierChanges.fromTier",
      "tierChanges.toTier",
      "tierChanges.at",
      "tierChanges.policyVersion",
      "tierChanges.actor",
    ])
    .where("projects.sourceId", project === null ? "is" : "=", project)
    .orderBy("tierChanges.at")
    .orderBy("tierChanges.tierChangeId")
    .execute();
}

/** The same as text: the plugin that renames columns would rename what stands inside of a document, too. */
export async function listTierPolicyTexts(db: Db) {
  const { rows } = await sql<{ version: number; policy: string }>`
    select version, policy::text as policy from tier_policies order by version`.execute(db);
  return rows;
}
