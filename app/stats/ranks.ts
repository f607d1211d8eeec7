import { known, undefinedBecause, type Possible } from "./aggregation/possible";
import type { BetaPrior } from "./beta-binomial";
import { type Interval, requireConfidence, requireTally, type Tally } from "./interval";
import type { Random } from "./random";
import { drawShare, RankSorter } from "./rank-draws";

/** A Beta(alpha[i], beta[i]) posterior of each person's true share. */
export interface BetaPosteriors {
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
}

/** Where a person may stand among all, 1 the best. */
export interface RankInterval {
  /** Equal-tailed interval of the rank; both ends are whole. */
  readonly best: number;
  readonly worst: number;
  /** Mean rank over the draws. */
  readonly expected: number;
  /** Share of draws in which this person is first. */
  readonly chanceFirst: number;
}

/**
 * Everybody's posterior from their tallies and what is known of all (see `fitBetaBinomial`). Null where the prior's
 * strength is infinite: the tallies show no difference between people, so no order of them means anything.
 * Throws a RangeError for an impossible tally.
 */
export function betaPosteriors(tallies: readonly Tally[], prior: BetaPrior): Possible<BetaPosteriors> {
  if (tallies.length < 2) return undefinedBecause("nothing to compare");
  if (prior.strength === Infinity) return undefinedBecause("no variation");
  const alpha = new Float64Array(tallies.length);
  const beta = new Float64Array(tallies.length);
  tallies.forEach(({ successes, trials }, i) => {
    requireTally(successes, trials);
    alpha[i] = successes + prior.mean * prior.strength;
    beta[i] = trials - successes + (1 - prior.mean) * prior.strength;
  });
  return known({ alpha, beta });
}

function requirePosteriors({ alpha, beta }: BetaPosteriors): void {
  if (alpha.length !== beta.length) throw new RangeError("alpha and beta differ in length");
  for (let i = 0; i < alpha.length; i++) {
    if (!(alpha[i]! > 0 && beta[i]! > 0 && alpha[i]! + beta[i]! < Infinity)) {
      throw new RangeError(`Beta(${alpha[i]}, ${beta[i]}) is no distribution.`);
    }
  }
}

/** Ranks of every person in every draw: person i holds draws i * draws up to (i + 1) * draws. */
function simulateRanks(
  posteriors: BetaPosteriors,
  draws: number,
  higherIsBetter: boolean,
  random: Random,
): Uint32Array {
  const people = posteriors.alpha.length;
  // Where lower is better, 1 - share is Beta(beta, alpha).
  const alpha = higherIsBetter ? posteriors.alpha : posteriors.beta;
  const beta = higherIsBetter ? posteriors.beta : posteriors.alpha;
  const ranks = new Uint32Array(people * draws);
  const shares = new Float64Array(people);
  const sorter = new RankSorter(people);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < people; i++) shares[i] = drawShare(alpha[i]!, beta[i]!, random);
    const order = sorter.descending(shares);
    for (let place = 0; place < people; place++) ranks[order[place]! * draws + draw] = place + 1;
  }
  return ranks;
}

/**
 * Which ranks are credible for each person? Marginal rank intervals: shares are drawn from everybody's posterior and
 * ranked, `draws` times over, and the interval holds the middle `confidence` of a person's ranks. It answers for one
 * person at a time; for a statement about all at once use `simultaneousRankSets`. Ends are good to about one rank at
 * 1,000 draws. 10,000 people take about a second at 1,000 draws, and 4 bytes a person and draw.
 *
 * Null for fewer than two people. Throws a RangeError for parameters that are no Beta distribution.
 * Goldstein and Spiegelhalter 1996, "League tables and their limitations".
 */
export function rankIntervals(
  posteriors: BetaPosteriors,
  random: Random,
  options: { readonly draws?: number; readonly confidence?: number; readonly higherIsBetter?: boolean } = {},
): Possible<readonly RankInterval[]> {
  const { draws = 1000, confidence = 0.95, higherIsBetter = true } = options;
  requireConfidence(confidence);
  if (!Number.isInteger(draws) || draws < 1)
    throw new RangeError(`Draws must be whole and above 0: ${draws}`);
  requirePosteriors(posteriors);
  const people = posteriors.alpha.length;
  if (people < 2) return undefinedBecause("nothing to compare");
  const ranks = simulateRanks(posteriors, draws, higherIsBetter, random);
  const tail = Math.floor(((1 - confidence) / 2) * draws);
  const intervals = Array.from({ length: people }, (_, i): RankInterval => {
    const own = ranks.subarray(i * draws, (i + 1) * draws).sort();
    let sum = 0;
    let first = 0;
    for (const rank of own) {
      sum += rank;
      if (rank === 1) first++;
    }
    return {
      best: own[tail]!,
      worst: own[draws - 1 - tail]!,
      expected: sum / draws,
      chanceFirst: first / draws,
    };
  });
  return known(intervals);
}

/**
 * Ranks from intervals of the shares: at best one after the people whose whole interval lies above, at worst one before
 * those whose interval lies below. With Wilson intervals at confidence 1 - (1 - .95) / N (Bonferroni) the statement
 * holds for all people at once; it is the widest of the kinds offered, and the cheapest. Higher is better.
 */
export function ranksFromIntervals(intervals: readonly Interval[]): { best: number; worst: number }[] {
  const lows = Float64Array.from(intervals, ({ low }) => low).sort();
  const highs = Float64Array.from(intervals, ({ high }) => high).sort();
  return intervals.map(({ low, high }) => ({
    best: 1 + lows.length - countAtMost(lows, high),
    worst: intervals.length - countBelow(highs, low),
  }));
}

const countAtMost = (sorted: Float64Array, bound: number) => count(sorted, (value) => value <= bound);
const countBelow = (sorted: Float64Array, bound: number) => count(sorted, (value) => value < bound);

/** How many leading values of a sorted list pass. */
function count(sorted: Float64Array, passes: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
