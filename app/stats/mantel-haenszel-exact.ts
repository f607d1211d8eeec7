import { requireConfidence } from "./interval";
import type { RateStratum } from "./mantel-haenszel";

/**
 * Where the first side of every stratum had no events: the highest rate ratio that could still give that in
 * (1 - confidence) / 2 of cases, and the two-sided p against a ratio of 1. Given a stratum's sum of events m, none
 * falls on the first side with chance (t2 / (ratio t1 + t2))^m; the product over strata falls as the ratio grows.
 * Every stratum has exposure on both sides, and some stratum has events.
 */
export function exactRatioEnd(
  strata: readonly RateStratum[],
  confidence: number,
): { readonly end: number; readonly p: number } {
  requireConfidence(confidence);
  const logChance = (ratio: number): number =>
    strata.reduce(
      (sum, { first, second }) =>
        sum - second.events * Math.log1p((ratio * first.exposure) / second.exposure),
      0,
    );
  const target = Math.log((1 - confidence) / 2);
  let high = 1;
  while (logChance(high) > target) high *= 2;
  let low = 0;
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2;
    if (logChance(middle) > target) low = middle;
    else high = middle;
  }
  return { end: (low + high) / 2, p: Math.min(1, 2 * Math.exp(logChance(1))) };
}
