import { consensusOf, judgedItems, type Consensus } from "./consensus";
import type { LabelSet } from "./label-set";
import { known, undefinedBecause, type Possible } from "./possible";

/**
 * Adds up the weight of each class on each item and divides by the item's total. Items x classes, row-major, written
 * into `share`, which is made where none is given.
 */
export function voteShares(
  labels: LabelSet,
  weightOf?: Float64Array,
  share: Float64Array = new Float64Array(labels.itemCount * labels.classCount),
): Float64Array {
  const { itemCount, classCount: K, itemStart, annotator, label } = labels;
  share.fill(0);
  for (let i = 0; i < itemCount; i++) {
    const from = i * K;
    let total = 0;
    for (let row = itemStart[i]!; row < itemStart[i + 1]!; row++) {
      const weight = weightOf ? weightOf[annotator[row]!]! : 1;
      share[from + label[row]!]! += weight;
      total += weight;
    }
    // Nobody on the item has any weight (all skills zero): the plain count is all that is left to go by.
    if (total === 0 && itemStart[i] !== itemStart[i + 1]) total = countVotes(labels, i, share, from);
    for (let c = 0; c < K; c++) share[from + c] = total > 0 ? share[from + c]! / total : 1 / K;
  }
  return share;
}

function countVotes(labels: LabelSet, i: number, share: Float64Array, from: number): number {
  for (let row = labels.itemStart[i]!; row < labels.itemStart[i + 1]!; row++)
    share[from + labels.label[row]!]!++;
  return labels.itemStart[i + 1]! - labels.itemStart[i]!;
}

/**
 * Which class did most annotators give each item? One judgment, one vote; a repeat by the same annotator votes again.
 * Tie rule: the lowest class wins; `ties` counts the items where that rule decided and `tied` marks them.
 * The posterior holds the shares of votes. Null only where there is no judgment at all.
 */
export function majority(labels: LabelSet): Possible<Consensus> {
  if (judgedItems(labels) === 0) return undefinedBecause("no judgments");
  return known(consensusOf(labels, voteShares(labels)));
}
