import { gammaQuantile } from "~/stats/gamma";

/** The x with P(X <= x) = probability for X chi-square with `degrees` degrees of freedom: R `qchisq`. */
export const chiSquareQuantile = (probability: number, degrees: number): number =>
  2 * gammaQuantile(probability, degrees / 2);
