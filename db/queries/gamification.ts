import { sql } from "kysely";
import type { Db } from "../client";

/** Streaks by person: the longest, whether one runs, and how often one lapsed. Null where none are kept. */
export async function tallyStreaks(db: Db) {
  const { rows } = await sql<{
    people: number;
    running: number;
    longest: number;
    lapses: number;
    lapsedPeople: number;
    medianLongest: number;
  }>`
    select count(*) as people, count(*) filter (where running) as running, max(longest) as longest,
      sum(lapses) as lapses, count(*) filter (where lapses > 0) as lapsed_people,
      percentile_cont(0.5) within group (order by longest) as median_longest
    from (
      select annotator_id, max(length) as longest, count(reset_at) as lapses,
        (array_agg(reset_at is null order by at_risk_at desc))[1] as running
      from streaks group by annotator_id
    ) each_person`.execute(db);
  const [found] = rows;
  return found && found.people > 0 ? found : null;
}

/** Targets set for people, by unit and currency of the reward. */
export function tallyTargets(db: Db) {
  return db
    .selectFrom("targets")
    .select(({ fn }) => [
      "unit",
      "currency",
      fn.countAll<number>().as("count"),
      fn.count<number>("reachedAt").as("reached"),
      fn.count<number>("annotatorId").distinct().as("people"),
      fn.min("goal").as("least"),
      fn.max("goal").as("most"),
      fn.sum<number | null>("rewardMinor").as("rewardMinor"),
    ])
    .groupBy(["unit", "currency"])
    .orderBy("unit")
    .orderBy("currency")
    .execute();
}

/** Published bonus rules by unit, period and currency: how many, and between which thresholds and amounts. */
export function tallyBonusRules(db: Db) {
  return db
    .selectFrom("bonusRules")
    .select(({ fn }) => [
      "unit",
      "period",
      "currency",
      fn.countAll<number>().as("count"),
      fn.min("threshold").as("leastThreshold"),
      fn.max("threshold").as("mostThreshold"),
      fn.min("amountMinor").as("leastMinor"),
      fn.max("amountMinor").as("mostMinor"),
    ])
    .groupBy(["unit", "period", "currency"])
    .orderBy("unit")
    .orderBy("period")
    .orderBy("currency")
    .execute();
}

/** The kept report rows of people with gold items who did not opt out, the best lower end first; JSON text. */
export async function listLeaders(db: Db, windowDays: number, limit: number) {
  const { rows } = await sql<{ row: string }>`
    select row::text as row from snapshots
    where window_days = ${windowDays} and project_id = 0 and gold is not null
      and annotator_id not in (select annotator_id from leaderboard_opt_outs)
    order by rank_best, (row -> 'rank' ->> 'worst')::int, source_id
    limit ${limit}`.execute(db);
  return rows.map(({ row }) => row);
}

/** How many people could stand on a leaderboard, and how many of them do not want to. */
export async function countLeaders(db: Db, windowDays: number) {
  const { rows } = await sql<{ people: number; out: number }>`
    select count(*) as people,
      count(*) filter (where annotator_id in (select annotator_id from leaderboard_opt_outs)) as out
    from snapshots where window_days = ${windowDays} and project_id = 0 and gold is not null`.execute(db);
  return rows[0] ?? { people: 0, out: 0 };
}

export async function hasOptedOut(db: Db, annotatorId: number): Promise<boolean> {
  const found = await db
    .selectFrom("leaderboardOptOuts")
    .select("annotatorId")
    .where("annotatorId", "=", annotatorId)
    .executeTakeFirst();
  return found !== undefined;
}

/** Takes somebody off leaderboards, or lets them stand there again. */
export async function setOptOut(
  db: Db,
  annotatorId: number,
  choice: { readonly out: boolean; readonly at: Date; readonly by: string },
): Promise<void> {
  if (choice.out) {
    await db
      .insertInto("leaderboardOptOuts")
      .values({ annotatorId, optedOutAt: choice.at, optedOutBy: choice.by })
      .onConflict((conflict) => conflict.column("annotatorId").doNothing())
      .execute();
  } else await db.deleteFrom("leaderboardOptOuts").where("annotatorId", "=", annotatorId).execute();
}
