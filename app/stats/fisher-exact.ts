import { requireTally, type Tally } from "./interval";

/** Fisher's exact test of two shares. */
export interface FisherTest {
  /** Sum of all tables no likelier than the observed one. */
  readonly p: number;
  /** As `p`, but counting only half of the tables exactly as likely as the observed one: less cautious. */
  readonly midP: number;
  /** Evidence that the first share is lower. */
  readonly less: number;
  /** Evidence that the first share is higher. */
  readonly greater: number;
  /** (a d) / (b c) of the sample; null where b c is 0. */
  readonly oddsRatio: number | null;
}

/** Tables whose probabilities differ by less than this share are equally likely: rounding must not part them. */
const SAME = 1 + 1e-7;

/**
 * Do two shares differ? Fisher's exact test, conditional on all margins: R `fisher.test`, SciPy `fisher_exact`.
 * A group with no trials, or where all trials succeeded or all failed, gives p = 1, as only one table is possible.
 * Throws a RangeError for counts that are not whole.
 */
export function fisherExact(first: Tally, second: Tally): FisherTest {
  const a = requireWhole(first);
  const c = requireWhole(second);
  const successes = a + c;
  const lowest = Math.max(0, successes - second.trials);
  const weights = relativeProbabilities(lowest, Math.min(successes, first.trials), first, second, successes);
  const observed = weights[a - lowest]!;
  const sums = { all: 0, less: 0, greater: 0, rarer: 0, equal: 0 };
  weights.forEach((weight, index) => {
    sums.all += weight;
    if (index <= a - lowest) sums.less += weight;
    if (index >= a - lowest) sums.greater += weight;
    if (weight * SAME < observed) sums.rarer += weight;
    else if (weight <= observed * SAME) sums.equal += weight;
  });
  const share = (sum: number) => Math.min(1, sum / sums.all);
  return {
    p: share(sums.rarer + sums.equal),
    midP: share(sums.rarer + sums.equal / 2),
    less: share(sums.less),
    greater: share(sums.greater),
    oddsRatio: oddsRatio(a, first.trials - a, c, second.trials - c),
  };
}

/**
 * Hypergeometric probabilities of every possible first cell, relative to the likeliest one: by the ratio of each to
 * its neighbour, outwards, so that nothing overflows and only products of exact ratios are rounded.
 */
function relativeProbabilities(
  lowest: number,
  highest: number,
  first: Tally,
  second: Tally,
  successes: number,
): Float64Array {
  const weights = new Float64Array(highest - lowest + 1);
  const all = first.trials + second.trials;
  const likeliest = Math.floor(((first.trials + 1) * (successes + 1)) / (all + 2));
  const mode = Math.min(highest, Math.max(lowest, likeliest));
  weights[mode - lowest] = 1;
  // P(x + 1) / P(x)
  const rise = (x: number) =>
    ((first.trials - x) * (successes - x)) / ((x + 1) * (second.trials - successes + x + 1));
  for (let x = mode; x < highest; x++) weights[x + 1 - lowest] = weights[x - lowest]! * rise(x);
  for (let x = mode; x > lowest; x--) weights[x - 1 - lowest] = weights[x - lowest]! / rise(x - 1);
  return weights;
}

function requireWhole({ successes, trials }: Tally): number {
  requireTally(successes, trials);
  if (!Number.isInteger(successes) || !Number.isInteger(trials)) {
    throw new RangeError(`An exact test needs whole counts, not ${successes} of ${trials}.`);
  }
  return successes;
}

function oddsRatio(a: number, b: number, c: number, d: number): number | null {
  return b * c === 0 ? null : (a * d) / (b * c);
}
