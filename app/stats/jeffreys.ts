import { betaQuantile, betaUpperQuantile } from "./beta";
import { type Interval, requireConfidence, requireTrials } from "./interval";

/**
 * Between what shares does the true share lie? Jeffreys' equal-tailed interval: quantiles of
 * Beta(successes + 1/2, failures + 1/2). The low end is set to 0 at 0 successes and the high end to 1 at n, as Brown,
 * Cai and DasGupta advise; the bare quantiles never touch them.
 * Shares, 0 to 1. Throws a RangeError for 0 trials or an impossible tally.
 * Brown, Cai and DasGupta 2001, "Interval estimation for a binomial proportion".
 */
export function jeffreys(successes: number, trials: number, confidence = 0.95): Interval {
  requireTrials(successes, trials);
  requireConfidence(confidence);
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes + 0.5, failures + 0.5),
    high: failures === 0 ? 1 : betaUpperQuantile(tail, successes + 0.5, failures + 0.5),
  };
}
