import type { Interval, Tally } from "./interval";
import { wilson } from "./wilson";

/** A difference of two shares, first minus second, -1 to 1, and between what it lies. */
export interface ShareDifference extends Interval {
  readonly difference: number;
}

/**
 * How much higher is the first share than the second? Newcombe's hybrid score interval (his method 10, without
 * continuity correction): R `DescTools::BinomDiffCI(method = "score")`. It leaves 0 out just when the two differ;
 * whether two 95 % intervals overlap does not tell that.
 * Throws a RangeError where either has 0 trials. Newcombe 1998, "Interval estimation for the difference between
 * independent proportions".
 */
export function newcombeDifference(first: Tally, second: Tally, confidence = 0.95): ShareDifference {
  const one = wilson(first.successes, first.trials, confidence);
  const two = wilson(second.successes, second.trials, confidence);
  const p1 = first.successes / first.trials;
  const p2 = second.successes / second.trials;
  const difference = p1 - p2;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(p1 - one.low, two.high - p2)),
    high: Math.min(1, difference + Math.hypot(one.high - p1, p2 - two.low)),
  };
}
