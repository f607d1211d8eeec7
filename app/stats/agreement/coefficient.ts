import { betaQuantile } from "../beta";
import { requireConfidence } from "../interval";

/** An agreement coefficient with what it was made of. */
export interface Coefficient {
  readonly value: number;
  /** Over items, as a sample of all that could have been judged; null with one item. */
  readonly standardError: number | null;
  /** Interval by Student's t with one less than `items` degrees, cut at 1; null with one item. */
  readonly low: number | null;
  readonly high: number | null;
  /** Agreement seen and agreement by chance, as this coefficient counts them. */
  readonly observed: number;
  readonly expected: number;
  /** Items with a judgment, and those of them with two or more. */
  readonly items: number;
  readonly itemsWithTwo: number;
}

/** How many standard errors a two-sided interval reaches with so many degrees of freedom: SciPy `t.ppf((1 + c) / 2, df)`. */
export function studentReach(confidence: number, degrees: number): number {
  requireConfidence(confidence);
  const x = betaQuantile(1 - confidence, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** A coefficient (observed - expected) / (1 - expected) with the standard error of items' contributions. */
export function coefficientOf(
  parts: {
    readonly observed: number;
    readonly expected: number;
    readonly items: number;
    readonly itemsWithTwo: number;
  },
  squares: number,
  confidence: number,
): Coefficient {
  const { observed, expected, items } = parts;
  const value = (observed - expected) / (1 - expected);
  if (items < 2) return { ...parts, value, standardError: null, low: null, high: null };
  const standardError = Math.sqrt(squares / (items * (items - 1)));
  const reach = standardError * studentReach(confidence, items - 1);
  return { ...parts, value, standardError, low: value - reach, high: Math.min(1, value + reach) };
}
