import { sql } from "kysely";
import type { Db } from "../client";

/** A version published here: part of the ledger, of no import. False where there is one by that number already. */
export async function insertPolicy(
  db: Db,
  version: number,
  policy: object,
  published: { readonly at: Date; readonly by: string; readonly warnings: readonly object[] },
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { numAffectedRows } = await sql`
      insert into tier_policies (version, policy, import_id) values (${version}, ${JSON.stringify(policy)}::jsonb, 0)
      on conflict (version) do nothing`.execute(transaction);
    if (numAffectedRows !== 1n) return false;
    await transaction
      .insertInto("policyPublications")
      .values({
        version,
        publishedAt: published.at,
        publishedBy: published.by,
        warnings: JSON.stringify(published.warnings),
      })
      .execute();
    return true;
  });
}

/** Who published a version here, and what was known to be wrong with it; undefined for one that was imported. */
export async function findPublication(db: Db, version: number) {
  const { rows } = await sql<{ publishedAt: string; publishedBy: string; warnings: string }>`
    select published_at, published_by, warnings::text as warnings from policy_publications
    where version = ${version}`.execute(db);
  return rows[0];
}
