import { normalUpperTail } from "./normal";
import type { Numbers } from "./quantiles";
import { tiedRanks } from "./tied-ranks";

/** The Mann-Whitney (Wilcoxon rank sum) test. */
export interface MannWhitneyTest {
  /** Pairs in which the first group's value is higher, ties counting half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  /** Evidence that the first group's values are lower. */
  readonly less: number;
  /** Evidence that the first group's values are higher. */
  readonly greater: number;
  /** P(first > second) + P(tie) / 2, 0 to 1: the common-language effect. */
  readonly effect: number;
  /** Whether the p values are exact or by the normal approximation. */
  readonly exact: boolean;
}

/** Below this size in both groups, and without ties, p values are exact: R's rule. */
const EXACT_BELOW = 50;

/**
 * Are values in one group higher than in another? Exact without ties below 50 values a group; else the normal
 * approximation with correction for ties and continuity: R `wilcox.test`, SciPy `mannwhitneyu`.
 * Where all values are equal p is 1. Null where a group is empty. Throws a RangeError for what is not a number.
 */
export function mannWhitney(first: Numbers, second: Numbers): MannWhitneyTest | null {
  const n1 = first.length;
  const n2 = second.length;
  if (n1 === 0 || n2 === 0) return null;
  const pooled = new Float64Array(n1 + n2);
  pooled.set(first);
  pooled.set(second, n1);
  const { ranks, tieTerm } = tiedRanks(pooled);
  let u = (-n1 * (n1 + 1)) / 2;
  for (let index = 0; index < n1; index++) u += ranks[index]!;
  const exact = tieTerm === 0 && n1 < EXACT_BELOW && n2 < EXACT_BELOW;
  const tails = exact ? exactTails(u, n1, n2) : normalTails(u, n1, n2, tieTerm);
  const p = Math.min(1, 2 * Math.min(tails.less, tails.greater));
  return { u, p, ...tails, effect: u / (n1 * n2), exact };
}

function normalTails(u: number, n1: number, n2: number, tieTerm: number) {
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - tieTerm / (n * (n - 1)));
  if (!(variance > 0)) return { less: 1, greater: 1 };
  const sd = Math.sqrt(variance);
  const excess = u - (n1 * n2) / 2;
  return { less: normalUpperTail((-excess - 0.5) / sd), greater: normalUpperTail((excess - 0.5) / sd) };
}

function exactTails(u: number, n1: number, n2: number) {
  const ways = waysToReach(n1, n2);
  let all = 0;
  let less = 0;
  let greater = 0;
  ways.forEach((count, value) => {
    all += count;
    if (value <= u) less += count;
    if (value >= u) greater += count;
  });
  return { less: less / all, greater: greater / all };
}

/**
 * In how many of the orders without ties U takes each value from 0 to n1 * n2: choosing which of the ranks the first
 * group has, one rank after the other.
 */
function waysToReach(n1: number, n2: number): Float64Array {
  const most = n1 * n2;
  const byCount = Array.from({ length: n1 + 1 }, () => new Float64Array(most + 1));
  const none = byCount[0];
  if (none) none[0] = 1;
  for (let rank = 0; rank < n1 + n2; rank++) {
    for (let chosen = Math.min(n1, rank + 1); chosen >= 1; chosen--) {
      // The chosen-th smallest of the first group at this rank has rank - (chosen - 1) of the second below it.
      const below = rank - chosen + 1;
      const fewer = byCount[chosen - 1];
      const ways = byCount[chosen];
      if (below > n2 || !fewer || !ways) continue;
      for (let value = most; value >= below; value--) ways[value] = ways[value]! + fewer[value - below]!;
    }
  }
  return byCount[n1] ?? new Float64Array(0);
}
