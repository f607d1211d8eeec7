import type { Numbers } from "./quantiles";

/** Theil's T split into what lies between groups and within them; the two add up to the total. */
export interface TheilDecomposition {
  readonly total: number;
  readonly between: number;
  readonly within: number;
  /** within / total, 0 to 1; null where there is no inequality to split. */
  readonly withinShare: number | null;
}

/**
 * How unequally are these amounts spread? Theil's T: the mean of (x / mean) ln(x / mean), 0 (all the same) to ln n
 * (one has all). The unit drops out; an amount of 0 counts as 0 ln 0 = 0.
 * Null for no values or a total of 0. Throws a RangeError for a value below 0. Theil 1967.
 */
export function theil(values: Numbers): number | null {
  const total = sumOfAmounts(values);
  if (total === 0) return null;
  const mean = total / values.length;
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const share = values[index]! / mean;
    if (share > 0) sum += share * Math.log(share);
  }
  return Math.max(0, sum / values.length);
}

/**
 * How much of the inequality is between groups, and how much within? T = sum s_g ln(mean_g / mean) + sum s_g T_g with
 * s_g the group's share of the total amount. Empty groups are left out. Null as for `theil`. Shorrocks 1980.
 */
export function theilDecomposition(groups: readonly Numbers[]): TheilDecomposition | null {
  const sums = groups.map(sumOfAmounts);
  const total = sums.reduce((sum, amount) => sum + amount, 0);
  const people = groups.reduce((sum, group) => sum + group.length, 0);
  if (total === 0) return null;
  let between = 0;
  let within = 0;
  groups.forEach((group, index) => {
    const share = sums[index]! / total;
    if (share === 0) return;
    between += share * Math.log((share * people) / group.length);
    within += share * (theil(group) ?? 0);
  });
  between = Math.max(0, between);
  const all = between + within;
  return { total: all, between, within, withinShare: all === 0 ? null : within / all };
}

function sumOfAmounts(values: Numbers): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`Amounts to be compared must be finite and 0 or more; one is ${value}.`);
    }
    total += value;
  }
  return total;
}
