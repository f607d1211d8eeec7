import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import type { ValueCounts } from "./value-counts";

/** How far apart two values are: any two differ alike, by their order, by their difference, by their proportion. */
export type Level = "nominal" | "ordinal" | "interval" | "ratio";

/**
 * What alpha is measured on. Interval and ratio need the number each class stands for; weighted takes one less each
 * weight (see `agreementWeights`) as the squared difference.
 */
export type Scale =
  | { readonly level: "nominal" | "ordinal" }
  | { readonly level: "weighted"; readonly weights: ArrayLike<number> }
  | { readonly level: "interval" | "ratio"; readonly values: ArrayLike<number> };

/** Krippendorff's alpha with what it rests on. */
export interface KrippendorffAlpha {
  /** 1 is perfect agreement, 0 what chance would give, below 0 systematic disagreement. */
  readonly alpha: number;
  readonly observedDisagreement: number;
  readonly expectedDisagreement: number;
  /** Judgments on items that have at least two. */
  readonly pairable: number;
  /** Items with at least two judgments; the others tell nothing and are left out. */
  readonly items: number;
  readonly itemsLeftOut: number;
}

/** Coincidences and margins of a sample of items: what every level of alpha is computed from. */
interface Coincidences {
  readonly matrix: Float64Array;
  readonly margin: Float64Array;
  pairable: number;
}

/** Adds each pattern `times` times. Krippendorff 2011: o(c,k) = sum over units of n(c) (n(k) - [c = k]) / (m - 1). */
function coincide(counts: ValueCounts, times: Float64Array, into: Coincidences): void {
  const { classCount: K, start, label, count, judgments } = counts;
  into.matrix.fill(0);
  into.margin.fill(0);
  into.pairable = 0;
  for (let p = 0; p < judgments.length; p++) {
    const m = judgments[p]!;
    const units = times[p]!;
    if (m < 2 || units === 0) continue;
    const weight = units / (m - 1);
    into.pairable += units * m;
    for (let e = start[p]!; e < start[p + 1]!; e++) {
      const given = count[e]!;
      const row = label[e]! * K;
      into.margin[label[e]!]! += units * given;
      for (let f = start[p]!; f < start[p + 1]!; f++) {
        into.matrix[row + label[f]!]! += weight * given * (f === e ? given - 1 : count[f]!);
      }
    }
  }
}

/** Squared difference of classes c < k. The ordinal one depends on how often each class was given. */
function squaredDifference(scale: Scale, margin: Float64Array): (c: number, k: number) => number {
  switch (scale.level) {
    case "nominal":
      return () => 1;
    case "ordinal": {
      const upTo = new Float64Array(margin.length + 1);
      for (let c = 0; c < margin.length; c++) upTo[c + 1] = upTo[c]! + margin[c]!;
      return (c, k) => (upTo[k + 1]! - upTo[c]! - (margin[c]! + margin[k]!) / 2) ** 2;
    }
    case "weighted":
      return (c, k) => 1 - scale.weights[c * margin.length + k]!;
    case "interval":
      return (c, k) => (scale.values[c]! - scale.values[k]!) ** 2;
    case "ratio":
      return (c, k) => {
        const sum = scale.values[c]! + scale.values[k]!;
        return sum === 0 ? 0 : ((scale.values[c]! - scale.values[k]!) / sum) ** 2;
      };
  }
}

function disagreements(scale: Scale, { matrix, margin, pairable }: Coincidences): [number, number] {
  const K = margin.length;
  const difference = squaredDifference(scale, margin);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < K; c++) {
    if (margin[c] === 0) continue;
    for (let k = c + 1; k < K; k++) {
      if (margin[k] === 0) continue;
      const apart = difference(c, k);
      observed += 2 * matrix[c * K + k]! * apart;
      expected += 2 * margin[c]! * margin[k]! * apart;
    }
  }
  return [observed / pairable, expected / (pairable * (pairable - 1))];
}

function faultOf(
  scale: Scale,
  counts: ValueCounts,
): "values must be numbers" | "ratio scale needs values of zero or more" | null {
  if (scale.level !== "interval" && scale.level !== "ratio") return null;
  for (const c of counts.label) {
    if (!Number.isFinite(scale.values[c])) return "values must be numbers";
    if (scale.level === "ratio" && scale.values[c]! < 0) return "ratio scale needs values of zero or more";
  }
  return null;
}

const noCoincidences = (K: number): Coincidences => ({
  matrix: new Float64Array(K * K),
  margin: new Float64Array(K),
  pairable: 0,
});

/**
 * Do annotators agree beyond chance? Krippendorff's alpha for any number of annotators with missing judgments, from
 * counts of values (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"); no items x annotators matrix.
 * Null where no item has two judgments, or where every pairable judgment is the same: then chance alone agrees too.
 */
export function krippendorffAlpha(counts: ValueCounts, scale: Scale): Possible<KrippendorffAlpha> {
  if (counts.itemCount === 0) return undefinedBecause("no judgments");
  const fault = faultOf(scale, counts);
  if (fault) return undefinedBecause(fault);
  const coincidences = noCoincidences(counts.classCount);
  coincide(counts, counts.times, coincidences);
  if (coincidences.pairable === 0) return undefinedBecause("no item has two judgments");
  const [observed, expected] = disagreements(scale, coincidences);
  if (expected === 0) return undefinedBecause("every judgment has the same value");
  let items = 0;
  counts.times.forEach((units, p) => (items += counts.judgments[p]! >= 2 ? units : 0));
  return known({
    alpha: 1 - observed / expected,
    observedDisagreement: observed,
    expectedDisagreement: expected,
    pairable: coincidences.pairable,
    items,
    itemsLeftOut: counts.itemCount - items,
  });
}

/**
 * Alpha of resamples of the items: `resample` fills how often each pattern occurs in one of them. NaN-free: a resample
 * in which every judgment is the same has no alpha and is left out of the result.
 */
export function alphaOfResamples(
  counts: ValueCounts,
  scale: Scale,
  draws: number,
  resample: (times: Float64Array<ArrayBuffer>) => void,
): Float64Array {
  const times = new Float64Array(counts.times.length);
  const coincidences = noCoincidences(counts.classCount);
  const alphas = new Float64Array(draws);
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    resample(times);
    coincide(counts, times, coincidences);
    if (coincidences.pairable === 0) continue;
    const [observed, expected] = disagreements(scale, coincidences);
    if (expected > 0) alphas[found++] = 1 - observed / expected;
  }
  return alphas.subarray(0, found);
}

/** Krippendorff's customary bars: .80 and above reliable, .667 to .80 tentative. A convention, not a law. */
export function alphaReading(alpha: number): "reliable" | "tentative" | "low" {
  return alpha >= 0.8 ? "reliable" : alpha >= 0.667 ? "tentative" : "low";
}
