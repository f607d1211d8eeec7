import { sql } from "kysely";
import type { Db } from "../../client";

/**
 * Does work in one transaction, that of `db` where it is one: everything it reads is of one instant, and it may make
 * temporary tables. Its sorts and hashes have room for a table of them.
 */
export async function atOneInstant<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  const roomy = async (transaction: Db) => {
    await sql`set local work_mem = '128MB'`.execute(transaction);
    return work(transaction);
  };
  if (db.isTransaction) return roomy(db);
  return db.transaction().setIsolationLevel("repeatable read").execute(roomy);
}
