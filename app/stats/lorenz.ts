import { ascendingAmounts } from "./gini";
import type { Numbers } from "./quantiles";

/** The poorest `people` share holds the `amount` share; both 0 to 1. */
export interface LorenzPoint {
  readonly people: number;
  readonly amount: number;
}

/**
 * What share of a total do the poorest hold? Lorenz's curve: n + 1 points from (0, 0) to (1, 1), in ascending order of
 * amount. Twice the area between it and the diagonal is the raw Gini coefficient.
 * Null for no values or a total of 0. Throws a RangeError for a value below 0. Lorenz 1905.
 */
export function lorenz(values: Numbers): LorenzPoint[] | null {
  const ascending = ascendingAmounts(values);
  const n = ascending.length;
  const total = ascending.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  let held = 0;
  const points: LorenzPoint[] = [{ people: 0, amount: 0 }];
  ascending.forEach((value, index) => {
    held += value;
    points.push({ people: (index + 1) / n, amount: index === n - 1 ? 1 : held / total });
  });
  return points;
}
