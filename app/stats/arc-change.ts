import type { Numbers } from "./quantiles";

/**
 * By how much does each amount differ from the one before, for the mean of the two? (x_t - x_{t-1}) / ((x_t +
 * x_{t-1}) / 2): -2 (down to nothing) to 2 (up from nothing), the same size up as down. n - 1 changes for n amounts;
 * null from 0 to 0, which is no change of anything. Throws a RangeError for an amount below 0.
 * Hannagan and Morduch 2015.
 */
export function arcChanges(amounts: Numbers): (number | null)[] {
  const changes: (number | null)[] = [];
  for (let at = 0; at < amounts.length; at++) {
    const now = amounts[at]!;
    if (!(now >= 0 && now < Infinity))
      throw new RangeError(`An amount must be finite and 0 or more; one is ${now}.`);
    if (at === 0) continue;
    const before = amounts[at - 1]!;
    const both = now + before;
    changes.push(both === 0 ? null : (2 * (now - before)) / both);
  }
  return changes;
}

/** The mean size of the changes that exist; null where none does. See `arcChanges`. */
export function meanArcChange(amounts: Numbers): number | null {
  const sizes = arcChanges(amounts).filter((change) => change !== null);
  if (sizes.length === 0) return null;
  return sizes.reduce((sum, change) => sum + Math.abs(change), 0) / sizes.length;
}
