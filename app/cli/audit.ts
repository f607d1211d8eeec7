import { type Command, Option } from "commander";
import { writeFile } from "node:fs/promises";
import { DETECTORS } from "~/detectors";
import { EVERYBODYS, logCommand } from "~/features/access-log/access-log.server";
import { auditLines, findsAtLeast, formatAudit, runAudit } from "~/features/audit/audit.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { day } from "./day";
import { EXIT } from "./outcome";
import { withMigrated } from "./open";
import { textTable } from "./table";

interface Options {
  readonly detector?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly format: "table" | "json" | "html";
  readonly out?: string;
  readonly failOn?: "watch" | "high" | "critical";
}

export function audit(program: Command): void {
  program
    .command("audit")
    .description("run the detectors and keep what they found")
    .addOption(new Option("--detector <id...>", "these only").choices(DETECTORS.map(({ id }) => id)))
    .option("--from <day>", "first day (UTC), e.g. 2026-03-01")
    .option("--to <day>", "last day (UTC), included")
    .addOption(
      new Option("--format <format>", "how to print").choices(["table", "json", "html"]).default("table"),
    )
    .option("--out <file>", "write there instead of printing")
    .addOption(
      new Option("--fail-on <severity>", "end with status 1 where a finding is as severe").choices([
        "watch",
        "high",
        "critical",
      ]),
    )
    .action((options: Options, command: Command) => run(options, command));
}

async function run(options: Options, command: Command): Promise<void> {
  const from = day(options.from, "--from");
  const to = day(options.to, "--to");
  await withMigrated(command, async ({ db }) => {
    const runAt = new Date();
    await refreshMeasures(db, runAt);
    const audited = await runAudit(db, {
      runAt: runAt.toISOString(),
      ...(options.detector ? { detectors: options.detector } : {}),
      ...(from ? { from: `${from}T00:00:00.000Z` } : {}),
      ...(to ? { to: new Date(Date.parse(to) + DAY_MS).toISOString() } : {}),
    });
    const text =
      options.format === "table"
        ? table(auditLines(audited))
        : await formatAudit(db, audited, options.format);
    await logCommand(db, { kind: "exported", what: "audit, run anew", about: EVERYBODYS });
    if (options.out) await writeFile(options.out, text);
    else process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    if (options.failOn && findsAtLeast(audited, options.failOn)) process.exitCode = EXIT.found;
  });
}

const DAY_MS = 86_400_000;

const table = (lines: ReturnType<typeof auditLines>) =>
  textTable(
    ["detector", "outcome", "severity", "affected", "cases", "what"],
    lines.map(({ detector, outcome, severity, affected, others, message }) => [
      detector,
      outcome,
      severity,
      affected,
      others,
      message,
    ]),
  );
