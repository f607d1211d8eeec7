import { type Insertable, sql } from "kysely";
import type { Db } from "../client";
import type { ResearcherQueriesTable, ToldSumsTable } from "../schema";

const LOCK = 7_240_121;

/**
 * Holds other questions about these measures back until the transaction ends: each must know what the others were told.
 * In the order of their names, so that two who ask about several never wait for each other.
 */
export async function lockToldSums(db: Db, measures: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}::int, hashtext(measure))
    from unnest(${[...new Set(measures)].sort()}::text[]) as measure`.execute(db);
}

/** A mark for each of these measures that is another one as soon as a further sum of it was told. */
export async function listToldMarks(
  db: Db,
  measures: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ measure: string; mark: string }>`
    select measure, md5(string_agg(digest, ' ' order by digest)) as mark from told_sums
    where measure = any(${[...measures]}) group by measure`.execute(db);
  return new Map(rows.map(({ measure, mark }) => [measure, mark]));
}

/** The contributions of every sum of a measure that was told, in no particular order. */
export async function listToldSums(db: Db, measure: string): Promise<readonly Buffer[]> {
  const rows = await db
    .selectFrom("toldSums")
    .select("contributions")
    .where("measure", "=", measure)
    .orderBy("toldAt")
    .orderBy("digest")
    .execute();
  return rows.map(({ contributions }) => contributions);
}

/** Sums that are known already stay as they are. */
export async function insertToldSums(db: Db, sums: readonly Insertable<ToldSumsTable>[]): Promise<void> {
  if (sums.length === 0) return;
  await db
    .insertInto("toldSums")
    .values([...sums])
    .onConflict((conflict) => conflict.columns(["measure", "digest"]).doNothing())
    .execute();
}

export async function insertResearcherQueries(
  db: Db,
  queries: readonly Insertable<ResearcherQueriesTable>[],
): Promise<void> {
  await db
    .insertInto("researcherQueries")
    .values([...queries])
    .execute();
}

/** The latest questions of researchers, for administrators. */
export const listResearcherQueries = (db: Db, limit: number, offset = 0) =>
  db
    .selectFrom("researcherQueries")
    .selectAll()
    .orderBy("queryId", "desc")
    .limit(limit)
    .offset(offset)
    .execute();

export async function countResearcherQueries(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom("researcherQueries")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}
