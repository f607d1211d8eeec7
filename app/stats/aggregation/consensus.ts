import type { LabelSet } from "./label-set";
import type { WhyUndefined } from "./possible";

/** What an aggregation says of each item. */
export interface Consensus {
  /** Items x classes, row-major; each row sums to one. An item nobody judged has equal shares. */
  readonly posterior: Float64Array;
  /** The likeliest class of each item; the lowest class among equals; -1 for an item nobody judged. */
  readonly labels: Int32Array;
  /** 1 where the two likeliest classes differ by less than TIE_WIDTH, so that the tie rule chose. */
  readonly tied: Uint8Array;
  /** Number of tied items. */
  readonly ties: number;
}

/** Shares closer than this count as equal: sums of the same weights in another order differ by about 1e-16. */
export const TIE_WIDTH = 1e-12;

/** Items with at least one judgment. */
export function judgedItems(labels: LabelSet): number {
  let judged = 0;
  for (let i = 0; i < labels.itemCount; i++) if (labels.itemStart[i] !== labels.itemStart[i + 1]) judged++;
  return judged;
}

/** Reads the consensus off a posterior (items x classes, row-major), which it keeps. */
export function consensusOf(labels: LabelSet, posterior: Float64Array): Consensus {
  const { itemCount, classCount: K, itemStart } = labels;
  const chosen = new Int32Array(itemCount);
  const tied = new Uint8Array(itemCount);
  let ties = 0;
  for (let i = 0; i < itemCount; i++) {
    if (itemStart[i] === itemStart[i + 1]) {
      chosen[i] = -1;
      continue;
    }
    let best = -1;
    for (let c = 0; c < K; c++) if (posterior[i * K + c]! > best) best = posterior[i * K + c]!;
    let first = -1;
    for (let c = 0; c < K; c++) {
      if (posterior[i * K + c]! <= best - TIE_WIDTH) continue;
      if (first < 0) first = c;
      else tied[i] = 1;
    }
    chosen[i] = first;
    ties += tied[i]!;
  }
  return { posterior, labels: chosen, tied, ties };
}

/**
 * Why annotators cannot be told apart from these judgments, or null where they can: a model of annotators needs two of
 * them, two classes given, and an item that two of them judged.
 */
export function whyNoModel(labels: LabelSet): WhyUndefined | null {
  const { annotator, label, itemStart, itemCount } = labels;
  if (label.length === 0) return "no judgments";
  if (annotator.every((a) => a === annotator[0])) return "one annotator";
  if (label.every((l) => l === label[0])) return "one class";
  for (let i = 0; i < itemCount; i++) {
    // Rows of an item are sorted by annotator, so two people show as a first that differs from the last.
    if (itemStart[i] !== itemStart[i + 1] && annotator[itemStart[i]!] !== annotator[itemStart[i + 1]! - 1])
      return null;
  }
  return "no two annotators share an item";
}
