import type { Command } from "commander";
import { EVERYBODYS, logCommand } from "~/features/access-log/access-log.server";
import { commandLineAsker } from "~/features/export/bundle.server";
import { ExportRefused, exportBundle, exportLedger } from "~/features/export/export.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { pseudonymKey } from "~/secret.server";
import { MINIMUM_CELL } from "~/stats/disclosure/counts";
import { Fault } from "./outcome";
import { withMigrated } from "./open";

interface Options {
  readonly pseudonymise?: true;
  readonly minimumCell: string;
}

export function exportCommand(program: Command): void {
  program
    .command("export")
    .description("write the ledger as a data package that imports to identical reports")
    .argument("<dir>", "an empty or new folder")
    .option("--pseudonymise", "for researchers: pseudonyms, no names or free text, suppressed aggregates")
    .option("--minimum-cell <people>", "smallest group, answer and place that is told", String(MINIMUM_CELL))
    .action((directory: string, options: Options, command: Command) =>
      withMigrated(command, async (database) => {
        const { db } = database;
        const minimumCell = people(options.minimumCell);
        const now = new Date();
        if (options.pseudonymise) await refreshMeasures(db, now);
        const asker = commandLineAsker(db, pseudonymKey(database), now);
        const what = options.pseudonymise ? "bundle for researchers" : "ledger as a data package";
        const begin = () => logCommand(db, { kind: "exported", what, about: EVERYBODYS });
        const written = options.pseudonymise
          ? exportBundle(db, directory, { asker, minimumCell, withRows: true }, begin)
          : exportLedger(db, directory, begin);
        const { tables, rows } = await written.catch((error: unknown) => {
          throw error instanceof ExportRefused ? new Fault(error.message) : error;
        });
        process.stdout.write(`${rows} rows of ${tables} tables written to ${directory}\n`);
      }),
    );
}

function people(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= MINIMUM_CELL) return count;
  throw new Fault(
    `--minimum-cell takes a whole number of at least ${MINIMUM_CELL} people, and "${text}" is none.`,
  );
}
