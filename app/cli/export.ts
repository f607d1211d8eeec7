import type { Command } from "commander";
import { logCommand } from "~/features/access-log/access-log.server";
import { ExportRefused, exportLedger } from "~/features/export/export.server";
import { Fault } from "./outcome";
import { withMigrated } from "./open";

export function exportCommand(program: Command): void {
  program
    .command("export")
    .description("write the ledger as a data package that imports to identical reports")
    .argument("<dir>", "an empty or new folder")
    .action((directory: string, _options, command: Command) =>
      withMigrated(command, async ({ db }) => {
        const { tables, rows } = await exportLedger(db, directory).catch((error: unknown) => {
          throw error instanceof ExportRefused ? new Fault(error.message) : error;
        });
        await logCommand(db, { kind: "exported", what: "ledger as a data package" }, true);
        process.stdout.write(`${rows} rows of ${tables} tables written to ${directory}\n`);
      }),
    );
}
