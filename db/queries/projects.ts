import type { Db } from "../client";

const SUMS = [
  "judgments",
  "submitted",
  "approved",
  "rejected",
  "skipped",
  "goldCorrect",
  "goldTotal",
  "consensusAgreeing",
  "consensusTotal",
] as const;

/** Each project, or the one asked for, with the tallies of all its judgments, from rollups. */
export function tallyProjects(db: Db, projectId: number | null = null) {
  return db
    .selectFrom("projects")
    .leftJoin("platforms", "platforms.platformId", "projects.platformId")
    .innerJoin(annotatorSums(db, projectId).as("own"), "own.projectId", "projects.projectId")
    .select(({ fn }) => [
      "projects.projectId",
      "projects.sourceId",
      "projects.name",
      "projects.taskType",
      "projects.answerRule",
      "projects.goldTolerance",
      "platforms.name as platform",
      fn.countAll<number>().as("annotators"),
      ...SUMS.map((name) => fn.sum<number>(`own.${name}`).as(name)),
      fn.min("own.firstAt").as("firstAt"),
      fn.max("own.lastAt").as("lastAt"),
    ])
    .groupBy(["projects.projectId", "platforms.name"])
    .orderBy("projects.sourceId")
    .execute();
}

/** By annotator first: to count distinct ones among all rollups, they would have to be sorted. */
function annotatorSums(db: Db, projectId: number | null) {
  return db
    .selectFrom("rollups")
    .select(({ fn }) => [
      "projectId",
      "annotatorId",
      ...SUMS.map((name) => fn.sum<number>(name).as(name)),
      fn.min("firstAt").as("firstAt"),
      fn.max("lastAt").as("lastAt"),
    ])
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId!))
    .groupBy(["projectId", "annotatorId"]);
}
