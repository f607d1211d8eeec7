import type { Numbers } from "./quantiles";
import { type Random, shuffle } from "./random";

/** What a statistic is, and how often chance alone brings one as large. */
export interface PermutationTest {
  readonly observed: number;
  /** One-sided: (1 + draws at least as large) / (1 + draws); never 0. */
  readonly p: number;
  /** Mean of the statistic over the draws: what chance alone brings. */
  readonly expected: number;
  readonly draws: number;
}

export interface PermutationOptions {
  readonly random: Random;
  /** 9,999 by default. */
  readonly draws?: number;
  /** For each value its stratum; labels change places within a stratum only. One stratum where left out. */
  readonly strata?: Numbers;
}

/**
 * Could a difference between groups be chance? Deals the group labels out anew over the values, as many of each label
 * as there are (within each stratum), and asks how often the statistic is at least as large as the observed one.
 * For a two-sided test give a statistic of size, such as an absolute difference.
 *
 * Values and labels stand side by side and must be what the allocator draws, a batch or an offer, never the tasks in
 * it: tasks of one batch go together, and testing them singly flags every fair allotment. `statistic` gets the values
 * and a Uint32Array of labels, reused between draws: do not keep it. Null with fewer than two different labels, where
 * nothing can change places. Throws a RangeError for lists of different lengths.
 * Phipson and Smyth 2010, "Permutation p-values should never be zero".
 */
export function permutationTest(
  values: Numbers,
  labels: Numbers,
  statistic: (values: Numbers, labels: Uint32Array) => number,
  { random, draws = 9999, strata }: PermutationOptions,
): PermutationTest | null {
  const n = values.length;
  if (labels.length !== n || (strata && strata.length !== n)) {
    throw new RangeError("Every value needs one label, and one stratum where there are strata.");
  }
  const dealt = Uint32Array.from(labels);
  if (!dealt.some((label) => label !== dealt[0])) return null;
  const members = strata ? membersOf(strata) : null;
  const observed = statistic(values, dealt);
  // Two ways of adding the same numbers differ in the last digits; that is not "larger".
  const bound = observed - 1e-12 * Math.abs(observed);
  let asLarge = 0;
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    if (members) for (const places of members) shuffleAt(dealt, places, random);
    else shuffle(dealt, random);
    const one = statistic(values, dealt);
    sum += one;
    if (one >= bound) asLarge++;
  }
  return { observed, p: (1 + asLarge) / (1 + draws), expected: sum / draws, draws };
}

/** Mean of the values labelled 1 minus mean of those labelled 0: the usual statistic of two groups. */
export function meanDifference(values: Numbers, labels: Uint32Array): number {
  let ones = 0;
  let sumOnes = 0;
  let sumZeros = 0;
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] === 1) {
      ones++;
      sumOnes += values[at]!;
    } else sumZeros += values[at]!;
  }
  return sumOnes / ones - sumZeros / (labels.length - ones);
}

/** The places of each stratum. */
function membersOf(strata: Numbers): Uint32Array[] {
  const places = new Map<number, number[]>();
  for (let at = 0; at < strata.length; at++) {
    const stratum = strata[at]!;
    const known = places.get(stratum);
    if (known) known.push(at);
    else places.set(stratum, [at]);
  }
  return [...places.values()].map((list) => Uint32Array.from(list));
}

/** Shuffles the labels at these places among themselves. */
function shuffleAt(labels: Uint32Array, places: Uint32Array, random: Random): void {
  for (let last = places.length - 1; last > 0; last--) {
    const one = places[last]!;
    const other = places[Math.floor(random() * (last + 1))]!;
    const kept = labels[one]!;
    labels[one] = labels[other]!;
    labels[other] = kept;
  }
}
