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
