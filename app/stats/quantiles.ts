import { requireProbability } from "./interval";

/** Numbers in any flat container: an array, a typed array. */
export type Numbers = ArrayLike<number>;

/**
 * The quantile of `values` at `probability`, 0 to 1: linear between the two order statistics around
 * (n - 1) * probability. The same as R `quantile(type = 7)`, numpy's default and PostgreSQL `percentile_cont`.
 * In the values' unit; null for no values. Throws a RangeError for a value that is not a number.
 */
export function quantile(values: Numbers, probability: number): number | null {
  return quantiles(values, [probability])?.[0] ?? null;
}

/** The middle value: `quantile` at one half. */
export const median = (values: Numbers): number | null => quantile(values, 0.5);

/** As `quantile` for several probabilities, sorting once. */
export function quantiles(values: Numbers, probabilities: readonly number[]): number[] | null {
  return quantilesOfParts([values], probabilities);
}

/**
 * As `quantiles`, of values that lie packed in several parts (the days of a rollup): exact, whatever the cut.
 * Null where all parts are empty.
 */
export function quantilesOfParts(
  parts: readonly Numbers[],
  probabilities: readonly number[],
): number[] | null {
  let size = 0;
  for (const part of parts) size += part.length;
  const all = new Float64Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return quantilesOfSorted(sorted(all), probabilities);
}

/** As `quantiles`, of values already in ascending order: nothing is copied. */
export function quantilesOfSorted(ascending: Numbers, probabilities: readonly number[]): number[] | null {
  probabilities.forEach(requireProbability);
  const last = ascending.length - 1;
  if (last < 0) return null;
  return probabilities.map((probability) => {
    const rank = last * probability;
    const below = Math.floor(rank);
    return between(ascending[below]!, ascending[Math.min(last, below + 1)]!, rank - below);
  });
}

/**
 * The quantiles of values that each occur `counts[i]` times, as if they were written out: exact, type 7.
 * Counts are whole numbers of 0 or more. Null where all are 0.
 */
export function quantilesOfCounted(
  values: Numbers,
  counts: Numbers,
  probabilities: readonly number[],
): number[] | null {
  probabilities.forEach(requireProbability);
  const { order, cumulative } = cumulate(values, counts);
  const total = cumulative[cumulative.length - 1] ?? 0;
  if (total === 0) return null;
  const at = (rank: number): number => values[order[firstAbove(cumulative, rank)]!]!;
  return probabilities.map((probability) => {
    const rank = (total - 1) * probability;
    const below = Math.floor(rank);
    return between(at(below), at(Math.min(total - 1, below + 1)), rank - below);
  });
}

/**
 * The quantile of weighted values: the smallest value at or below which at least `probability` of the weight lies.
 * numpy `quantile(weights, method = "inverted_cdf")`; only values that occur are answers. Weights of any unit, 0 or
 * more: their scale does not matter. Null where there is no weight.
 */
export function weightedQuantile(values: Numbers, weights: Numbers, probability: number): number | null {
  requireProbability(probability);
  const { order, cumulative } = cumulate(values, weights);
  const total = cumulative[cumulative.length - 1] ?? 0;
  if (total === 0) return null;
  // A cumulative weight short of the target by rounding alone has reached it: 0.1 + 0.2 is the 0.3 meant.
  const target = probability * total * (1 - 1e-14);
  const index = cumulative.findIndex((weight) => weight >= target && weight > 0);
  return values[order[index]!] ?? null;
}

/** Sorts numbers in place, refusing what is not one. */
function sorted(values: Float64Array): Float64Array {
  values.sort();
  // A typed array sorts NaN to its end.
  if (Number.isNaN(values[values.length - 1]))
    throw new RangeError("A quantile of what is not a number does not exist.");
  return values;
}

function between(low: number, high: number, share: number): number {
  return share === 0 || low === high ? low : low + (high - low) * share;
}

function cumulate(values: Numbers, weights: Numbers): { order: Uint32Array; cumulative: Float64Array } {
  if (values.length !== weights.length) {
    throw new RangeError(`There are ${values.length} values but ${weights.length} weights.`);
  }
  const order = Uint32Array.from(values, (_, index) => index);
  order.sort((one, other) => values[one]! - values[other]!);
  const cumulative = new Float64Array(order.length);
  let sum = 0;
  order.forEach((index, position) => {
    const weight = weights[index]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`A weight must be finite and 0 or more; one is ${weight}.`);
    }
    if (Number.isNaN(values[index]))
      throw new RangeError("A quantile of what is not a number does not exist.");
    sum += weight;
    cumulative[position] = sum;
  });
  return { order, cumulative };
}

/** The first position whose cumulative count is above `rank`. */
function firstAbove(cumulative: Float64Array, rank: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
