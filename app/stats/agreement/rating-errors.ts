import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import { studentReach } from "./coefficient";

/** How ratings differ from known or agreed values. Differences are in the unit of the scale, shares 0 to 1. */
export interface RatingErrors {
  readonly n: number;
  /** Share of ratings that are the value, and that are at most one step from it. */
  readonly exact: number;
  readonly withinOne: number;
  readonly meanAbsoluteError: number;
  /** Mean of rating minus value: above 0 rates high. Severity, which is not noise. */
  readonly bias: number;
  /** Student's t interval of the bias; null with one rating. */
  readonly biasLow: number | null;
  readonly biasHigh: number | null;
  /** Standard deviation of the differences about the bias: noise, which is not severity; null with one rating. */
  readonly noise: number | null;
}

/**
 * How far are ratings from values, and which way? Pairs in which either is not a finite number are missing and left out.
 * A step is one unit of the scale. Null without pairs. Throws a RangeError for lists of unequal length.
 */
export function ratingErrors(
  ratings: ArrayLike<number>,
  values: ArrayLike<number>,
  confidence = 0.95,
): Possible<RatingErrors> {
  if (ratings.length !== values.length) throw new RangeError("ratings and values differ in length");
  const differences: number[] = [];
  for (let at = 0; at < ratings.length; at++) {
    const difference = ratings[at]! - values[at]!;
    if (Number.isFinite(difference)) differences.push(difference);
  }
  const n = differences.length;
  if (n === 0) return undefinedBecause("nothing to compare");
  const mean = (of: (difference: number) => number) => differences.reduce((sum, x) => sum + of(x), 0) / n;
  const bias = mean((x) => x);
  // A tolerance for values such as 0.1 + 0.2: ratings are steps, not measurements to the last digit.
  const within = (step: number) => mean((x) => (Math.abs(x) <= step + 1e-9 ? 1 : 0));
  const noise = n > 1 ? Math.sqrt(mean((x) => (x - bias) ** 2) * (n / (n - 1))) : null;
  const reach = noise === null ? null : (studentReach(confidence, n - 1) * noise) / Math.sqrt(n);
  return known({
    n,
    exact: within(0),
    withinOne: within(1),
    meanAbsoluteError: mean(Math.abs),
    bias,
    biasLow: reach === null ? null : bias - reach,
    biasHigh: reach === null ? null : bias + reach,
    noise,
  });
}
