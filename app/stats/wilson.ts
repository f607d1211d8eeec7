import { type Interval, requireProbability, requireTrials } from "./interval";
import { twoSidedZ } from "./normal-quantile";

/**
 * Between what shares does the true share lie, given `successes` of `trials`? Wilson's score interval,
 * without continuity correction: R `prop.test(k, n, correct = FALSE)`.
 *
 * Shares, 0 to 1, and never outside: at 0 or n successes rounding would leave [0, 1] by 1e-17, so those ends
 * are exactly 0 and 1. Counts may be fractional.
 * Throws a RangeError for 0 trials or an impossible tally.
 * Wilson 1927, "Probable inference, the law of succession, and statistical inference".
 */
export function wilson(successes: number, trials: number, confidence = 0.95): Interval {
  requireTrials(successes, trials);
  return scoreInterval(successes / trials, trials, twoSidedZ(confidence));
}

/**
 * Wilson's interval of a share that was measured with other than one equal weight a trial: a weighted share, or
 * trials that come in alike batches. `effectiveTrials` is the number of independent trials that would know as much.
 * Throws a RangeError unless the share lies in [0, 1] and effectiveTrials is above 0.
 */
export function wilsonOfShare(share: number, effectiveTrials: number, confidence = 0.95): Interval {
  requireProbability(share);
  if (!(effectiveTrials > 0 && effectiveTrials < Infinity)) {
    throw new RangeError(`Effective trials must be above 0 and finite; they are ${effectiveTrials}.`);
  }
  return scoreInterval(share, effectiveTrials, twoSidedZ(confidence));
}

/**
 * How many independent trials `trials` are worth when they come in clusters (batches) of `clusterSize` on average
 * whose members are alike: n / (1 + (m - 1) ICC). `intraclassCorrelation` is cut to [0, 1] and `clusterSize` to at
 * least 1, so the answer never exceeds `trials`. Kish 1965, "Survey Sampling", design effect.
 */
export function effectiveTrials(trials: number, clusterSize: number, intraclassCorrelation: number): number {
  const correlation = Math.min(1, Math.max(0, intraclassCorrelation));
  return trials / (1 + (Math.max(1, clusterSize) - 1) * correlation);
}

function scoreInterval(share: number, trials: number, z: number): Interval {
  const z2 = z * z;
  const centre = share + z2 / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - reach) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + reach) / scale),
  };
}
