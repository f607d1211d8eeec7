import { requireProbability, requireTally } from "./interval";
import { poissonDeviance, stirlingRemainder } from "./log-gamma";

/** A binomial count tested against a share fixed beforehand. */
export interface BinomialTest {
  /** Two-sided: all counts no likelier than the observed one. */
  readonly p: number;
  /** P(X <= observed). */
  readonly less: number;
  /** P(X >= observed). */
  readonly greater: number;
}

/**
 * P(X = count) for X ~ Binomial(trials, probability), whole count and trials: SciPy `binom.pmf`.
 * Loader 2000, "Fast and accurate computation of binomial probabilities".
 */
export function binomialPmf(count: number, trials: number, probability: number): number {
  requireProbability(probability);
  if (!(count >= 0 && count <= trials)) return 0;
  if (probability === 0) return count === 0 ? 1 : 0;
  if (probability === 1) return count === trials ? 1 : 0;
  const rest = trials - count;
  if (count === 0) return Math.exp(trials * Math.log1p(-probability));
  if (rest === 0) return Math.exp(trials * Math.log(probability));
  const remainder = stirlingRemainder(trials) - stirlingRemainder(count) - stirlingRemainder(rest);
  const deviance =
    poissonDeviance(count, trials * probability) + poissonDeviance(rest, trials * (1 - probability));
  return Math.exp(remainder - deviance) * Math.sqrt(trials / (2 * Math.PI * count * rest));
}

/** P(X <= count): SciPy `binom.cdf`, R `pbinom`. */
export function binomialLowerTail(count: number, trials: number, probability: number): number {
  requireProbability(probability);
  const whole = Math.floor(count);
  if (whole < 0) return 0;
  if (whole >= trials) return 1;
  return whole < trials * probability
    ? outwards(whole, -1, trials, probability)
    : 1 - outwards(whole + 1, 1, trials, probability);
}

/** P(X >= count), the observed count included: R `pbinom(count - 1, lower.tail = FALSE)`. */
export function binomialUpperTail(count: number, trials: number, probability: number): number {
  requireProbability(probability);
  const whole = Math.ceil(count);
  if (whole <= 0) return 1;
  if (whole > trials) return 0;
  return whole > trials * probability
    ? outwards(whole, 1, trials, probability)
    : 1 - outwards(whole - 1, -1, trials, probability);
}

/**
 * The chance of `from` and all counts beyond it, away from the mean: each from its neighbour, until they no longer
 * add anything. Loses fewer digits than @stdlib's incomplete beta function, which is off by 2e-11 at 1,000,000 trials.
 */
function outwards(from: number, step: 1 | -1, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let chance = binomialPmf(from, trials, probability);
  let sum = chance;
  for (let x = from; chance > sum * 1e-17; x += step) {
    chance *= step === 1 ? ((trials - x) / (x + 1)) * odds : x / (trials - x + 1) / odds;
    sum += chance;
  }
  return sum;
}

/**
 * Is the share of successes other than `probability`? The exact binomial test: R `binom.test`, SciPy `binomtest`.
 * With 0 trials p is 1. Throws a RangeError for counts that are not whole.
 */
export function binomialTest(successes: number, trials: number, probability: number): BinomialTest {
  requireTally(successes, trials);
  requireProbability(probability);
  if (!Number.isInteger(successes) || !Number.isInteger(trials)) {
    throw new RangeError(`An exact test needs whole counts, not ${successes} of ${trials}.`);
  }
  const less = binomialLowerTail(successes, trials, probability);
  const greater = binomialUpperTail(successes, trials, probability);
  return { p: twoSided(successes, trials, probability, less, greater), less, greater };
}

function twoSided(k: number, trials: number, probability: number, less: number, greater: number): number {
  const mean = trials * probability;
  if (k === mean) return 1;
  // Counts whose probabilities differ by rounding alone are equally likely; R's tolerance.
  const bound = binomialPmf(k, trials, probability) * (1 + 1e-7);
  const rare = (x: number) => binomialPmf(x, trials, probability) <= bound;
  if (k < mean) {
    const from = firstWhere(Math.ceil(mean), trials + 1, rare);
    return Math.min(1, less + binomialUpperTail(from, trials, probability));
  }
  const beyond = firstWhere(0, Math.floor(mean) + 1, (x) => !rare(x));
  return Math.min(1, greater + binomialLowerTail(beyond - 1, trials, probability));
}

/** The first whole number from `low` on, before `end`, for which `holds`; `end` if none. Holds from there on. */
function firstWhere(low: number, end: number, holds: (x: number) => boolean): number {
  while (low < end) {
    const middle = Math.floor((low + end) / 2);
    if (holds(middle)) end = middle;
    else low = middle + 1;
  }
  return low;
}
