import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import stdlibDigamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import stdlibTrigamma from "@stdlib/math-base-special-trigamma";

/**
 * Special functions. Weighed: @stdlib agrees with SciPy to 3e-13 for the incomplete beta function and its inverse
 * and to the last digits for the rest, so it is used for these; jstat's incomplete beta is off by 4.5e-7;
 * simple-statistics has none. @stdlib's incomplete gamma is off by up to 11 % near a = 1,100: see `gamma.ts`.
 */

/** ln Gamma(x), x > 0. */
export const logGamma = (x: number): number => gammaln(x);

/** The derivative of ln Gamma(x), x > 0. */
export const digamma = (x: number): number => stdlibDigamma(x);

/** The second derivative of ln Gamma(x), x > 0. */
export const trigamma = (x: number): number => stdlibTrigamma(x);

/** P(X <= x) for X ~ Beta(a, b); a, b > 0. x outside [0, 1] is taken as the nearer end. */
export const betaCdf = (x: number, a: number, b: number): number =>
  betainc(Math.min(1, Math.max(0, x)), a, b, true, false);

/** P(X >= x) for X ~ Beta(a, b): exact where it is tiny. */
export const betaUpperTail = (x: number, a: number, b: number): number =>
  betainc(Math.min(1, Math.max(0, x)), a, b, true, true);

/** The x with P(X <= x) = probability for X ~ Beta(a, b). */
export const betaQuantile = (probability: number, a: number, b: number): number =>
  betaincinv(probability, a, b, false);

/** The x with P(X >= x) = probability for X ~ Beta(a, b). */
export const betaUpperQuantile = (probability: number, a: number, b: number): number =>
  betaincinv(probability, a, b, true);

/**
 * ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2), x > 0: what Stirling's formula leaves out.
 * From 16 on by its series (next term below 1e-17); below by the difference itself.
 */
export function stirlingRemainder(x: number): number {
  if (x < 16) return gammaln(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  const r = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * r) * r) * r) * r) / x;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * ln(Gamma(x + n) / Gamma(x)) = ln(x (x + 1) ... (x + n - 1)); x > 0, n >= 0, n may be fractional.
 * The plain difference of two log-gammas loses every digit once x passes 1e8; this does not.
 */
export function logRisingFactorial(x: number, n: number): number {
  if (n === 0) return 0;
  if (x < 16) {
    return n <= 8 && Number.isInteger(n) ? logOfProduct(x, n) : gammaln(x + n) - gammaln(x);
  }
  const end = x + n;
  return (
    (x - 0.5) * Math.log1p(n / x) + n * (Math.log(end) - 1) + (stirlingRemainder(end) - stirlingRemainder(x))
  );
}

function logOfProduct(x: number, n: number): number {
  let product = x;
  for (let i = 1; i < n; i++) product *= x + i;
  return Math.log(product);
}
