import { type Command, Argument, Option } from "commander";
import { stringify } from "csv-stringify/sync";
import { EVERYBODYS, logCommand } from "~/features/access-log/access-log.server";
import { flatRow } from "~/features/report/flat-row";
import {
  REPORTS,
  REPORT_TAKES,
  type Report,
  readReport,
  reportFault,
  reportJson,
} from "~/features/report/read-report.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { day } from "./day";
import { withMigrated } from "./open";
import { Fault } from "./outcome";
import { textTable } from "./table";

interface Options {
  readonly project?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: "table" | "json" | "csv";
  readonly overall?: true;
}

/** Reports that name people. */
const NAMING: ReadonlySet<(typeof REPORTS)[number]> = new Set(["annotators", "tiers", "workload"]);

type Printed = Readonly<Record<string, unknown>>;

export function report(program: Command): void {
  program
    .command("report")
    .description("print the measures")
    .addArgument(new Argument("<what>", "what to report").choices(REPORTS))
    .option("--project <id>", "one project only")
    .option("--from <day>", "first day (UTC), e.g. 2026-03-01")
    .option("--to <day>", "last day (UTC), included")
    .option("--overall", "one row an annotator, all projects together")
    .addOption(
      new Option("--format <format>", "how to print").choices(["table", "json", "csv"]).default("table"),
    )
    .action((what: (typeof REPORTS)[number], options: Options, command: Command) => {
      const period = { from: day(options.from, "--from"), to: day(options.to, "--to") };
      const { project = null, overall = false } = options;
      const request = { project, overall, period };
      for (const name of ["project", "from", "to", "overall"] as const) {
        if (options[name] !== undefined && !REPORT_TAKES[what].includes(name))
          throw new Fault(`The report on ${what} is over everything: leave out --${name}.`);
      }
      return withMigrated(command, async ({ db }) => {
        const fault = await reportFault(db, request);
        if (fault !== null) throw new Fault(fault);
        if (what === "annotators" || what === "workload") await refreshMeasures(db, new Date());
        if (NAMING.has(what)) {
          await logCommand(db, { kind: "exported", what: `${what} report`, about: EVERYBODYS });
        }
        const found = await readReport(db, what, request);
        if (options.format !== "json") return printFlat(found.rows, options.format);
        for await (const piece of reportJson(found)) process.stdout.write(piece);
      });
    });
}

async function printFlat(rows: Report["rows"], format: "table" | "csv"): Promise<void> {
  const flat = [];
  for await (const row of rows)
    flat.push(flatRow(typeof row === "string" ? (JSON.parse(row) as Printed) : row));
  const header = Object.keys(flat[0] ?? {});
  const cells = flat.map((row) => header.map((name) => row[name] ?? null));
  if (format === "csv") {
    process.stdout.write(stringify([header, ...cells], { escape_formulas: true }));
  } else {
    process.stdout.write(
      flat.length === 0
        ? "Nothing to report yet.\n"
        : textTable(
            header,
            cells.map((row) => row.map(short)),
          ),
    );
  }
}

const short = (cell: string | number | null) =>
  typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(4)) : cell;
