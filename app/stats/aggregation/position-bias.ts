import { binomialTest } from "../binomial";
import { wilson } from "../wilson";
import { known, undefinedBecause, type Possible } from "./possible";
import type { PreferenceSet } from "./preference-set";

/** How often the left of two is chosen. */
export interface PositionBias {
  /** Choices that are not ties. */
  readonly n: number;
  /** Share of left choices, with Wilson's interval. */
  readonly left: number;
  readonly low: number;
  readonly high: number;
  /** Exact two-sided binomial p against one half. */
  readonly p: number;
}

/**
 * Does the side on which a thing is shown decide? One annotator's choices, or everybody's with `annotator` null; ties are
 * left out. One half is expected only where sides are drawn by lot: if the better thing tends to be on one side, that is
 * what this shows. Null without decided choices.
 */
export function positionBias(
  set: PreferenceSet,
  annotator: number | null = null,
  confidence = 0.95,
): Possible<PositionBias> {
  let n = 0;
  let left = 0;
  for (let row = 0; row < set.choice.length; row++) {
    if (set.choice[row] === 0.5 || (annotator !== null && set.annotator[row] !== annotator)) continue;
    n++;
    left += set.choice[row]!;
  }
  if (n === 0) return undefinedBecause("nothing to compare");
  return known({ n, left: left / n, ...wilson(left, n, confidence), p: binomialTest(left, n, 0.5).p });
}
