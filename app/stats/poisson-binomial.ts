import { requireProbability } from "./interval";

/**
 * P(X = k) for k = 0 to n, where X counts the successes of n independent trials with a probability each: R
 * `poibin::dpoibin`, SciPy `poisson_binom.pmf`. Adds one trial after the other; every term is a sum of products of
 * positive numbers, so small probabilities keep their digits. Time grows with n squared.
 * No trials give [1]. Throws a RangeError for a probability outside [0, 1].
 */
export function poissonBinomialPmf(probabilities: readonly number[]): Float64Array {
  const pmf = new Float64Array(probabilities.length + 1);
  pmf[0] = 1;
  probabilities.forEach((probability, trials) => {
    requireProbability(probability);
    for (let count = trials + 1; count > 0; count--) {
      pmf[count] = pmf[count]! * (1 - probability) + pmf[count - 1]! * probability;
    }
    pmf[0] = pmf[0]! * (1 - probability);
  });
  return pmf;
}

/** P(X >= count): the observed count included. See `poissonBinomialPmf`. */
export function poissonBinomialUpperTail(count: number, probabilities: readonly number[]): number {
  const pmf = poissonBinomialPmf(probabilities);
  let sum = 0;
  for (let k = pmf.length - 1; k >= Math.max(0, Math.ceil(count)); k--) sum += pmf[k]!;
  return count <= 0 ? 1 : Math.min(1, sum);
}

/** P(X <= count): the observed count included. See `poissonBinomialPmf`. */
export function poissonBinomialLowerTail(count: number, probabilities: readonly number[]): number {
  const pmf = poissonBinomialPmf(probabilities);
  let sum = 0;
  for (let k = 0; k <= Math.min(pmf.length - 1, Math.floor(count)); k++) sum += pmf[k]!;
  return count >= probabilities.length ? 1 : Math.min(1, sum);
}
