import type { Interval } from "./interval";

const Z95 = 1.959963984540054;

/**
 * The mean of positive, skewed values (times, pay) and its 95 % interval, in the values' unit: normal on the log scale,
 * mean * exp(-+ z * se / mean), which never goes below 0 (delta method). One value has no spread to judge by: both ends
 * are 0 and Infinity. Throws a RangeError for no values.
 */
export function meanWithInterval(values: ArrayLike<number>): Interval & { readonly value: number } {
  const n = values.length;
  if (n === 0) throw new RangeError("The mean of no values does not exist.");
  let sum = 0;
  for (let index = 0; index < n; index += 1) sum += values[index] as number;
  const mean = sum / n;
  if (n === 1) return { value: mean, low: 0, high: Infinity };
  let squares = 0;
  for (let index = 0; index < n; index += 1) squares += ((values[index] as number) - mean) ** 2;
  const relative = mean === 0 ? 0 : Math.sqrt(squares / (n - 1) / n) / mean;
  return { value: mean, low: mean * Math.exp(-Z95 * relative), high: mean * Math.exp(Z95 * relative) };
}
