import { type Command, Option } from "commander";
import { readFile } from "node:fs/promises";
import { EVERYBODYS, logCommand } from "~/features/access-log/access-log.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { simulateOnLedger } from "~/features/tiers/simulate.server";
import { policiesToTry } from "~/tiers/policies-to-try";
import type { TierPolicy } from "~/tiers/policy";
import type { Simulation } from "~/tiers/simulate";
import { simulationJson } from "~/tiers/simulation-json";
import { day } from "./day";
import { withMigrated } from "./open";
import { Fault } from "./outcome";
import { textTable } from "./table";

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly format: "table" | "json";
}

export function simulate(program: Command): void {
  program
    .command("simulate")
    .description("replay a tier policy over history")
    .argument("<policy.json>", "a policy version, or a list of versions that take turns")
    .option("--from <day>", "first day (UTC), e.g. 2026-03-01; the first record's without it")
    .option("--to <day>", "last day (UTC), included; the last record's without it")
    .addOption(new Option("--format <format>", "how to print").choices(["table", "json"]).default("table"))
    .action((path: string, options: Options, command: Command) => run(path, options, command));
}

async function run(path: string, options: Options, command: Command): Promise<void> {
  const asked = { from: day(options.from, "--from"), to: day(options.to, "--to") };
  if (asked.from !== null && asked.to !== null && asked.from > asked.to) {
    throw new Fault(`--from ${asked.from} lies after --to ${asked.to}; give the earlier day first.`);
  }
  const policies = await readPolicies(path);
  await withMigrated(command, async ({ db }) => {
    await refreshMeasures(db, new Date());
    const simulation = await simulateOnLedger(db, policies, asked);
    await logCommand(db, { kind: "exported", what: "policy simulation", about: EVERYBODYS });
    process.stdout.write(
      options.format === "json"
        ? `${JSON.stringify(simulationJson(simulation), null, 1)}\n`
        : table(simulation),
    );
  });
}

/** Versions of one scope, or a {@link Fault} that lists every problem with its path. */
async function readPolicies(path: string): Promise<readonly TierPolicy[]> {
  const tried = policiesToTry(parseJson(path, await readText(path)));
  if ("problems" in tried)
    throw new Fault(`${path} is no policy that can be replayed. ${listed(tried.problems)}`);
  for (const { path: place, sentence } of tried.warnings) process.stderr.write(`${place}: ${sentence}\n`);
  return tried.policies;
}

const listed = (notes: readonly { readonly path: string; readonly sentence: string }[]): string =>
  notes.map(({ path, sentence }) => (path === "" ? sentence : `${path}: ${sentence}`)).join(" ");

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new Fault(`${path} cannot be read; name a JSON file that holds a policy.`);
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it ends too early";
    throw new Fault(`${path} is not JSON: ${reason}.`);
  }
}

function table(simulation: Simulation): string {
  const { windows, people, access } = simulation;
  if (windows.length === 0) return "No whole window of the policy lies in the period.\n";
  const tiers = [...new Set(windows.flatMap(({ tiers: mix }) => Object.keys(mix)))];
  const lines = textTable(
    ["window ends", "policy", ...tiers, "promotions", "demotions", "by chance"],
    windows.map((window) => [
      window.to.slice(0, 10),
      window.policyVersion,
      ...tiers.map((id) => window.tiers[id] ?? null),
      window.promotionCount,
      window.demotionCount,
      window.noiseDemotionCount,
    ]),
  );
  const noise = people.filter(({ noise }) => noise).length;
  const share = (value: number | null) => (value === null ? "unmeasured" : `${(value * 100).toFixed(1)} %`);
  return (
    `${lines}\n${people.length} people move or end elsewhere than they really did; the last move of ${noise} is within chance.\n` +
    `Premium offers that the top tenth would expect: ${share(access.topDecileShareBefore)} really, ${share(access.topDecileShareAfter)} under the policy.\n`
  );
}
