import { known, undefinedBecause, type Possible } from "./aggregation/possible";
import type { BetaPrior } from "./beta-binomial";
import { type Interval } from "./interval";
import { normalTwoSided, twoSidedZ } from "./normal";

/**
 * Below this share of true variance, ordinal ranks are hidden and bands shown. A convention of this product: at .7
 * three tenths of what separates the people on the list is chance.
 */
export const RANKABILITY_GATE = 0.7;

/**
 * How much of the spread between people is real? rho = tau2 / (tau2 + mean s2): `tau2` the variance of true values
 * between people, `s2` the sampling variance of each person's estimate, in the squared unit of the estimate.
 * 0 says that all spread is chance, 1 that none is. Null without people, or where nothing varies at all.
 * van Houwelingen, Brand and Louis 2000 (rankability).
 */
export function rankability(tau2: number, s2: ArrayLike<number>): Possible<number> {
  if (s2.length < 2) return undefinedBecause("nothing to compare");
  let sum = 0;
  for (let i = 0; i < s2.length; i++) sum += s2[i]!;
  if (!(tau2 >= 0 && sum >= 0)) throw new RangeError("variances must be zero or more");
  const total = tau2 + sum / s2.length;
  return total > 0 ? known(tau2 / total) : undefinedBecause("no variation");
}

/**
 * Rankability of shares under a beta-binomial model: tau2 = m (1 - m) / (M + 1) and, for a person with n trials, an
 * expected sampling variance of m (1 - m) M / (M + 1) / n. So rho = 1 / (1 + M mean(1/n)), which does not take a person
 * with n of n for one without sampling error. People without trials are left out; infinite strength gives 0.
 */
export function rankabilityOfShares(prior: BetaPrior, trials: ArrayLike<number>): Possible<number> {
  let people = 0;
  let inverse = 0;
  for (let i = 0; i < trials.length; i++) {
    if (trials[i]! > 0) {
      people++;
      inverse += 1 / trials[i]!;
    }
  }
  if (people < 2) return undefinedBecause("nothing to compare");
  return known(prior.strength === Infinity ? 0 : 1 / (1 + (prior.strength * inverse) / people));
}

/** May ordinal ranks be shown? Only where rankability is known and at least the gate. */
export const ordinalsMayBeShown = (rho: Possible<number>): boolean =>
  rho.value !== null && rho.value >= RANKABILITY_GATE;

/** Where a person's interval lies relative to a reference (the roster's mean, or a bar): what is shown for a rank. */
export type Band = "above" | "around" | "below";

/** The band of an interval: above or below the reference only where the whole interval is. */
export function bandOf({ low, high }: Interval, reference: number): Band {
  return low > reference ? "above" : high < reference ? "below" : "around";
}

/**
 * The confidence at which two intervals of equal width just touch when their difference is significant at `confidence`:
 * .834 for .95 (about 1.39 standard errors each way). Only for letting the eye compare two; never as the interval of one.
 * Goldstein and Healy 1995, "The graphical presentation of a collection of means".
 */
export function comparisonConfidence(confidence = 0.95): number {
  return 1 - normalTwoSided(twoSidedZ(confidence) / Math.SQRT2);
}

/** An interval of `estimate` drawn for comparing two by eye: 1.386 standard errors each way at .95. */
export function comparisonInterval(estimate: number, standardError: number, confidence = 0.95): Interval {
  const reach = (twoSidedZ(confidence) / Math.SQRT2) * standardError;
  return { low: estimate - reach, high: estimate + reach };
}
