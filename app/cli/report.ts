import { type Command, Argument, Option } from "commander";
import { stringify } from "csv-stringify/sync";
import type { Db } from "db/client";
import { annotatorReport } from "~/features/report/annotator-report.server";
import { itemReport } from "~/features/report/item-report.server";
import { projectReport } from "~/features/report/project-report.server";
import { flatRow } from "~/features/report/flat-row";
import { tierReport } from "~/features/report/tier-report.server";
import { workloadReport } from "~/features/workload/workload-report.server";
import { day } from "./day";
import { withMigrated } from "./open";
import { textTable } from "./table";

interface Options {
  readonly project?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: "table" | "json" | "csv";
  readonly overall?: true;
}

type Printed = Readonly<Record<string, unknown>>;

const REPORTS = ["annotators", "projects", "items", "tiers", "workload"] as const;

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
      return withMigrated(command, async ({ db }) => {
        const { head, name, rows } = await read(db, what, options, period);
        if (options.format === "json") await printJson(head, name, rows);
        else await printFlat(rows, options.format);
      });
    });
}

async function read(db: Db, what: (typeof REPORTS)[number], options: Options, period: Period) {
  const project = options.project ?? null;
  if (what === "projects") return { head: {}, name: "projects", rows: await projectReport(db) };
  if (what === "items") return { head: {}, name: "items", rows: itemReport(db, project) };
  if (what === "tiers") {
    const { tiers, changes } = await tierReport(db, period.from, period.to && `${period.to}T23:59:59.999Z`);
    return { head: { tiers }, name: "changes", rows: changes };
  }
  const grain = options.overall ? ("overall" as const) : ("project" as const);
  if (what === "workload") {
    return { name: "annotators", ...(await workloadReport(db, { period, project, grain }, new Date())) };
  }
  const { window, definitionsVersion, rows } = await annotatorReport(
    db,
    { period, project, grain },
    new Date(),
  );
  return { head: { window, definitions_version: definitionsVersion }, name: "annotators", rows };
}

interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

type Rows = AsyncIterable<Printed | string> | Iterable<Printed | string>;

/** A line a row, so that a large report can be read and compared line by line. */
async function printJson(head: Printed, name: string, rows: Rows): Promise<void> {
  const opening = JSON.stringify({ ...head, [name]: [] }).slice(0, -2);
  process.stdout.write(opening);
  let first = true;
  for await (const row of rows) {
    process.stdout.write(`${first ? "" : ","}\n${typeof row === "string" ? row : JSON.stringify(row)}`);
    first = false;
  }
  process.stdout.write(`${first ? "" : "\n"}]}\n`);
}

async function printFlat(rows: Rows, format: "table" | "csv"): Promise<void> {
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
