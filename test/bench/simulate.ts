/**
 * How long a replay takes and how it grows: `npm run bench -- simulate`. Annotators times 26 windows of a year are
 * replayed and simulated under the shipped policies and one with quotas; CPU seconds of the best of five runs, tallies
 * ready in memory. The last column is the time for one more annotator over that at the size before: 1 is linear.
 */
import type { WindowTally } from "~/domain/window-tally";
import { drawBinomial, drawNormal } from "~/stats/draws";
import { type Random, seededRandom } from "~/stats/random";
import { type PolicyJson, policySchema, type TierPolicy } from "~/tiers/policy";
import { replay } from "~/tiers/replay";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { simulate, simulationWindows } from "~/tiers/simulate";
import { simulationJson } from "~/tiers/simulation-json";

const SIZES = [1_250, 2_500, 5_000, 10_000];
const WINDOW_DAYS = 14;
const FROM = "2025-01-01T00:00:00.000Z";
const TO = "2025-12-31T00:00:00.000Z";

const quota: PolicyJson = {
  ...EFFICIENCY,
  tiers: EFFICIENCY.tiers.map((tier, index) => ({ ...tier, quota_share: index === 0 ? 0.2 : null })),
};
const POLICIES: Readonly<Record<string, PolicyJson>> = { efficiency: EFFICIENCY, fair: FAIR, quota };

const policyOf = (json: PolicyJson): TierPolicy => policySchema.parse({ ...json, window_days: WINDOW_DAYS });

/** People of lasting skill and pace, a tally each and window. */
function talliesFor(annotators: number, random: Random): WindowTally[] {
  const windows = simulationWindows([policyOf(EFFICIENCY)], FROM, TO);
  const people = Array.from({ length: annotators }, (_, index) => ({
    annotatorId: `A${String(index).padStart(6, "0")}`,
    skill: 1 / (1 + Math.exp(-3 - 0.7 * drawNormal(random))),
    pace: Math.exp(0.15 * drawNormal(random)),
  }));
  return windows.flatMap(({ from, to }) =>
    people.map(({ annotatorId, skill, pace }): WindowTally => {
      const n = 10 + Math.floor(random() * 60);
      const value = pace * Math.exp(0.1 * drawNormal(random));
      return {
        ...{ annotatorId, projectId: null, window: { from, to } },
        readings: {
          gold_accuracy: { kind: "share", successes: drawBinomial(n, skill, random), n },
          handling_ratio: { kind: "estimate", value, low: value - 0.1, high: value + 0.1, n: 3 * n },
        },
        pay: { minor: 10_000, currency: "USD" },
        ...{ workedSec: 20_000, availableSec: 30_000, premiumOfferCount: n > 60 ? 1 : 0 },
      };
    }),
  );
}

function bestSeconds(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

const lines = [
  "| policy | annotators | evaluations | replay, s | simulate to JSON, s | growth |",
  "|---|---|---|---|---|---|",
];
for (const [name, json] of Object.entries(POLICIES)) {
  let last: { readonly annotators: number; readonly seconds: number } | null = null;
  for (const annotators of SIZES) {
    const policy = policyOf(json);
    const tallies = talliesFor(annotators, seededRandom(annotators));
    const windows = simulationWindows([policy], FROM, TO);
    const seconds = bestSeconds(() => replay({ windows, tallies }));
    const whole = bestSeconds(() =>
      JSON.stringify(simulationJson(simulate({ policies: [policy], from: FROM, to: TO, tallies }))),
    );
    const growth = last === null ? "" : (seconds / last.seconds / (annotators / last.annotators)).toFixed(2);
    const cells = [name, annotators, tallies.length, seconds.toFixed(2), whole.toFixed(2), growth];
    lines.push(`| ${cells.join(" | ")} |`);
    last = { annotators, seconds };
    process.stderr.write(`${lines.at(-1) ?? ""}\n`);
  }
}
process.stdout.write(`${lines.join("\n")}\n`);
