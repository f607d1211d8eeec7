import stdlibDigamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import stdlibTrigamma from "@stdlib/math-base-special-trigamma";

/**
 * Log-gamma and its kin, from @stdlib: within 1e-14 of SciPy. (jstat's log-gamma is off by 4e-13; simple-statistics
 * has neither digamma nor trigamma.)
 */

/** ln Gamma(x), x > 0. */
export const logGamma = (x: number): number => gammaln(x);

/** The derivative of ln Gamma(x), x > 0. */
export const digamma = (x: number): number => stdlibDigamma(x);

/** The second derivative of ln Gamma(x), x > 0. */
export const trigamma = (x: number): number => stdlibTrigamma(x);

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2), x > 0: what Stirling's formula leaves out.
 * From 16 on by its series (next term below 1e-16); below by the difference itself.
 */
export function stirlingRemainder(x: number): number {
  if (x < 16) return gammaln(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  const r = 1 / (x * x);
  return (
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360_360) * r) * r) * r) * r) * r) / x
  );
}

/**
 * ln(Gamma(x + n) / Gamma(x)) = ln(x (x + 1) ... (x + n - 1)); x > 0, n >= 0, n may be fractional.
 * The plain difference of two log-gammas loses every digit once x passes 1e8; this does not.
 */
export function logRisingFactorial(x: number, n: number): number {
  if (n === 0) return 0;
  if (n <= 8 && Number.isInteger(n)) return logOfProduct(x, n);
  if (x < 16) return gammaln(x + n) - gammaln(x);
  const end = x + n;
  return (
    (x - 0.5) * Math.log1p(n / x) + n * (Math.log(end) - 1) + (stirlingRemainder(end) - stirlingRemainder(x))
  );
}

function logOfProduct(x: number, n: number): number {
  let product = x;
  for (let i = 1; i < n; i++) product *= x + i;
  return product < Infinity ? Math.log(product) : n * Math.log(x);
}

/**
 * x ln(x / mean) + mean - x, the deviance of a Poisson count, without the cancellation near x = mean.
 * x >= 0, mean > 0. Loader 2000, "Fast and accurate computation of binomial probabilities" (bd0).
 */
export function poissonDeviance(x: number, mean: number): number {
  const gap = x - mean;
  if (Math.abs(gap) > 0.1 * (x + mean)) return x === 0 ? mean : x * Math.log(x / mean) - gap;
  const v = gap / (x + mean);
  let sum = gap * v;
  let power = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}
