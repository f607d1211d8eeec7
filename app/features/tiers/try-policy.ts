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

/** What was really so: tiers held at the end by everybody who worked, and the changes on record. */
export interface Before {
  readonly tiers: Outcome["tiers"];
  readonly promotions: number;
  readonly demotions: number;
}

/** Null where no change of tier is on record. */
export function beforeOf(
  policy: TierPolicy,
  { packed }: LoadedTallies,
  recorded: readonly TierPolicy[],
): Before | null {
  if (packed.changes.length === 0) return null;
  const scope = recorded.filter(({ projectId }) => projectId === policy.projectId);
  const actual = actualTiers(packed.changes, scope);
  const held = packed.people.map((id) => actual(id, packed.to)?.tierId ?? "");
  const known = [policy, ...scope].flatMap(({ tiers }) => tiers);
  const ids = [...new Set(known.map(({ id }) => id))].filter((id) => held.includes(id));
  const isUp = ({ fromTier, toTier, policyVersion }: (typeof packed.changes)[number]): boolean => {
    const tiers = scope.find(({ version }) => version === policyVersion)?.tiers ?? [];
    const rank = (tierId: string | null) => tiers.findIndex(({ id }) => id === tierId);
    return fromTier === null || rank(toTier) < rank(fromTier);
  };
  const promotions = packed.changes.filter(isUp).length;
  return {
    tiers: ids.map((id) => ({
      label: known.find((tier) => tier.id === id)?.label ?? id,
      count: held.filter((tierId) => tierId === id).length,
    })),
    promotions,
    demotions: packed.changes.length - promotions,
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
