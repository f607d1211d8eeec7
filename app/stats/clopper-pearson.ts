import { betaQuantile, betaUpperQuantile } from "./beta";
import { type Interval, requireConfidence, requireTrials } from "./interval";

/**
 * Between what shares does the true share lie? Clopper and Pearson's exact interval, which covers at least as often
 * as it says, whatever the share: R `binom.test(k, n)$conf.int`.
 * Shares, 0 to 1. Throws a RangeError for 0 trials or an impossible tally. Clopper and Pearson 1934.
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Interval {
  requireTrials(successes, trials);
  requireConfidence(confidence);
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaUpperQuantile(tail, successes + 1, failures),
  };
}
