import { sql } from "kysely";
import type { Db } from "../client";

/** Tallies of each day, over all annotators, oldest first; undated work is left out. */
export function tallyDays(db: Db, projectIds: readonly number[] | null, fromDay: string | null) {
  return db
    .selectFrom("projectDays")
    .select(({ fn }) => [
      "day",
      fn.sum<number>("judgments").as("judgments"),
      fn.sum<number>("goldCorrect").as("goldCorrect"),
      fn.sum<number>("goldTotal").as("goldTotal"),
      fn.sum<number>("consensusAgreeing").as("consensusAgreeing"),
      fn.sum<number>("consensusTotal").as("consensusTotal"),
      fn.sum<number>("approved").as("approved"),
      fn.sum<number>("rejected").as("rejected"),
    ])
    .$if(projectIds !== null, (query) => query.where("projectId", "in", listed(projectIds)))
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .groupBy("day")
    .orderBy("day")
    .execute();
}

/** Dated judgments by clock and bin of handling time: bin k holds (4/3)^k seconds and more. */
export function tallyTimeBins(db: Db, projectIds: readonly number[] | null, fromDay: string | null) {
  return db
    .selectFrom("projectDayTimes")
    .select(({ fn }) => ["clock", "bin", fn.sum<number>("judgments").as("count")])
    .$if(projectIds !== null, (query) => query.where("projectId", "in", listed(projectIds)))
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .groupBy(["clock", "bin"])
    .orderBy("clock")
    .orderBy("bin")
    .execute();
}

/** A list of ids for a query, which may not be empty: no project has the id 0. */
const listed = (ids: readonly number[] | null): number[] => [0, ...(ids ?? [])];

/** Judgments of each of these projects by day. */
export function tallyProjectDays(db: Db, projectIds: readonly number[], fromDay: string | null) {
  return db
    .selectFrom("projectDays")
    .select(["projectId", "day", "judgments"])
    .where("projectId", "in", listed(projectIds))
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .orderBy("day")
    .execute();
}

/** Judgments by day and UTC hour. */
export function tallyHours(db: Db, projectIds: readonly number[] | null, fromDay: string) {
  return db
    .selectFrom("projectHours")
    .select(({ fn }) => ["day", "hour", fn.sum<number>("judgments").as("judgments")])
    .$if(projectIds !== null, (query) => query.where("projectId", "in", listed(projectIds)))
    .where("day", ">=", fromDay)
    .groupBy(["day", "hour"])
    .execute();
}

/** Judgments by platform and day, of platforms that have a name in the source. */
export function tallyPlatformDays(db: Db, fromDay: string | null) {
  return db
    .selectFrom("projectDays")
    .innerJoin("projects", "projects.projectId", "projectDays.projectId")
    .innerJoin("platforms", "platforms.platformId", "projects.platformId")
    .select(({ fn }) => ["platforms.sourceId as part", "day", fn.sum<number>("judgments").as("judgments")])
    .$if(fromDay !== null, (query) => query.where("day", ">=", fromDay))
    .groupBy(["platforms.sourceId", "day"])
    .orderBy("day")
    .execute();
}

/** Annotators with work in a kept window by the tier they stand in at its end: over everything, or on these projects. */
export function tallyTiers(db: Db, windowDays: number, projectIds: readonly number[] | null) {
  return db
    .selectFrom("snapshots")
    .select(["tier", ({ fn }) => fn.count<number>("annotatorId").distinct().as("annotators")])
    .where("windowDays", "=", windowDays)
    .$if(projectIds === null, (query) => query.where("projectId", "=", 0))
    .$if(projectIds !== null, (query) => query.where("projectId", "in", [...(projectIds ?? []), -1]))
    .groupBy("tier")
    .orderBy("tier")
    .execute();
}

/** Every project with its platform, by name. */
export function listScopeProjects(db: Db) {
  return db
    .selectFrom("projects")
    .leftJoin("platforms", "platforms.platformId", "projects.platformId")
    .select([
      "projects.projectId",
      "projects.sourceId",
      "projects.name",
      "platforms.sourceId as platform",
      "platforms.name as platformName",
    ])
    .orderBy((row) => row.fn.coalesce("projects.name", "projects.sourceId"))
    .execute();
}

/** What each project holds, from the kept snapshot of all records, and when it last had work. */
export function listFreshness(db: Db) {
  return db
    .selectFrom("snapshotProjects as kept")
    .innerJoin("projects", "projects.projectId", "kept.projectId")
    .leftJoin("platforms", "platforms.platformId", "projects.platformId")
    .select([
      "projects.sourceId",
      "projects.name",
      "platforms.name as platform",
      "kept.judgments",
      "kept.annotators",
    ])
    .select((row) =>
      row
        .selectFrom("projectDays")
        .select(({ fn }) => fn.max("day").as("day"))
        .whereRef("projectDays.projectId", "=", "projects.projectId")
        .as("lastOn"),
    )
    .where("kept.windowDays", "=", 0)
    .orderBy("kept.judgments", "desc")
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

/** What the newest answer of every detector about the programme flagged, by severity, and when it was last asked. */
export async function tallyLatestFindings(db: Db) {
  const { rows } = await sql<{
    severity: "critical" | "high" | "watch" | null;
    count: number;
    runAt: string;
  }>`
    select severity, count(*) filter (where outcome = 'flagged') as count, max(run_at) as run_at
    from (
      select distinct on (f.detector) f.outcome, f.severity, r.run_at
      from findings f join audit_runs r using (run_id)
      where f.scope = 'programme'
      order by f.detector, r.run_at desc, r.run_id desc
    ) newest
    group by severity`.execute(db);
  return rows;
}
