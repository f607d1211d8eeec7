import { sql } from "kysely";
import type { Db } from "../client";

/** Tallies of each day, over all annotators, oldest first; undated work is left out. */
export function tallyDays(db: Db, projectId: number | null, fromDay: string | null) {
  return db
    .selectFrom("rollups")
    .select(({ fn }) => [
      "day",
      fn.sum<number>("judgments").as("judgments"),
      fn.sum<number>("goldCorrect").as("goldCorrect"),
      fn.sum<number>("goldTotal").as("goldTotal"),
      fn.sum<number>("consensusAgreeing").as("consensusAgreeing"),
      fn.sum<number>("consensusTotal").as("consensusTotal"),
      fn.sum<number>("approved").as("approved"),
      fn.sum<number>("rejected").as("rejected"),
      fn.count<number>("annotatorId").distinct().as("annotators"),
    ])
    .where("day", ">", "-infinity")
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId))
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .groupBy("day")
    .orderBy("day")
    .execute();
}

export type TimeColumn = "active_ms" | "lead_ms" | "accept_to_submit_ms" | "inferred_ms";

/** How many handling times by each clock there are in the period. */
export function countTimes(db: Db, projectId: number | null, fromDay: string | null) {
  const length = (column: TimeColumn) =>
    sql<number>`coalesce(sum(cardinality(${sql.ref(column)})), 0)::bigint`;
  return db
    .selectFrom("rollups")
    .select([
      length("active_ms").as("active"),
      length("lead_ms").as("lead"),
      length("accept_to_submit_ms").as("acceptToSubmit"),
      length("inferred_ms").as("inferred"),
    ])
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId))
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .executeTakeFirstOrThrow();
}

/** Handling times by one clock, counted in bins whose bounds grow by `growth`: bin k holds growth^k s and more. */
export function tallyTimeBins(
  db: Db,
  column: TimeColumn,
  growth: number,
  projectId: number | null,
  fromDay: string | null,
) {
  const times = db
    .selectFrom("rollups")
    .select(sql<number>`unnest(${sql.ref(column)})`.as("ms"))
    .where("day", ">", "-infinity")
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId))
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay));
  const binned = db
    .selectFrom(times.as("times"))
    .select(
      sql<number>`floor(ln(greatest(ms, 100) / 1000.0::float8) / ln(${growth}::float8))::int`.as("bin"),
    );
  return db
    .selectFrom(binned.as("binned"))
    .select(({ fn }) => ["bin", fn.countAll<number>().as("count")])
    .groupBy("bin")
    .orderBy("bin")
    .execute();
}

/** When each project last had work, and when the last import of it came in. */
export function listFreshness(db: Db) {
  return db
    .selectFrom("projects")
    .innerJoin("rollups", "rollups.projectId", "projects.projectId")
    .leftJoin("platforms", "platforms.platformId", "projects.platformId")
    .select(({ fn }) => [
      "projects.sourceId",
      "projects.name",
      "platforms.name as platform",
      fn.sum<number>("rollups.judgments").as("judgments"),
      fn.count<number>("rollups.annotatorId").distinct().as("annotators"),
      fn.max("rollups.lastAt").as("lastAt"),
    ])
    .groupBy(["projects.projectId", "platforms.name"])
    .orderBy("judgments", "desc")
    .orderBy("projects.sourceId")
    .limit(50)
    .execute();
}

export function findLastImport(db: Db) {
  return db
    .selectFrom("imports")
    .select(["importId", "format", "finishedAt", "rowCount", "rejectedCount"])
    .where("status", "=", "done")
    .orderBy("importId", "desc")
    .limit(1)
    .executeTakeFirst();
}
