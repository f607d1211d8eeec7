import { Migrator, sql } from "kysely";
import type { Db } from "./client";
import { DatabaseUnavailable } from "./embedded";
import { MIGRATIONS } from "./migrations";
import { findBoundary, provideViewerRole } from "./viewer-role";

/** "migrate" as a number. */
const LOCK = sql.raw("7883943893103961");

/**
 * Brings the schema up to this version and says what was applied, oldest first. Of several programs that start at
 * once one migrates and the others wait for it. All of it is one transaction: it is applied whole or not at all.
 */
export async function migrateToLatest(db: Db): Promise<readonly string[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      const applied = await migrate(connection);
      const isBounded = (await findBoundary(connection)).kind === "stepped down";
      if (applied.length > 0 || !isBounded) await provideViewerRole(connection);
      return applied;
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

/** Names of migrations that this version knows and the database has not had. */
export async function listPending(db: Db): Promise<readonly string[]> {
  const applied = await listApplied(db);
  return Object.keys(MIGRATIONS).filter((name) => !applied.includes(name));
}

async function migrate(db: Db): Promise<readonly string[]> {
  const applied = await listApplied(db);
  const newer = applied.filter((name) => !(name in MIGRATIONS));
  if (newer.length > 0) {
    throw new DatabaseUnavailable(
      `The database was changed by a newer version (${newer.join(", ")}). Update this program, or use another database.`,
    );
  }
  if (applied.length === Object.keys(MIGRATIONS).length) return [];
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map(({ migrationName }) => migrationName);
}

async function listApplied(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ found: string | null }>`
    select to_regclass('kysely_migration')::text as found`.execute(db);
  if (!tables[0]?.found) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
