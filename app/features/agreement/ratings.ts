import { crossedEffects } from "~/stats/aggregation/crossed-effects";
import { scoreSetFromColumns } from "~/stats/aggregation/score-set";
import { cohenKappa, tableOfLists } from "~/stats/agreement/cohen-kappa";
import { congerKappa } from "~/stats/agreement/conger-kappa";
import { ratingErrors } from "~/stats/agreement/rating-errors";
import { agreementWeights } from "~/stats/agreement/weights";
import { twoSidedZ } from "~/stats/normal";
import type { Estimate, RatingAnalysis, RatingAnnotator } from "./analysis";
import { missing } from "./coefficients";
import type { LabelTask } from "./label-task";

/** Annotators whose own figures are kept: the most active. */
const MOST_LISTED = 500;

/**
 * Ratings whose classes are all numbers: the mean with annotators' severity taken out (crossed effects), how severe each
 * is, and how far ratings are from keys. Severity is not noise, and neither is disagreement with a key on a scale where
 * one step may be allowed. Every class of the task must be a number.
 */
export function analyseRatings(task: LabelTask): RatingAnalysis | null {
  const { labels } = task;
  if (labels.label.length === 0) return null;
  const values = task.classes.map(Number);
  const effects = crossedEffects(scoresOf(task, values));
  const keyed = keyedRatings(task, values);
  const { value } = effects;
  return {
    mean: value
      ? { ...reach(value.mean, meanError(value.variances, labels)), n: labels.label.length, reason: null }
      : missing(effects.reason, labels.label.length),
    rawMean: labels.label.reduce((sum, label) => sum + values[label]!, 0) / labels.label.length,
    spread: value && {
      items: Math.sqrt(value.variances.subject),
      annotators: Math.sqrt(value.variances.rater),
      noise: Math.sqrt(value.variances.residual),
    },
    errors: ratingErrors(keyed.rating, keyed.key).value,
    ...kappas(task, values, keyed),
    annotators: listed(task, value, keyed),
  };
}

const Z = twoSidedZ(0.95);
const reach = (value: number, error: number) => ({ value, low: value - Z * error, high: value + Z * error });

/** Items and annotators as samples of all that might be: each factor's variance over how many of it there are. */
function meanError(
  variances: { readonly subject: number; readonly rater: number; readonly residual: number },
  labels: LabelTask["labels"],
): number {
  const n = labels.label.length;
  const share = (counts: Int32Array) => counts.reduce((sum, count) => sum + (count / n) ** 2, 0);
  const ofItem = Int32Array.from(
    { length: labels.itemCount },
    (_, item) => labels.itemStart[item + 1]! - labels.itemStart[item]!,
  );
  const ofAnnotator = countsOf(labels);
  return Math.sqrt(
    variances.subject * share(ofItem) + variances.rater * share(ofAnnotator) + variances.residual / n,
  );
}

function countsOf({ annotatorCount, annotator }: LabelTask["labels"]): Int32Array {
  const counts = new Int32Array(annotatorCount);
  for (const who of annotator) counts[who]!++;
  return counts;
}

function itemOfRow({ itemCount, itemStart, label }: LabelTask["labels"]): Int32Array {
  const items = new Int32Array(label.length);
  for (let item = 0; item < itemCount; item++) items.fill(item, itemStart[item], itemStart[item + 1]);
  return items;
}

const scoresOf = ({ labels }: LabelTask, values: readonly number[]) =>
  scoreSetFromColumns({
    subject: itemOfRow(labels),
    rater: labels.annotator,
    value: Float64Array.from(labels.label, (label) => values[label]!),
    raterCount: labels.annotatorCount,
  });

interface Keyed {
  readonly annotator: readonly number[];
  readonly label: readonly number[];
  readonly rating: readonly number[];
  readonly key: readonly number[];
}

/** Judgments of items whose key is one number. */
function keyedRatings({ labels, gold, goldKeys }: LabelTask, values: readonly number[]): Keyed {
  const keys = goldKeys.map((key) => (key.trim() === "" ? NaN : Number(key)));
  const keyed = {
    annotator: [] as number[],
    label: [] as number[],
    rating: [] as number[],
    key: [] as number[],
  };
  for (let item = 0; item < labels.itemCount; item++) {
    const key = gold[item]! < 0 ? NaN : keys[gold[item]!]!;
    if (!Number.isFinite(key)) continue;
    for (let row = labels.itemStart[item]!; row < labels.itemStart[item + 1]!; row++) {
      keyed.annotator.push(labels.annotator[row]!);
      keyed.label.push(labels.label[row]!);
      keyed.rating.push(values[labels.label[row]!]!);
      keyed.key.push(key);
    }
  }
  return keyed;
}

function kappas(
  { labels }: LabelTask,
  values: readonly number[],
  keyed: Keyed,
): Pick<RatingAnalysis, "kappaWithKeys" | "kappaBetween"> {
  if (values.length < 2) {
    const none = missing("one class", labels.label.length);
    return { kappaWithKeys: none, kappaBetween: none };
  }
  const between = congerKappa(labels, agreementWeights("quadratic", values.length, values));
  // A key may be a value that nobody gave: the table is over both.
  const scale = [...new Set([...values, ...keyed.key])].sort((a, b) => a - b);
  const place = new Map(scale.map((value, index) => [value, index]));
  const places = (list: readonly number[]) => list.map((value) => place.get(value) ?? -1);
  const table = tableOfLists(places(keyed.rating), places(keyed.key), scale.length);
  const withKeys = cohenKappa(table, agreementWeights("quadratic", scale.length, scale));
  const estimate = (
    found: { readonly low: number | null; readonly high: number | null },
    value: number,
    n: number,
  ): Estimate => ({ value, low: found.low, high: found.high, n, reason: null });
  return {
    kappaWithKeys: withKeys.value
      ? estimate(withKeys.value, withKeys.value.kappa, withKeys.value.n)
      : missing(withKeys.reason, keyed.key.length),
    kappaBetween: between.value
      ? estimate(between.value, between.value.value, between.value.itemsWithTwo)
      : missing(between.reason, labels.label.length),
  };
}

function listed(
  { labels }: LabelTask,
  effects: { readonly leniency: Float64Array; readonly leniencyError: Float64Array } | null,
  keyed: Keyed,
): RatingAnnotator[] {
  const counts = countsOf(labels);
  const own = new Map<number, { ratings: number[]; keys: number[] }>();
  keyed.annotator.forEach((annotator, row) => {
    const lists = own.get(annotator) ?? { ratings: [], keys: [] };
    lists.ratings.push(keyed.rating[row]!);
    lists.keys.push(keyed.key[row]!);
    own.set(annotator, lists);
  });
  return Array.from(counts, (judgments, annotator) => ({ annotator, judgments }))
    .filter(({ judgments }) => judgments > 0)
    .sort((a, b) => b.judgments - a.judgments || a.annotator - b.annotator)
    .slice(0, MOST_LISTED)
    .map(({ annotator, judgments }): RatingAnnotator => {
      const lists = own.get(annotator);
      const effect = effects
        ? reach(effects.leniency[annotator]!, effects.leniencyError[annotator]!)
        : { value: null, low: null, high: null };
      return {
        annotator,
        judgments,
        leniency: effect.value,
        low: effect.low,
        high: effect.high,
        errors: lists ? ratingErrors(lists.ratings, lists.keys).value : null,
      };
    });
}
