/** Cells of fewer people are not shown to researchers. Convention of detectors.md; sdcLog asks for 5, OpenSAFELY for 8. */
export const MINIMUM_CELL = 10;

/** Counts are shown as multiples of this, whoever asks and however often: repeating a question tells nothing more. */
export const ROUNDING_BASE = 5;

/** A count rounded to the nearest multiple of five. */
export const roundedCount = (count: number): number => Math.round(count / ROUNDING_BASE) * ROUNDING_BASE;

/** A count of people as researchers see it: rounded to five, and null below ten. */
export function roundedPeople(count: number): number | null {
  return count < MINIMUM_CELL ? null : roundedCount(count);
}

/** A value at three significant digits: fixed, so that averaging over repeated questions brings nothing back. */
export const roundedValue = (value: number): number =>
  value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(3));

/**
 * Whether one contributor makes up more than half of a total, so that the total tells that one's own contribution to
 * within a factor of two. Weights of nothing dominate nothing.
 */
export function isDominated(weights: readonly number[]): boolean {
  let sum = 0;
  let largest = 0;
  for (const weight of weights) {
    sum += Math.abs(weight);
    largest = Math.max(largest, Math.abs(weight));
  }
  return largest > sum / 2;
}

export type RoundedShare =
  | { readonly kind: "counts"; readonly hits: number; readonly total: number }
  | {
      readonly kind: "bound";
      readonly side: "under" | "over";
      readonly bound: number;
      readonly total: number;
    };

/**
 * A share of people as researchers see it: of counts rounded to five, so that no count follows from it. Where fewer
 * than ten are on one side only the end is told that ten would make; null where that says nothing.
 */
export function roundedShare(hits: number, count: number): RoundedShare | null {
  const total = roundedCount(count);
  const few = { hits: hits < MINIMUM_CELL, others: count - hits < MINIMUM_CELL };
  if (!few.hits && !few.others) return { kind: "counts", hits: roundedCount(hits), total };
  if ((few.hits && few.others) || total <= MINIMUM_CELL) return null;
  const bound = MINIMUM_CELL / total;
  return few.hits
    ? { kind: "bound", side: "under", bound, total }
    : { kind: "bound", side: "over", bound: 1 - bound, total };
}
