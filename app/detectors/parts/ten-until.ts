import { MINIMUM_CELL } from "~/stats/disclosure/counts";

/**
 * How long ten people or more are still followed, from the longest that each was; null where there are fewer. Behind the
 * rest of a curve are too few people to tell of.
 */
export function tenUntil(longest: Iterable<number>): number | null {
  return [...longest].sort((one, other) => other - one)[MINIMUM_CELL - 1] ?? null;
}
