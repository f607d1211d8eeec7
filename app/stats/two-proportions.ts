import { requireTrials, type Tally } from "./interval";
import { normalTwoSided } from "./normal";

/** Two shares compared. */
export interface TwoProportionTest {
  /** First share minus second. */
  readonly difference: number;
  /** In standard errors, by the share of both together (the score test). */
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Do two shares differ? The two-proportion z test with pooled variance: R `prop.test(correct = FALSE)`, statsmodels
 * `proportions_ztest`. An approximation: with fewer than about 5 successes or failures expected, use `fisherExact`.
 * Null where all trials succeeded or all failed, as nothing then varies. Throws a RangeError where either has 0 trials.
 */
export function twoProportionTest(first: Tally, second: Tally): TwoProportionTest | null {
  requireTrials(first.successes, first.trials);
  requireTrials(second.successes, second.trials);
  const pooled = (first.successes + second.successes) / (first.trials + second.trials);
  if (pooled === 0 || pooled === 1) return null;
  const difference = first.successes / first.trials - second.successes / second.trials;
  const z = difference / Math.sqrt(pooled * (1 - pooled) * (1 / first.trials + 1 / second.trials));
  return { difference, z, p: normalTwoSided(z) };
}
