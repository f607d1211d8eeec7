import type { Interval } from "./interval";

const Z95 = 1.959963984540054;

/** What one cluster (a day's work) brought, and what was expected of it, in the same unit. */
export interface ObservedExpected {
  readonly observed: number;
  readonly expected: number;
}

/** What clusters add up to: enough for the ratio and its interval, and addable across any number of them. */
export interface RatioSums extends ObservedExpected {
  readonly clusters: number;
  /** Sums over clusters of observed², observed × expected and expected². */
  readonly observedSquares: number;
  readonly products: number;
  readonly expectedSquares: number;
}

/**
 * Sum of observed over sum of expected, with a 95 % interval from the spread between clusters: linearised variance of
 * a ratio (Cochran 1977, "Sampling Techniques", 6.4), normal on the log scale. Null where nothing was expected; ends 0
 * and Infinity with a single cluster, which shows no spread.
 */
export function ratioOfSums(
  clusters: readonly ObservedExpected[],
): (Interval & { readonly value: number }) | null {
  let observed = 0;
  let expected = 0;
  for (const cluster of clusters) {
    observed += cluster.observed;
    expected += cluster.expected;
  }
  const value = observed / expected;
  let squares = 0;
  for (const cluster of clusters) squares += (cluster.observed - value * cluster.expected) ** 2;
  return withInterval(observed, expected, clusters.length, squares);
}

/** As {@link ratioOfSums}, from what a database has summed up; for very many clusters, and as exact as its sums. */
export function ratioOfSummed(sums: RatioSums): (Interval & { readonly value: number }) | null {
  const { observed, expected, clusters } = sums;
  const value = observed / expected;
  const squares = sums.observedSquares - 2 * value * sums.products + value ** 2 * sums.expectedSquares;
  // Clusters that all agree differ from 0 by rounding only, to either side.
  return withInterval(observed, expected, clusters, Math.max(0, squares));
}

function withInterval(observed: number, expected: number, count: number, squares: number) {
  if (!(expected > 0)) return null;
  const value = observed / expected;
  if (count < 2) return { value, low: 0, high: Infinity };
  const relative = observed === 0 ? 0 : Math.sqrt((squares * count) / (count - 1)) / observed;
  return { value, low: value * Math.exp(-Z95 * relative), high: value * Math.exp(Z95 * relative) };
}
