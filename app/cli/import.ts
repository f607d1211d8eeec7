import { SingleBar, Presets } from "cli-progress";
import { type Command, Option } from "commander";
import { logCommand } from "~/features/access-log/access-log.server";
import { importReading } from "~/features/imports/dry-run.server";
import { runImport } from "~/features/imports/import.server";
import {
  type ImportProgress,
  type ImportSummary,
  importInWords,
  isImportFault,
} from "~/features/imports/import-summary";
import { type SourceOptions, openSources } from "~/features/imports/source.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { IMPORTERS } from "~/importers";
import { snakeKeys } from "~/domain/snake-keys";
import { EXIT, Fault } from "./outcome";
import { withMigrated } from "./open";

interface Options {
  readonly format: string;
  readonly project?: string;
  readonly taskType?: NonNullable<SourceOptions["taskType"]>;
  readonly answer?: string;
  readonly gold?: string;
  readonly columns?: string;
  readonly timeZone?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const TASK_TYPES = ["categorical", "rating", "preference", "revision", "other"] as const;

export function importCommand(program: Command): void {
  program
    .command("import")
    .description("read files, .gz, .zip, folders, or - for standard input")
    .argument("<path...>", "what to read")
    .addOption(
      new Option("--format <format>", "source format")
        .choices(["auto", ...IMPORTERS.map(({ id }) => id)])
        .default("auto"),
    )
    .option("--project <id>", "project the work belongs to, where the source does not say")
    .addOption(new Option("--task-type <type>", "kind of work").choices(TASK_TYPES))
    .option("--answer <column>", "column that holds the answer")
    .option("--gold <file>", "separate file of answer keys")
    .option("--columns <file>", "JSON file that says which column is which")
    .option("--time-zone <zone>", "IANA zone of times written without one (default: UTC)")
    .option("--dry-run", "show what the columns are taken for and what would be refused; change nothing")
    .option("--json", "print JSON")
    .action((paths: string[], options: Options, command: Command) => run(paths, options, command));
}

async function run(paths: readonly string[], options: Options, command: Command): Promise<void> {
  const { format, project, taskType, answer, gold, columns, timeZone } = options;
  const given = { format, project, taskType, answer, gold, columns, timeZone };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const sources = openSources(paths, known);
  if (options.dryRun) {
    const reading = await importReading(sources);
    if ("fault" in reading) throw new Fault(reading.fault);
    process.stdout.write(options.json ? `${JSON.stringify(snakeKeys(reading))}\n` : reading.text);
    return;
  }
  await withMigrated(command, async (database) => {
    const progress = progressOnTerminal();
    const result = await runImport(database, sources, {
      now: () => new Date(),
      onProgress: (step) => progress.show(step),
    });
    progress.end();
    if (isImportFault(result))
      throw new Fault(result.file ? `${result.file}: ${result.fault}` : result.fault);
    await logCommand(database.db, { kind: "changed", what: importInWords(result), about: null });
    await refreshMeasures(database.db, new Date());
    process.stdout.write(options.json ? `${JSON.stringify(snakeKeys(result))}\n` : summaryText(result));
    if (result.rejected > 0) process.exitCode = EXIT.found;
  });
}

/** A bar on a terminal, a line every few seconds elsewhere; nothing at all for an import that is done at once. */
function progressOnTerminal() {
  const terminal = process.stderr.isTTY;
  const bar = new SingleBar(
    { format: "{step} {bar} {percentage}% {rows} rows", stream: process.stderr },
    Presets.rect,
  );
  let said = performance.now();
  let barStarted = false;
  return {
    show({ step, rows, bytes, bytesRead }: ImportProgress) {
      if (terminal && bytes) {
        if (!barStarted) bar.start(bytes, 0, { step, rows });
        barStarted = true;
        bar.update(bytesRead ?? 0, { step, rows });
      } else if (!terminal && performance.now() - said > 3_000) {
        said = performance.now();
        process.stderr.write(`${step}: ${rows} rows\n`);
      }
    },
    end() {
      if (barStarted) bar.stop();
    },
  };
}

function summaryText(summary: ImportSummary): string {
  const { imported, unchanged, updated, rejected } = summary;
  const lines = [
    `Import ${summary.importId} (${summary.format}): ${summary.rows} rows; ${imported} imported, ${unchanged} unchanged, ${updated} updated, ${rejected} refused.`,
    `${summary.annotators} annotators, ${summary.items} items, ${summary.projects} projects, in ${summary.seconds.toFixed(1)} s.`,
    ...summary.rejects
      .slice(0, SHOWN_REJECTS)
      .map(({ file, line, column, reason }) => `  ${file}:${line}${column ? ` ${column}` : ""}: ${reason}`),
  ];
  if (rejected > SHOWN_REJECTS)
    lines.push(`  and ${rejected - SHOWN_REJECTS} more; all are on the import's screen.`);
  return `${lines.join("\n")}\n`;
}

const SHOWN_REJECTS = 10;
