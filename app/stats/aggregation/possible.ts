/** Why a number does not exist. A closed list, so that a screen can word each one. */
export type WhyUndefined =
  | "no judgments"
  | "one annotator"
  | "one class"
  | "no item has two judgments"
  | "no two annotators share an item"
  | "every judgment has the same value"
  | "one item"
  | "one value"
  | "no variation"
  | "too many classes for these annotators"
  | "not everybody scored every subject once"
  | "nothing to compare"
  | "values must be numbers"
  | "ratio scale needs values of zero or more";

/** A result that may not exist: a null value always comes with its reason. Never NaN, never a made-up 0. */
export type Possible<T> =
  { readonly value: T; readonly reason: null } | { readonly value: null; readonly reason: WhyUndefined };

/** A result that exists. */
export const known = <T>(value: T): Possible<T> => ({ value, reason: null });

/** A result that does not exist, and why. */
export const undefinedBecause = <T>(reason: WhyUndefined): Possible<T> => ({ value: null, reason });
