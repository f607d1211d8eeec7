import type { Interval } from "./interval";

const Z95 = 1.959963984540054;

/** What one cluster (a day's work) brought, and what was expected of it, in the same unit. */
export interface ObservedExpected {
  readonly observed: number;
  readonly expected: number;
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
  if (!(expected > 0)) return null;
  const value = observed / expected;
  const count = clusters.length;
  if (count < 2) return { value, low: 0, high: Infinity };
  let squares = 0;
  for (const cluster of clusters) squares += (cluster.observed - value * cluster.expected) ** 2;
  const relative = observed === 0 ? 0 : Math.sqrt((squares * count) / (count - 1)) / observed;
  return { value, low: value * Math.exp(-Z95 * relative), high: value * Math.exp(Z95 * relative) };
}
