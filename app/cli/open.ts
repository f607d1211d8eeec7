import type { Command } from "commander";
import { type Database, withDatabase } from "db/client";
import { migrateToLatest } from "db/migrate";
import { env } from "~/env.server";

/** Where the database is: the option, else the environment, else the embedded one in ./data. */
export function placeOf(command: Command): string {
  return command.optsWithGlobals<{ database?: string }>().database ?? env().database;
}

/** Runs a command's work on its database, brought up to date first. */
export function withMigrated<T>(command: Command, work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabase(placeOf(command), async (database) => {
    await migrateToLatest(database.db);
    return work(database);
  });
}
