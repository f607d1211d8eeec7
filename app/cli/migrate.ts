import type { Command } from "commander";
import { withDatabase } from "db/client";
import { migrateToLatest } from "db/migrate";
import { placeOf } from "./open";

export function migrate(program: Command): void {
  program
    .command("migrate")
    .description("bring the database's schema up to date")
    .action((_options, command: Command) =>
      withDatabase(placeOf(command), async ({ db, place }) => {
        const applied = await migrateToLatest(db);
        const done = applied.length === 0 ? "is up to date" : `brought up to date: ${applied.join(", ")}`;
        process.stdout.write(`The database at ${place} ${done}.\n`);
      }),
    );
}
