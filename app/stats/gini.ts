import type { Numbers } from "./quantiles";

/** How unequally a total is spread. */
export interface Gini {
  /** 0 (all the same) to 1 - 1/n (one has all). */
  readonly raw: number;
  /** raw * n / (n - 1), 0 to 1 whatever n; null for a single value. */
  readonly corrected: number | null;
}

/**
 * How unequally are these amounts spread? Gini's coefficient, raw and corrected for small n. The unit drops out.
 * Counts differ by chance alone: with one each on average, equal odds give .52. Judge them only beside draws under
 * equal odds. Null for no values or a total of 0. Throws a RangeError for a value below 0.
 */
export function gini(values: Numbers): Gini | null {
  const ascending = ascendingAmounts(values);
  const n = ascending.length;
  let total = 0;
  let weighted = 0;
  for (let index = 0; index < n; index++) {
    const value = ascending[index]!;
    total += value;
    weighted += (2 * index + 1 - n) * value;
  }
  if (total === 0) return null;
  const raw = Math.max(0, weighted / (n * total));
  return { raw, corrected: n === 1 ? null : Math.min(1, (raw * n) / (n - 1)) };
}

/** A sorted copy of amounts of 0 or more; a RangeError for anything else. */
export function ascendingAmounts(values: Numbers): Float64Array {
  const ascending = Float64Array.from(values).sort();
  const n = ascending.length;
  if (n > 0 && !(ascending[0]! >= 0 && ascending[n - 1]! < Infinity)) {
    throw new RangeError("Amounts to be compared must be finite and 0 or more.");
  }
  return ascending;
}
