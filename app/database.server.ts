import { connect, type Database } from "db/client";
import { migrateToLatest } from "db/migrate";
import { env } from "./env.server";
import { log } from "./log.server";

/**
 * One database for the process. It is kept on the global object, since a reload in development, and the built
 * server beside the command line that started it, are each a further copy of this module.
 */
const PLACE = Symbol.for("evenhand.database");
const shared = globalThis as { [PLACE]?: Promise<Database> | undefined };

/** The web server's database: connected and migrated when first asked for. */
export function openDatabase(): Promise<Database> {
  return (shared[PLACE] ??= connectAndMigrate().catch((error: unknown) => {
    // The next request tries again.
    shared[PLACE] = undefined;
    throw error;
  }));
}

/** Hands over a database that is connected and migrated already, as `start` does. */
export function shareDatabase(database: Database): void {
  shared[PLACE] = Promise.resolve(database);
}

export async function closeDatabase(): Promise<void> {
  const open = shared[PLACE];
  shared[PLACE] = undefined;
  await (await open)?.close();
}

async function connectAndMigrate(): Promise<Database> {
  const database = await connect(env().database, { onNotice: (notice) => log.warn(notice) });
  try {
    const applied = await migrateToLatest(database.db);
    if (applied.length > 0) log.info({ applied }, "schema brought up to date");
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
