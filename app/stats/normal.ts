import erfc from "@stdlib/math-base-special-erfc";

/** The standard normal distribution. Its quantile lies apart, for what the browser loads. */
export { normalQuantile, twoSidedZ } from "./normal-quantile";

/** P(Z <= z) for a standard normal Z: SciPy `norm.cdf`, to 1e-12 relative in both tails. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** P(Z >= z) for a standard normal Z: SciPy `norm.sf`. */
export const normalUpperTail = (z: number): number => erfc(z / Math.SQRT2) / 2;

/** The chance of a standard normal at least as far from 0 as `z`, either side. */
export const normalTwoSided = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);
