import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import type { LabelSet } from "../aggregation/label-set";
import { type Coefficient, coefficientOf } from "./coefficient";
import type { AgreementWeights } from "./weights";

/** Share of each class among each annotator's judgments, and what follows from it. */
interface Margins {
  /** Annotators with judgments. */
  readonly annotators: number;
  readonly judgments: Float64Array;
  /** Annotators x classes. */
  readonly share: Float64Array;
  readonly mean: Float64Array;
}

function marginsOf({ annotatorCount, classCount: K, annotator, label }: LabelSet): Margins {
  const share = new Float64Array(annotatorCount * K);
  const judgments = new Float64Array(annotatorCount);
  const mean = new Float64Array(K);
  for (let row = 0; row < label.length; row++) {
    share[annotator[row]! * K + label[row]!]!++;
    judgments[annotator[row]!]!++;
  }
  const annotators = judgments.filter((n) => n > 0).length;
  for (let a = 0; a < annotatorCount; a++) {
    if (judgments[a] === 0) continue;
    for (let c = 0; c < K; c++) mean[c]! += (share[a * K + c]! /= judgments[a]!) / annotators;
  }
  return { annotators, judgments, share, mean };
}

/**
 * For each annotator and class, the weighted agreement with everybody else's shares: v(a, c) = sum over k of
 * w(c, k) (r mean(k) - share(a, k)). Chance agreement is the mean of share(a) . v(a) over pairs.
 */
function agreementWithOthers({ annotators, share, mean }: Margins, weights: AgreementWeights): Float64Array {
  const K = mean.length;
  const others = new Float64Array(share.length);
  for (let at = 0; at < share.length; at += K) {
    for (let c = 0; c < K; c++) {
      for (let k = 0; k < K; k++) {
        const weight = (weights[c * K + k]! + weights[k * K + c]!) / 2;
        others[at + c]! += weight * (annotators * mean[k]! - share[at + k]!);
      }
    }
  }
  return others;
}

/** Weighted agreement of pairs of judgments of item i; null with fewer than two. */
function agreementOfItem(
  { itemStart, label, classCount: K }: LabelSet,
  i: number,
  weights: AgreementWeights,
) {
  const start = itemStart[i]!;
  const end = itemStart[i + 1]!;
  const judgments = end - start;
  if (judgments < 2) return null;
  let pairs = 0;
  for (let row = start; row < end; row++) {
    for (let other = start; other < end; other++)
      if (other !== row) pairs += weights[label[row]! * K + label[other]!]!;
  }
  return pairs / (judgments * (judgments - 1));
}

/**
 * Cohen's kappa for any number of annotators: chance lets each answer by their own shares of classes, where Fleiss'
 * kappa takes the shares of all. Two annotators who judge every item get Cohen's kappa. Conger 1980, "Integration and
 * generalization of kappas for multiple raters"; missing judgments and variance as in Gwet 2014. Items nobody judged are
 * left out. Null without two annotators, two classes and an item with two judgments.
 */
export function congerKappa(
  labels: LabelSet,
  weights: AgreementWeights,
  confidence = 0.95,
): Possible<Coefficient> {
  const { itemCount, classCount: K, itemStart, annotator, label } = labels;
  if (label.length === 0) return undefinedBecause("no judgments");
  if (K < 2) return undefinedBecause("one class");
  const margins = marginsOf(labels);
  const r = margins.annotators;
  if (r < 2) return undefinedBecause("one annotator");
  const others = agreementWithOthers(margins, weights);
  const own = new Float64Array(margins.judgments.length);
  margins.share.forEach((share, at) => (own[Math.floor(at / K)]! += share * others[at]!));
  const pairs = r * (r - 1);
  const expected = own.reduce((sum, value) => sum + value, 0) / pairs;
  const judged: number[] = [];
  for (let i = 0; i < itemCount; i++) if (itemStart[i] !== itemStart[i + 1]) judged.push(i);
  const agreement = judged.map((i) => agreementOfItem(labels, i, weights));
  const itemsWithTwo = agreement.filter((value) => value !== null).length;
  if (itemsWithTwo === 0) return undefinedBecause("no item has two judgments");
  if (expected > 1 - 1e-12) return undefinedBecause("every judgment has the same value");
  const observed = agreement.reduce<number>((sum, value) => sum + (value ?? 0), 0) / itemsWithTwo;
  const value = (observed - expected) / (1 - expected);
  const items = judged.length;
  let squares = 0;
  judged.forEach((i, at) => {
    let chance = expected * pairs;
    for (let row = itemStart[i]!; row < itemStart[i + 1]!; row++) {
      const a = annotator[row]!;
      chance += (items / margins.judgments[a]!) * (others[a * K + label[row]!]! - own[a]!);
    }
    const direct =
      agreement[at] === null ? 0 : ((items / itemsWithTwo) * (agreement[at]! - expected)) / (1 - expected);
    squares += (direct - (2 * (1 - value) * (chance / pairs - expected)) / (1 - expected) - value) ** 2;
  });
  return known(coefficientOf({ observed, expected, items, itemsWithTwo }, squares, confidence));
}
