import { type Insertable, sql } from "kysely";
import type { Db } from "../client";
import type { ResearcherQueriesTable, ToldSumsTable } from "../schema";

const LOCK = 7_240_121;

/** Holds other questions about a measure back until the transaction ends: each must know what the others were told. */
export async function lockToldSums(db: Db, measure: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}::int, hashtext(${measure}))`.execute(db);
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

export async function insertResearcherQuery(
  db: Db,
  query: Insertable<ResearcherQueriesTable>,
): Promise<void> {
  await db.insertInto("researcherQueries").values(query).execute();
}

/** The latest questions of researchers, for administrators. */
export const listResearcherQueries = (db: Db, limit: number) =>
  db.selectFrom("researcherQueries").selectAll().orderBy("queryId", "desc").limit(limit).execute();
