import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";

/**
 * The beta distribution, a, b > 0. Weighed: @stdlib's incomplete beta function and its inverse agree with SciPy to
 * 3e-13 (2e-11 for parameters of a million), so they are used; jstat's are off by 4.5e-7, too coarse for exact
 * intervals; simple-statistics has none.
 * The two weigh 52 kB compressed, so what the browser loads (`wilson.ts`) does not import this file.
 */

const toUnit = (x: number): number => Math.min(1, Math.max(0, x));

/** P(X <= x) for X ~ Beta(a, b). An x outside [0, 1] is taken as the nearer end. */
export const betaCdf = (x: number, a: number, b: number): number => betainc(toUnit(x), a, b, true, false);

/** P(X >= x) for X ~ Beta(a, b): exact where it is tiny. */
export const betaUpperTail = (x: number, a: number, b: number): number =>
  betainc(toUnit(x), a, b, true, true);

/** The x with P(X <= x) = probability for X ~ Beta(a, b). */
export const betaQuantile = (probability: number, a: number, b: number): number =>
  betaincinv(probability, a, b, false);

/** The x with P(X >= x) = probability for X ~ Beta(a, b). */
export const betaUpperQuantile = (probability: number, a: number, b: number): number =>
  betaincinv(probability, a, b, true);

/** P(|T| >= |t|) for Student's t with `degrees` of freedom. */
export const studentTwoSided = (t: number, degrees: number): number =>
  betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);

/** The t that |T| stays below with this chance, for Student's t with `degrees` of freedom: R `qt((1 + confidence) / 2, df)`. */
export function studentTwoSidedQuantile(confidence: number, degrees: number): number {
  const x = betaQuantile(1 - confidence, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
