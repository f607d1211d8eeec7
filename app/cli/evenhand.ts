// First: what it sets is read by modules as they are loaded.
import "~/env.server";
import { Command, CommanderError, Option } from "commander";
import { DatabaseUnavailable } from "db/client";
import { agreement } from "./agreement";
import { audit } from "./audit";
import { doctor } from "./doctor";
import { exportCommand } from "./export";
import { importCommand } from "./import";
import { imports } from "./imports";
import { migrate } from "./migrate";
import { report } from "./report";
import { simulate } from "./simulate";
import { start } from "./start";
import { undoImport } from "./undo-import";
import { user } from "./user";
import { EXIT, Fault } from "./outcome";

/** Every command, in the order of the help text. */
const COMMANDS = [
  start,
  importCommand,
  imports,
  undoImport,
  report,
  audit,
  agreement,
  simulate,
  exportCommand,
  user,
  migrate,
  doctor,
];

const program = new Command("evenhand")
  .description("Annotator performance with the labour beside it.")
  .addOption(
    new Option(
      "--database <place>",
      "postgres:// URL, or a folder for the embedded database (default: DATABASE_URL, else ./data)",
    ),
  )
  .option("--debug", "print a stack trace with an error")
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) });

for (const define of COMMANDS) define(program);

// Whoever reads the output may have seen enough: `report | head` is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error, program.opts<{ debug?: true }>().debug ?? false);
}

/** One sentence on standard error, and the exit status that goes with it. */
function explain(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`evenhand: ${debug && stack ? stack : message}\n`);
  if (error instanceof Fault) return EXIT.wrongUse;
  return error instanceof DatabaseUnavailable ? EXIT.unavailable : EXIT.wrongUse;
}
