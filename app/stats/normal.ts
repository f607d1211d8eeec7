import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import { requireConfidence, requireProbability } from "./interval";

/** P(Z <= z) for a standard normal Z: SciPy `norm.cdf`, to 1e-15 relative in both tails. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** P(Z >= z) for a standard normal Z: SciPy `norm.sf`. */
export const normalUpperTail = (z: number): number => erfc(z / Math.SQRT2) / 2;

/** The chance of a standard normal at least as far from 0 as `z`, either side. */
export const normalTwoSided = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);

/**
 * The z with P(Z <= z) = probability: SciPy `norm.ppf`. 0 and 1 give the two infinities.
 * Through the inverse error function of @stdlib, which is all that a page drawing a Wilson interval loads.
 */
export function normalQuantile(probability: number): number {
  requireProbability(probability);
  return probability < 0.5
    ? -Math.SQRT2 * erfcinv(2 * probability)
    : Math.SQRT2 * erfcinv(2 * (1 - probability));
}

/** How many standard errors a two-sided interval reaches: 1.959964 for .95. */
export function twoSidedZ(confidence: number): number {
  requireConfidence(confidence);
  return Math.SQRT2 * erfcinv(1 - confidence);
}
