import { compareSimulations } from "~/tiers/compare";
import { smallestTellingCount } from "~/tiers/forward";
import type { TierPolicy } from "~/tiers/policy";
import { type Simulation, simulate } from "~/tiers/simulate";
import { actualTiers } from "./actual-tiers";
import { metricsRead } from "./readings";
import type { LoadedTallies, TalliesWanted } from "./use-tallies";

/** What a policy's replay needs: windows of its length, and the metrics it reads. */
export const talliesFor = (policy: TierPolicy): TalliesWanted => ({
  windowDays: policy.windowDays,
  metrics: metricsRead([policy]),
  projectId: policy.projectId,
});

/** A policy replayed over all records, from the tiers really held at their start. */
export function tryPolicy(
  policy: TierPolicy,
  { packed, tallies }: LoadedTallies,
  recorded: readonly TierPolicy[],
): Simulation {
  const scope = recorded.filter(({ projectId }) => projectId === policy.projectId);
  const { from, to } = packed;
  return simulate({ policies: [policy], from, to, tallies, actual: actualTiers(packed.changes, scope) });
}

/** A column of the result: what a policy would have come to. */
export interface Outcome {
  readonly tiers: readonly { readonly label: string; readonly count: number }[];
  readonly promotions: number;
  readonly demotions: number;
  readonly noiseDemotions: number;
  readonly payChange: readonly { readonly currency: string; readonly minor: number }[];
  readonly topDecileShare: number | null;
  readonly peopleWithAccess: number | null;
  readonly largestLoad: number | null;
  readonly windows: number;
}

export function outcomeOf(policy: TierPolicy, simulation: Simulation): Outcome {
  const { windows, access, payChangeMinor } = simulation;
  const sum = (count: (window: Simulation["windows"][number]) => number) =>
    windows.reduce((total, window) => total + count(window), 0);
  const mix = windows.at(-1)?.tiers ?? {};
  return {
    tiers: policy.tiers.map(({ id, label }) => ({ label, count: mix[id] ?? 0 })),
    promotions: sum((window) => window.promotionCount),
    demotions: sum((window) => window.demotionCount),
    noiseDemotions: sum((window) => window.noiseDemotionCount),
    payChange: Object.entries(payChangeMinor).map(([currency, minor]) => ({ currency, minor })),
    topDecileShare: access.topDecileShareAfter,
    peopleWithAccess: access.peopleAfter,
    largestLoad: access.largestAfter,
    windows: windows.length,
  };
}

/** How many people two policies leave in different tiers. */
export const peopleApart = (one: Simulation, other: Simulation): number =>
  compareSimulations(one, other).peopleApart.length;

/** The smallest number of gold items at which the highest gold bar tells five points apart; null without such a bar. */
export function tellingCount(policy: TierPolicy): { readonly bar: number; readonly n: number | null } | null {
  const rule = policy.tiers.flatMap(({ rules }) => rules).find(({ metric }) => metric === "gold_accuracy");
  return rule === undefined ? null : { bar: rule.value, n: smallestTellingCount(rule.value) };
}
