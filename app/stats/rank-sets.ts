import { known, undefinedBecause, type Possible } from "./aggregation/possible";
import { drawNormal } from "./draws";
import { requireConfidence } from "./interval";
import { quantile } from "./quantiles";
import type { Random } from "./random";

/** Ranks a person may hold, 1 the best; both ends are whole. */
export interface RankSet {
  readonly best: number;
  readonly worst: number;
}

export interface RankSetOptions {
  readonly confidence?: number;
  /** Draws for each critical value; default 1,000. */
  readonly draws?: number;
  /** Leave differences already settled out of the next critical value, until no more are settled. Default true. */
  readonly stepdown?: boolean;
}

/** Most people: every pair is compared in every draw, half a billion comparisons for 1,000 people. */
export const MOST_RANKED = 1000;

/** The two people of each comparison, and the standard error of their difference. */
interface Pairs {
  readonly one: Int32Array;
  readonly other: Int32Array;
  readonly error: Float64Array;
  /** What is still asked: 0 whether either is above the other, 1 only the first, -1 only the second. */
  readonly asked: Int8Array;
}

function pairsOf(standardErrors: ArrayLike<number>, of: (i: number, j: number) => boolean): Pairs {
  const one: number[] = [];
  const other: number[] = [];
  for (let i = 0; i < standardErrors.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!of(i, j)) continue;
      one.push(i);
      other.push(j);
    }
  }
  const error = Float64Array.from(one, (i, at) =>
    Math.hypot(standardErrors[i]!, standardErrors[other[at]!]!),
  );
  return {
    one: Int32Array.from(one),
    other: Int32Array.from(other),
    error,
    asked: new Int8Array(one.length),
  };
}

/** What the largest difference still asked about, in its standard errors, exceeds by chance with 1 - confidence. */
function criticalValue(
  { one, other, error, asked }: Pairs,
  noise: readonly Float64Array[],
  confidence: number,
): number {
  const largest = noise.map((errors) => {
    let most = -Infinity;
    for (let at = 0; at < one.length; at++) {
      const apart = (errors[one[at]!]! - errors[other[at]!]!) / error[at]!;
      const counted = asked[at] === 0 ? Math.abs(apart) : asked[at]! * apart;
      if (counted > most) most = counted;
    }
    return most;
  });
  return quantile(largest, confidence)!;
}

/**
 * Which differences are settled: fills `above`, people x people, with 1 where the row is above the column. Once i is
 * above j, whether j is above i is still asked, as a rank could be wrong that way too.
 */
function settle(
  estimates: ArrayLike<number>,
  pairs: Pairs,
  noise: readonly Float64Array[],
  options: { readonly confidence: number; readonly stepdown: boolean },
  above: Uint8Array,
): void {
  const { one, other, error, asked } = pairs;
  let settled = true;
  while (settled) {
    const critical = criticalValue(pairs, noise, options.confidence);
    settled = false;
    for (let at = 0; at < one.length; at++) {
      const i = one[at]!;
      const j = other[at]!;
      const apart = (estimates[i]! - estimates[j]!) / error[at]!;
      if (asked[at] !== 0 || Math.abs(apart) <= critical) continue;
      above[apart > 0 ? i * estimates.length + j : j * estimates.length + i] = 1;
      asked[at] = apart > 0 ? -1 : 1;
      settled = options.stepdown;
    }
  }
}

function setOf(person: number, people: number, above: Uint8Array): RankSet {
  let better = 0;
  let worse = 0;
  for (let j = 0; j < people; j++) {
    better += above[j * people + person]!;
    worse += above[person * people + j]!;
  }
  return { best: 1 + better, worst: people - worse };
}

function drawNoise(standardErrors: ArrayLike<number>, draws: number, random: Random): Float64Array[] {
  return Array.from({ length: draws }, () =>
    Float64Array.from(standardErrors, (error) => error * drawNormal(random)),
  );
}

function requireEstimates(estimates: ArrayLike<number>, standardErrors: ArrayLike<number>): void {
  if (estimates.length !== standardErrors.length)
    throw new RangeError("estimates and standard errors differ in length");
  if (estimates.length > MOST_RANKED)
    throw new RangeError(`at most ${MOST_RANKED} people; they are ${estimates.length}`);
  for (let i = 0; i < estimates.length; i++) {
    if (!(Number.isFinite(estimates[i]) && standardErrors[i]! > 0 && standardErrors[i]! < Infinity)) {
      throw new RangeError(
        `estimate ${estimates[i]} with standard error ${standardErrors[i]} cannot be ranked`,
      );
    }
  }
}

/**
 * Sets of ranks that hold for everybody at once with `confidence`: two people are told apart only where their estimates
 * differ by more than the largest difference that chance gives any pair. Wider than `rankIntervals`, which answer for
 * one person at a time; tighter than Bonferroni intervals. Higher is better. Estimates are independent, with standard
 * errors above 0 (a share of n of n needs one from a posterior, not sqrt(p (1 - p) / n)).
 *
 * Null for fewer than two people. Throws a RangeError for more than 1,000, or a standard error of 0.
 * Mogstad, Romano, Shaikh and Wilhelm 2024, "Inference for ranks" (R package csranks, simultaneous, two-sided).
 */
export function simultaneousRankSets(
  estimates: ArrayLike<number>,
  standardErrors: ArrayLike<number>,
  random: Random,
  { confidence = 0.95, draws = 1000, stepdown = true }: RankSetOptions = {},
): Possible<readonly RankSet[]> {
  requireConfidence(confidence);
  requireEstimates(estimates, standardErrors);
  const people = estimates.length;
  if (people < 2) return undefinedBecause("nothing to compare");
  const above = new Uint8Array(people * people);
  const noise = drawNoise(standardErrors, draws, random);
  settle(
    estimates,
    pairsOf(standardErrors, () => true),
    noise,
    { confidence, stepdown },
    above,
  );
  return known(Array.from({ length: people }, (_, person) => setOf(person, people, above)));
}

/** As `simultaneousRankSets`, for each person's rank on its own (csranks with simul = FALSE). */
export function marginalRankSets(
  estimates: ArrayLike<number>,
  standardErrors: ArrayLike<number>,
  random: Random,
  { confidence = 0.95, draws = 1000, stepdown = true }: RankSetOptions = {},
): Possible<readonly RankSet[]> {
  requireConfidence(confidence);
  requireEstimates(estimates, standardErrors);
  const people = estimates.length;
  if (people < 2) return undefinedBecause("nothing to compare");
  const noise = drawNoise(standardErrors, draws, random);
  return known(
    Array.from({ length: people }, (_, person) => {
      const above = new Uint8Array(people * people);
      const own = pairsOf(standardErrors, (i, j) => i === person || j === person);
      settle(estimates, own, noise, { confidence, stepdown }, above);
      return setOf(person, people, above);
    }),
  );
}
