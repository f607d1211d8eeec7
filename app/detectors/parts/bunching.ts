import type { GoldDays, TierPolicyRecord } from "~/domain/evidence";
import { type BetaPrior, fitBetaBinomial } from "~/stats/beta-binomial";
import { STRENGTH_CAP } from "~/stats/beta-binomial-likelihood";
import { logGamma } from "~/stats/log-gamma";
import { poissonBinomialUpperTail } from "~/stats/poisson-binomial";
import { type AnnotatorTally, tallyGold } from "./gold";
import { sum } from "./group";
import { accuracyBar } from "./tiers";

/** How near to a bar counts as just below or just above it, in shares. */
const REACH = 0.03;
const DAY = 86_400;
/** Fewer people than this show no spread of skill. */
const LEAST_PEOPLE = 10;

/** People of all windows whose accuracy lies just below or just above the bar they are decided by. */
export interface Bunching {
  readonly below: number;
  readonly above: number;
  /** How many of them skill alone would put above. */
  readonly expectedAbove: number;
  /** Chance of so many above or more, by skill alone. */
  readonly p: number;
}

/**
 * Do more people stand just above a bar than skill alone would put there, as when work stops or gold is hunted once the
 * bar is reached (Goodhart)? Window by window of each policy that decides by gold accuracy: a beta-binomial fitted to
 * everybody says how likely each person within 3 points of the bar is to stand above it; the Poisson-binomial tail over
 * them says how surprising the count is. A jump of density in the sense of McCrary 2008, for counts. One person is
 * counted once a window. Null where nobody stands near a bar.
 */
export function bunchingAt(
  gold: GoldDays,
  policies: readonly TierPolicyRecord[],
  window: { readonly from: number; readonly to: number },
): Bunching | null {
  const near = policies.flatMap((policy) => {
    const bars = [...new Set(policy.tiers.flatMap((tier) => accuracyBar(tier) ?? []))];
    if (bars.length === 0) return [];
    return windowsOf(policy, policies, window).flatMap(([from, to]) =>
      nearBars(tallyGold(gold, policy.project, from, to), bars, policy.minimumGold),
    );
  });
  if (near.length === 0) return null;
  const chances = near.map(({ chance }) => chance);
  const above = near.filter((person) => person.above).length;
  return {
    below: near.length - above,
    above,
    expectedAbove: sum(chances),
    p: poissonBinomialUpperTail(above, chances),
  };
}

/** Whole windows of a policy, from the day it took effect until another took its place. */
function windowsOf(
  policy: TierPolicyRecord,
  policies: readonly TierPolicyRecord[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly (readonly [from: number, to: number])[] {
  const next = policies
    .filter((other) => other.project === policy.project && other.effectiveAt > policy.effectiveAt)
    .map((other) => other.effectiveAt);
  const end = Math.min(to, ...next);
  const length = policy.windowDays * DAY;
  const windows: (readonly [number, number])[] = [];
  for (let start = policy.effectiveAt; start + length <= end; start += length) {
    if (start >= from) windows.push([start, start + length]);
  }
  return windows;
}

function nearBars(
  tallies: ReadonlyMap<string, AnnotatorTally>,
  bars: readonly number[],
  minimumGold: number,
): readonly { readonly above: boolean; readonly chance: number }[] {
  const decided = [...tallies.values()].filter(({ total }) => total >= Math.max(1, minimumGold));
  if (decided.length < LEAST_PEOPLE) return [];
  const prior = fitBetaBinomial(decided.map(({ correct, total }) => ({ successes: correct, trials: total })));
  if (!prior) return [];
  return decided.flatMap(({ correct, total }) => {
    const bar = bars.find((one) => sideOf(correct, total, one) !== null);
    const above = bar === undefined ? null : sideOf(correct, total, bar);
    return bar === undefined || above === null ? [] : [{ above, chance: chanceAbove(total, bar, prior) }];
  });
}

/** Whether a tally stands just above the bar or just below it; null where it is not near. */
function sideOf(correct: number, total: number, bar: number): boolean | null {
  const distance = correct / total - bar;
  // .98 * 50 is not 49 to the last digit: a count that meets the bar stands above it.
  if (distance >= -1e-9) return distance < REACH ? true : null;
  return distance >= -REACH ? false : null;
}

/** How likely somebody near the bar stands above it, by the spread of skill alone. */
function chanceAbove(total: number, bar: number, prior: BetaPrior): number {
  // Where people cannot be told apart the fitted strength is infinite, and a mean of 1 leaves no other skill.
  const strength = Math.min(prior.strength, STRENGTH_CAP);
  const mean = Math.min(1 - 1e-9, Math.max(1e-9, prior.mean));
  const first = Math.max(0, Math.floor((bar - REACH) * total));
  const last = Math.min(total, Math.ceil((bar + REACH) * total));
  const counts = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const near = counts.flatMap((correct) => {
    const above = sideOf(correct, total, bar);
    return above === null
      ? []
      : [{ above, log: logChance(correct, total, mean * strength, (1 - mean) * strength) }];
  });
  const highest = Math.max(...near.map(({ log }) => log));
  const weight = (chosen: typeof near) => sum(chosen.map(({ log }) => Math.exp(log - highest)));
  return Math.min(1, weight(near.filter(({ above }) => above)) / weight(near));
}

/** Logarithm of the beta-binomial probability, but for what does not depend on `correct`. */
const logChance = (correct: number, total: number, a: number, b: number): number =>
  logGamma(correct + a) +
  logGamma(total - correct + b) -
  logGamma(correct + 1) -
  logGamma(total - correct + 1);
