import type { Numbers } from "./quantiles";

/** The sum over n; null for no values. */
export function mean(values: Numbers): number | null {
  const n = values.length;
  if (n === 0) return null;
  let sum = 0;
  for (let at = 0; at < n; at++) sum += values[at]!;
  return sum / n;
}

/** The sample variance, divisor n - 1: R `var`. Null with fewer than two values. */
export function variance(values: Numbers): number | null {
  const centre = mean(values);
  const n = values.length;
  if (centre === null || n < 2) return null;
  let squares = 0;
  for (let at = 0; at < n; at++) squares += (values[at]! - centre) ** 2;
  return squares / (n - 1);
}

/** The sample standard deviation, in the values' unit: R `sd`. Null with fewer than two values. */
export function standardDeviation(values: Numbers): number | null {
  const spread = variance(values);
  return spread === null ? null : Math.sqrt(spread);
}

/**
 * How much do amounts swing for their size? The coefficient of variation, sd / mean, without a unit.
 * Null with fewer than two values or a mean of 0 or less, where it means nothing.
 */
export function coefficientOfVariation(values: Numbers): number | null {
  const centre = mean(values);
  const sd = standardDeviation(values);
  return centre === null || sd === null || centre <= 0 ? null : sd / centre;
}
