import { type Command, InvalidArgumentError } from "commander";
import { logCommand } from "~/features/access-log/access-log.server";
import { undoImport as takeOut } from "~/features/imports/undo.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { Fault } from "./outcome";
import { withMigrated } from "./open";

export function undoImport(program: Command): void {
  program
    .command("undo-import")
    .description("take one import back out, exactly")
    .argument("<id>", "number of the import, as `imports` lists it", wholeNumber)
    .action((importId: number, _options, command: Command) =>
      withMigrated(command, async (database) => {
        const outcome = await takeOut(database, importId, new Date());
        if (outcome.kind === "refused") throw new Fault(outcome.reason);
        await logCommand(database.db, {
          kind: "changed",
          what: `import ${importId} taken out`,
          about: null,
        });
        await refreshMeasures(database.db, new Date());
        process.stdout.write(
          `Import ${importId} is taken out: ${outcome.removed} rows removed, ${outcome.restored} put back as they were.\n`,
        );
      }),
    );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("An import has a whole number.");
  return Number(text);
}
