import type { Interval, Tally } from "./interval";
import { requireTally } from "./interval";
import { normalTwoSided } from "./normal";
import { twoSidedZ } from "./normal-quantile";
import { exactRatioEnd } from "./mantel-haenszel-exact";
import { type Exposure, requireExposure } from "./poisson";

/** Two shares seen side by side in one stratum (a person, a project). */
export interface ShareStratum {
  readonly first: Tally;
  readonly second: Tally;
}

/** Two rates seen side by side in one stratum. */
export interface RateStratum {
  readonly first: Exposure;
  readonly second: Exposure;
}

/** A difference of shares over strata, first minus second, -1 to 1. */
export interface StratifiedDifference extends Interval {
  readonly difference: number;
  readonly standardError: number;
  /** Two-sided, against no difference; null where the standard error is 0. */
  readonly p: number | null;
  /** How many strata had both sides. */
  readonly strata: number;
}

/** A ratio over strata, first over second. */
export interface StratifiedRatio extends Interval {
  /** Null where the second had no events in any stratum. */
  readonly ratio: number | null;
  /** Two-sided, against a ratio of 1. */
  readonly p: number;
  readonly strata: number;
  /** `exact` where one side had no events at all: a log-normal interval does not exist there. */
  readonly method: "log-normal" | "exact";
}

/**
 * How much higher is a share in the first than in the second, comparing only within strata? Mantel-Haenszel risk
 * difference: strata weigh n1 n2 / (n1 + n2); the variance is the sum of the binomial variances within strata (the
 * formula of `v.R`, reference `MH RD se`), the interval normal and cut to [-1, 1]. Strata with only one side say
 * nothing and are left out; their order does not matter. Null where none is left.
 * Mantel and Haenszel 1959; Greenland and Robins 1985 for the difference.
 */
export function mantelHaenszelDifference(
  strata: readonly ShareStratum[],
  confidence = 0.95,
): StratifiedDifference | null {
  const z = twoSidedZ(confidence);
  let used = 0;
  let weights = 0;
  let sum = 0;
  let squares = 0;
  for (const { first, second } of strata) {
    requireTally(first.successes, first.trials);
    requireTally(second.successes, second.trials);
    if (first.trials === 0 || second.trials === 0) continue;
    const weight = (first.trials * second.trials) / (first.trials + second.trials);
    const p1 = first.successes / first.trials;
    const p2 = second.successes / second.trials;
    used++;
    weights += weight;
    sum += weight * (p1 - p2);
    squares += weight * weight * ((p1 * (1 - p1)) / first.trials + (p2 * (1 - p2)) / second.trials);
  }
  if (used === 0) return null;
  const difference = sum / weights;
  const standardError = Math.sqrt(squares) / weights;
  return {
    difference,
    standardError,
    low: Math.max(-1, difference - z * standardError),
    high: Math.min(1, difference + z * standardError),
    p: standardError === 0 ? null : normalTwoSided(difference / standardError),
    strata: used,
  };
}

/**
 * How many times the share of the second is the share of the first, comparing only within strata? Mantel-Haenszel
 * risk ratio, log-normal interval by Greenland and Robins 1985. With one stratum it is the plain ratio with Katz's
 * interval. Null where no stratum has both sides, or where either side had no success: then no interval exists.
 */
export function mantelHaenszelRiskRatio(
  strata: readonly ShareStratum[],
  confidence = 0.95,
): StratifiedRatio | null {
  const sums = { first: 0, second: 0, spread: 0, strata: 0 };
  for (const { first, second } of strata) {
    requireTally(first.successes, first.trials);
    requireTally(second.successes, second.trials);
    if (first.trials === 0 || second.trials === 0) continue;
    const all = first.trials + second.trials;
    const successes = first.successes + second.successes;
    sums.strata++;
    sums.first += (first.successes * second.trials) / all;
    sums.second += (second.successes * first.trials) / all;
    sums.spread +=
      (successes * first.trials * second.trials - first.successes * second.successes * all) / (all * all);
  }
  return sums.first === 0 || sums.second === 0 ? null : logNormal(sums, confidence);
}

/**
 * How many times as often do events happen in the first as in the second, comparing only within strata?
 * Mantel-Haenszel rate ratio, log-normal interval by Greenland and Robins 1985. Where one side had no events at all
 * the interval and p are exact, given each stratum's sum: low 0 or high Infinity. Strata without exposure on both
 * sides are left out. Null where no stratum is left, or none has an event.
 */
export function mantelHaenszelRateRatio(
  strata: readonly RateStratum[],
  confidence = 0.95,
): StratifiedRatio | null {
  const sums = { first: 0, second: 0, spread: 0, strata: 0 };
  const used: RateStratum[] = [];
  for (const stratum of strata) {
    const { first, second } = stratum;
    requireExposure(first);
    requireExposure(second);
    if (first.exposure === 0 || second.exposure === 0) continue;
    const all = first.exposure + second.exposure;
    const events = first.events + second.events;
    used.push(stratum);
    sums.strata++;
    sums.first += (first.events * second.exposure) / all;
    sums.second += (second.events * first.exposure) / all;
    sums.spread += (events * first.exposure * second.exposure) / (all * all);
  }
  if (sums.first === 0 && sums.second === 0) return null;
  if (sums.first > 0 && sums.second > 0) return logNormal(sums, confidence);
  return oneSideEmpty(used, sums.first === 0, confidence);
}

interface Sums {
  readonly first: number;
  readonly second: number;
  readonly spread: number;
  readonly strata: number;
}

function logNormal({ first, second, spread, strata }: Sums, confidence: number): StratifiedRatio {
  const ratio = first / second;
  const standardError = Math.sqrt(spread / (first * second));
  const reach = Math.exp(twoSidedZ(confidence) * standardError);
  // Everybody succeeding on both sides leaves no spread: the ratio is 1 and nothing speaks against it.
  const p = standardError === 0 ? 1 : normalTwoSided(Math.log(ratio) / standardError);
  return { ratio, low: ratio / reach, high: ratio * reach, p, strata, method: "log-normal" };
}

function oneSideEmpty(
  strata: readonly RateStratum[],
  firstIsEmpty: boolean,
  confidence: number,
): StratifiedRatio {
  const turned = strata.map(({ first, second }) => ({ first: second, second: first }));
  const { end, p } = exactRatioEnd(firstIsEmpty ? strata : turned, confidence);
  const shared = { p, strata: strata.length, method: "exact" } as const;
  return firstIsEmpty
    ? { ratio: 0, low: 0, high: end, ...shared }
    : { ratio: null, low: 1 / end, high: Infinity, ...shared };
}
