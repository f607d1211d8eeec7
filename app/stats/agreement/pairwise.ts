import type { LabelSet } from "../aggregation/label-set";
import { type AgreementWeights, agreementWeights } from "./weights";

/** How often each two of some annotators agree. */
export interface PairwiseAgreement {
  /** The annotators, in the order of rows and columns. */
  readonly annotators: Int32Array;
  /** Items both judged, annotators x annotators; the diagonal holds the items each judged. */
  readonly shared: Float64Array;
  /** Agreement on those items, in items; with weights, partial agreement counts in part. */
  readonly agreed: Float64Array;
}

/** Most annotators in one matrix: a screen shows no more, and two tables of 2,000 x 2,000 take 64 MB. */
export const MOST_ANNOTATORS = 2000;

/**
 * How often does each two of `annotators` agree on the items both judged? An item one of them judged several times still
 * counts once: the mean over its pairs of answers. Divide `agreed` by `shared` where shared is above 0; where it is 0
 * there is no agreement to speak of, not one of 0. Linear in judgments times judgments an item.
 * Throws a RangeError for an annotator listed twice, or more than 2,000.
 */
export function pairwiseAgreement(
  labels: LabelSet,
  annotators: ArrayLike<number>,
  weights: AgreementWeights = agreementWeights("identity", labels.classCount),
): PairwiseAgreement {
  const size = annotators.length;
  if (size > MOST_ANNOTATORS) throw new RangeError(`${size} annotators are more than ${MOST_ANNOTATORS}`);
  const placeOf = new Int32Array(labels.annotatorCount).fill(-1);
  for (let place = 0; place < size; place++) {
    if (placeOf[annotators[place]!] !== -1)
      throw new RangeError(`annotator ${annotators[place]} is unknown or listed twice`);
    placeOf[annotators[place]!] = place;
  }
  const shared = new Float64Array(size * size);
  const agreed = new Float64Array(size * size);
  for (let i = 0; i < labels.itemCount; i++) {
    const groups = answersOf(labels, i, placeOf);
    for (const one of groups) {
      for (const other of groups) {
        shared[one.place * size + other.place]!++;
        agreed[one.place * size + other.place]! +=
          one === other ? 1 : meanWeight(one.labels, other.labels, weights);
      }
    }
  }
  return { annotators: Int32Array.from(annotators), shared, agreed };
}

interface Answers {
  readonly place: number;
  readonly labels: Int32Array;
}

/** The answers of each listed annotator to item i; rows of one annotator are adjacent. */
function answersOf({ itemStart, annotator, label }: LabelSet, i: number, placeOf: Int32Array): Answers[] {
  const groups: Answers[] = [];
  const end = itemStart[i + 1]!;
  for (let row = itemStart[i]!; row < end;) {
    let next = row + 1;
    while (next < end && annotator[next] === annotator[row]) next++;
    const place = placeOf[annotator[row]!]!;
    if (place >= 0) groups.push({ place, labels: label.subarray(row, next) });
    row = next;
  }
  return groups;
}

function meanWeight(one: Int32Array, other: Int32Array, weights: AgreementWeights): number {
  const K = Math.sqrt(weights.length);
  let sum = 0;
  for (const c of one) for (const k of other) sum += weights[c * K + k]!;
  return sum / (one.length * other.length);
}
