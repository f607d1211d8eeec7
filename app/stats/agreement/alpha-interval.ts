import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import { drawMultinomial } from "../draws";
import { type Interval, requireConfidence } from "../interval";
import { quantilesOfSorted } from "../quantiles";
import type { Random } from "../random";
import { alphaOfResamples, krippendorffAlpha, type Scale } from "./krippendorff-alpha";
import type { ValueCounts } from "./value-counts";

/** A percentile interval with the resamples behind it. */
export interface AlphaInterval extends Interval {
  /** Resamples that have an alpha; the rest of the draws had one value only. */
  readonly draws: number;
}

/**
 * Between what values does alpha lie? The items are resampled with replacement, alpha is computed anew (chance
 * disagreement too) and the middle `confidence` of the values is kept. Items, not judgments, are the unit: judgments of
 * one item are not independent. Resampling is by pattern, so its cost does not grow with the number of items.
 * Null where alpha is, or with one item. Efron and Tibshirani 1993, percentile interval.
 */
export function alphaInterval(
  counts: ValueCounts,
  scale: Scale,
  random: Random,
  options: { readonly draws?: number; readonly confidence?: number } = {},
): Possible<AlphaInterval> {
  const { draws = 1000, confidence = 0.95 } = options;
  requireConfidence(confidence);
  const alpha = krippendorffAlpha(counts, scale);
  if (alpha.value === null) return alpha;
  if (alpha.value.items < 2) return undefinedBecause("one item");
  const alphas = alphaOfResamples(counts, scale, draws, (times) =>
    drawMultinomial(counts.itemCount, counts.times, random, times),
  );
  const tail = (1 - confidence) / 2;
  const ends = quantilesOfSorted(alphas.sort(), [tail, 1 - tail]);
  if (!ends) return undefinedBecause("no variation");
  return known({ low: ends[0]!, high: ends[1]!, draws: alphas.length });
}
