import { type Interval, requireConfidence, requireProbability, requireTally, type Tally } from "./interval";
import { maximiseBetaBinomial } from "./beta-binomial-likelihood";
import { betaQuantile, betaUpperQuantile, betaUpperTail } from "./beta";

/**
 * How true shares vary between people: Beta(mean * strength, (1 - mean) * strength).
 * `strength` counts in trials: a person with that many trials is moved half way to the mean. Infinity says that no
 * difference between people can be detected beyond what chance gives.
 */
export interface BetaPrior {
  readonly mean: number;
  readonly strength: number;
}

/** One person's share, raw and drawn towards everybody's. */
export interface Shrunk {
  /** successes / trials; null at 0 trials. */
  readonly raw: number | null;
  /** The posterior mean: weight * raw + (1 - weight) * prior mean. */
  readonly value: number;
  /** What the person's own record weighs: trials / (trials + strength), 0 to 1. */
  readonly weight: number;
  /** Equal-tailed posterior interval; absent where strength is infinite, as the posterior then has no width. */
  readonly low?: number;
  readonly high?: number;
}

/** Below this strength a Beta prior is two spikes at 0 and 1 and its arithmetic underflows. */
const LEAST_STRENGTH = 1e-3;

/**
 * How much do people truly differ? Fits a beta-binomial model to one tally a person; tallies of 0 trials are left out.
 *
 * `moments`: the mean is pooled, strength by Kleinman's moment estimator with weights n; a between-person variance of
 * 0 or less gives Infinity. `likelihood`: both by maximum likelihood; where the likelihood still rises at a strength
 * of 1e6 no maximum exists (counts are not over-dispersed), and the pooled mean with Infinity is the answer.
 * One person, or one trial each, identifies only the mean: Infinity.
 *
 * Null with no trials at all. Throws a RangeError for an impossible tally.
 * Kleinman 1973, "Proportions with extraneous variance"; Griffiths 1973 for the likelihood.
 */
export function fitBetaBinomial(
  tallies: readonly Tally[],
  method: "moments" | "likelihood" = "moments",
): BetaPrior | null {
  let successes = 0;
  let trials = 0;
  for (const tally of tallies) {
    requireTally(tally.successes, tally.trials);
    successes += tally.successes;
    trials += tally.trials;
  }
  if (trials === 0) return null;
  const pooled: BetaPrior = { mean: successes / trials, strength: Infinity };
  if (successes === 0 || successes === trials) return pooled;
  const moments = { mean: pooled.mean, strength: momentStrength(tallies, pooled.mean, trials) };
  if (method === "moments") return moments;
  const used = tallies.filter((tally) => tally.trials > 0);
  if (used.length < 2 || used.every((tally) => tally.trials <= 1)) return pooled;
  return maximiseBetaBinomial(used, moments) ?? pooled;
}

function momentStrength(tallies: readonly Tally[], mean: number, trials: number): number {
  let spread = 0;
  let people = 0;
  let weight = 0;
  for (const tally of tallies) {
    if (tally.trials === 0) continue;
    const rest = 1 - tally.trials / trials;
    spread += tally.trials * (tally.successes / tally.trials - mean) ** 2;
    people += rest;
    weight += tally.trials * rest;
  }
  const variance = mean * (1 - mean);
  const excess = spread - variance * people;
  const full = variance * (weight - people);
  // Rounding alone can leave an excess of 1e-17 where everybody is equal; that is no difference.
  if (!(excess > 1e-12 * spread) || !(full > 0)) return Infinity;
  return Math.max(LEAST_STRENGTH, full / excess - 1);
}

/**
 * One person's share drawn towards everybody's by as much as the record is short: posterior
 * Beta(mean * M + successes, (1 - mean) * M + failures) with M the prior's strength.
 * Throws a RangeError for an impossible tally or confidence.
 */
export function shrink(successes: number, trials: number, prior: BetaPrior, confidence = 0.95): Shrunk {
  requireTally(successes, trials);
  requireConfidence(confidence);
  const raw = trials === 0 ? null : successes / trials;
  if (prior.strength === Infinity) return { raw, value: prior.mean, weight: 0 };
  const total = trials + prior.strength;
  const value = (successes + prior.mean * prior.strength) / total;
  return { raw, value, weight: trials / total, ...posteriorInterval(successes, trials, prior, confidence) };
}

function posteriorInterval(
  successes: number,
  trials: number,
  { mean, strength }: BetaPrior,
  confidence: number,
): Interval {
  const a = successes + mean * strength;
  const b = trials - successes + (1 - mean) * strength;
  const tail = (1 - confidence) / 2;
  return { low: betaQuantile(tail, a, b), high: betaUpperQuantile(tail, a, b) };
}

/**
 * How alike are two trials of one person (or of one batch, where tallies are batches), 0 to 1? 1 / (1 + strength), the
 * intraclass correlation that `effectiveTrials` takes; 0 at infinite strength.
 */
export const intraclassCorrelation = ({ strength }: BetaPrior): number => 1 / (1 + strength);

/**
 * The posterior chance that a person's true share is at least `bar` (0 to 1), given the record and what is known of
 * everybody. With infinite strength everybody's share is the mean, so the answer is 0 or 1.
 */
export function probabilityAtLeast(bar: number, successes: number, trials: number, prior: BetaPrior): number {
  requireProbability(bar);
  requireTally(successes, trials);
  if (prior.strength === Infinity) return prior.mean >= bar ? 1 : 0;
  const a = successes + prior.mean * prior.strength;
  return betaUpperTail(bar, a, trials - successes + (1 - prior.mean) * prior.strength);
}
