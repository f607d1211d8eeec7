import { type Command, InvalidArgumentError, Option } from "commander";
import type { Database } from "db/client";
import { EVERYBODYS, logCommand } from "~/features/access-log/access-log.server";
import {
  agreementReport,
  type AgreementReport,
  type ReportDetail,
} from "~/features/agreement/agreement-report";
import { agreementProjects, agreementReports, DEFAULT_SEED } from "~/features/agreement/agreement.server";
import { METHODS, methodName } from "~/features/agreement/analysis";
import { LabelFileFault, readLabelFile } from "~/features/agreement/label-file.server";
import { analyseInWorker, type OnProgress } from "~/features/agreement/worker.server";
import { withMigrated } from "./open";
import { Fault } from "./outcome";
import { textTable } from "./table";

interface Options {
  readonly project?: string;
  readonly labels?: string;
  readonly perAnnotator?: true;
  readonly perItem?: true;
  readonly format: "json" | "table";
  readonly seed: number;
}

export function agreement(program: Command): void {
  program
    .command("agreement")
    .description("how far judgments agree, and what they say of each item")
    .option("--project <id>", "one project only")
    .option("--labels <file>", "a bare file of annotator_id,item_id,answer[,gold] instead of the database")
    .option("--per-annotator", "add each annotator's estimated accuracy and error matrix")
    .option("--per-item", "add each item's posterior")
    .option("--seed <number>", "seed of the intervals", wholeNumber, DEFAULT_SEED)
    .addOption(new Option("--format <format>", "how to print").choices(["table", "json"]).default("table"))
    .action(async (options: Options, command: Command) => {
      const reports = options.labels
        ? [await fromFile(options.labels, options)]
        : await withMigrated(command, (database) => fromDatabase(database, options));
      process.stdout.write(
        options.format === "json" ? `${JSON.stringify({ projects: reports })}\n` : table(reports),
      );
    });
}

async function fromFile(path: string, options: Options): Promise<AgreementReport> {
  if (options.project !== undefined) throw new Fault("--labels reads no project: leave out --project.");
  try {
    const named = await readLabelFile(path, options.seed);
    const analysis = await analyseInWorker(named.task, progress(path));
    return agreementReport({ project: path, taskType: null }, named, analysis, detailOf(options));
  } catch (error) {
    if (error instanceof LabelFileFault) throw new Fault(error.message);
    throw error;
  }
}

async function fromDatabase({ db }: Database, options: Options): Promise<AgreementReport[]> {
  const projects = await agreementProjects(db, options.project ?? null);
  if (options.project !== undefined && projects.length === 0) {
    throw new Fault(`There is no project ${options.project}; report projects lists them.`);
  }
  const reports = await agreementReports(db, projects, {
    now: new Date(),
    seed: options.seed,
    tell: progress,
    detail: detailOf(options),
  });
  if (options.perAnnotator) {
    await logCommand(db, { kind: "exported", what: "agreement by annotator", about: EVERYBODYS });
  }
  return reports;
}

const detailOf = ({ perAnnotator, perItem }: Options): ReportDetail => ({
  perAnnotator: perAnnotator ?? false,
  perItem: perItem ?? false,
});

const EVERY_MS = 3_000;

/** A line every few seconds of work: most sets are done before the first. */
function progress(what: string): OnProgress {
  let said: number | undefined;
  return ({ method, iteration }) => {
    const now = performance.now();
    said ??= now;
    if (now - said < EVERY_MS) return;
    said = now;
    process.stderr.write(`${what}: ${methodName(method)}, iteration ${iteration}\n`);
  };
}

function table(reports: readonly AgreementReport[]): string {
  if (reports.length === 0) return "Nothing to compare yet.\n";
  return reports.map(section).join("\n");
}

function section(report: AgreementReport): string {
  const { project, annotators, items, judgments, alpha } = report;
  const coefficients = [
    ["alpha nominal", alpha.nominal, alpha.interval95, alpha.reasons.nominal],
    ["alpha ordinal", alpha.ordinal, alpha.ordinal_interval95, alpha.reasons.ordinal],
    ["alpha interval", alpha.interval, alpha.interval_interval95, alpha.reasons.interval],
    ["Fleiss' kappa", report.fleiss_kappa, report.fleiss_kappa_interval95, report.reasons.fleiss_kappa],
    ["Gwet's AC1", report.gwet_ac1, report.gwet_ac1_interval95, report.reasons.gwet_ac1],
    ["same answer", report.percentage, null, report.reasons.percentage],
  ] as const;
  const models = METHODS.map((method) => {
    const own = report.aggregations[method]!;
    const possible = own.gold && own.gold.ties > 0 ? own.gold.possible : null;
    return [
      methodName(method),
      short(own.accuracy_vs_gold),
      ends(own.gold?.interval95),
      own.ties,
      ends(possible),
      own.iterations,
      own.reason ?? (own.converged === false ? "not converged" : ""),
    ];
  });
  const head = `${project}: ${judgments} judgments of ${items} items by ${annotators} annotators, ${report.gold_items} with a key (${report.answer_rule === "overlap" ? "any value in common" : "the same values"}, tolerance ${report.gold_tolerance})`;
  return [
    head,
    "",
    textTable(
      ["agreement", "value", "95 %", ""],
      coefficients.map(([name, value, interval, reason]) => [
        name,
        short(value),
        ends(interval),
        reason ?? "",
      ]),
    ),
    textTable(["aggregation", "against gold", "95 %", "ties", "possible", "iterations", ""], models),
    ...details(report),
    ...report.warnings.map(({ message }) => `Warning: ${message}\n`),
  ].join("\n");
}

function details(report: AgreementReport): string[] {
  const people = report.per_annotator?.map((row) => [
    row.annotator_id,
    row.judgments,
    short(row.estimated_accuracy),
    short(row.one_coin),
    short(row.mace_competence),
  ]);
  const items = report.per_item?.map((row) => {
    const { item_id, gold, posterior, majority, dawid_skene } = row as typeof row &
      Record<string, string | null>;
    const best = posterior ? Math.max(...Object.values(posterior)) : null;
    return [item_id, majority ?? null, dawid_skene ?? null, short(best), gold];
  });
  return [
    ...(people
      ? [textTable(["annotator", "judgments", "Dawid-Skene accuracy", "one-coin", "MACE competence"], people)]
      : []),
    ...(items ? [textTable(["item", "majority", "Dawid-Skene", "posterior", "gold"], items)] : []),
  ];
}

const short = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)));

const ends = (interval: readonly (number | undefined)[] | null | undefined): string =>
  interval ? `${(interval[0] ?? 0).toFixed(4)} to ${(interval[1] ?? 0).toFixed(4)}` : "";

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("A seed is a whole number.");
  return number;
}
