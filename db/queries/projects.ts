import type { Db } from "../client";

/** Each project with the tallies of all its judgments, from rollups. */
export function tallyProjects(db: Db) {
  return db
    .selectFrom("projects")
    .leftJoin("platforms", "platforms.platformId", "projects.platformId")
    .innerJoin("rollups", "rollups.projectId", "projects.projectId")
    .select(({ fn }) => [
      "projects.projectId",
      "projects.sourceId",
      "projects.name",
      "projects.taskType",
      "projects.answerRule",
      "projects.goldTolerance",
      "platforms.name as platform",
      fn.count<number>("rollups.annotatorId").distinct().as("annotators"),
      fn.sum<number>("rollups.judgments").as("judgments"),
      fn.sum<number>("rollups.submitted").as("submitted"),
      fn.sum<number>("rollups.approved").as("approved"),
      fn.sum<number>("rollups.rejected").as("rejected"),
      fn.sum<number>("rollups.skipped").as("skipped"),
      fn.sum<number>("rollups.goldCorrect").as("goldCorrect"),
      fn.sum<number>("rollups.goldTotal").as("goldTotal"),
      fn.sum<number>("rollups.consensusAgreeing").as("consensusAgreeing"),
      fn.sum<number>("rollups.consensusTotal").as("consensusTotal"),
      fn.min("rollups.firstAt").as("firstAt"),
      fn.max("rollups.lastAt").as("lastAt"),
    ])
    .groupBy(["projects.projectId", "platforms.name"])
    .orderBy("projects.sourceId")
    .execute();
}
