import type { Command } from "commander";
import { type Database, withDatabase } from "db/client";
import { migrateToLatest } from "db/migrate";
import { env } from "~/env.server";

/** For a server whose role is a superuser, or was given BYPASSRLS. */
export const UNBOUND_ROLE =
  "Row-level security does not bind the role of DATABASE_URL, so only the program itself keeps people's rows apart: " +
  "connect as a role that is no superuser and owns the database";

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
