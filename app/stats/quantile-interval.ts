import type { Interval } from "./interval";
import { quantilesOfSorted } from "./quantiles";

const Z95 = 1.959963984540054;

/**
 * The median of ascending values and its 95 % interval, in the values' unit: the order statistics whose ranks bound
 * the binomial(n, 1/2) count, by its normal approximation. Conover 1999, "Practical Nonparametric Statistics", 3.2.
 * Throws a RangeError for no values.
 */
export function medianWithInterval(ascending: ArrayLike<number>): Interval & { readonly value: number } {
  const n = ascending.length;
  const value = quantilesOfSorted(ascending, [0.5])?.[0];
  if (value === undefined) throw new RangeError("The median of no values does not exist.");
  const reach = Z95 * Math.sqrt(n);
  const lowRank = Math.max(1, Math.floor((n - reach) / 2));
  const highRank = Math.min(n, Math.ceil(1 + (n + reach) / 2));
  return { value, low: ascending[lowRank - 1] as number, high: ascending[highRank - 1] as number };
}
