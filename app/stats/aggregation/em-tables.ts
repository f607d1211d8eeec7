import type { LabelSet } from "./label-set";

/** Most cells (annotators x classes x classes) a model of annotators may have: 64 million, 1 GB for its two tables. */
export const MOST_CELLS = 2 ** 26;

/**
 * What one pass of EM reads and writes. Dawid-Skene, one-coin and MACE share it, as all three say with what chance an
 * annotator gives class k when the truth is c, and learn from the weight of such answers; they differ in how they turn
 * weights into chances. Cell (annotator * K + given) * K + truth, so that one judgment reads K neighbours.
 */
export interface EmTables {
  readonly classCount: number;
  readonly itemStart: Int32Array;
  /** First cell of each judgment: (annotator * K + given) * K. */
  readonly cell: Int32Array;
  /** Judgments of each annotator in each class: annotators x classes. */
  readonly given: Int32Array;
  /** Chance of each cell, set before a pass. */
  readonly chance: Float64Array;
  /** Posterior weight of each cell, set by a pass. */
  readonly weight: Float64Array;
  /** Chance of each class before any judgment, set before a pass. */
  readonly prior: Float64Array;
  /** Posterior weight of each class over items, set by a pass. */
  readonly classWeight: Float64Array;
  /** Items x classes: posterior. Read by a pass only to measure how far it moves. */
  readonly posterior: Float64Array;
  /** Items with judgments. */
  readonly judged: number;
}

/** What a pass found. */
export interface PassResult {
  /** Log likelihood of the chances and priors the pass was given. */
  logLikelihood: number;
  /** Largest move of any posterior. */
  change: number;
}

/** Tables for a label set: posteriors are the shares of votes, weights those of the votes, chances not yet set. */
export function emTables(labels: LabelSet): EmTables {
  const { itemCount, annotatorCount, classCount: K, itemStart, annotator, label } = labels;
  const cells = annotatorCount * K * K;
  if (cells > MOST_CELLS)
    throw new RangeError(`${annotatorCount} annotators x ${K} x ${K} classes are too many cells`);
  const cell = new Int32Array(label.length);
  const given = new Int32Array(annotatorCount * K);
  for (let row = 0; row < label.length; row++) {
    const pair = annotator[row]! * K + label[row]!;
    cell[row] = pair * K;
    given[pair]!++;
  }
  const tables: EmTables = {
    classCount: K,
    itemStart,
    cell,
    given,
    chance: new Float64Array(cells),
    weight: new Float64Array(cells),
    prior: new Float64Array(K),
    classWeight: new Float64Array(K),
    posterior: new Float64Array(itemCount * K),
    judged: countJudged(itemStart),
  };
  startFromVotes(tables, labels);
  return tables;
}

function countJudged(itemStart: Int32Array): number {
  let judged = 0;
  for (let i = 1; i < itemStart.length; i++) if (itemStart[i] !== itemStart[i - 1]) judged++;
  return judged;
}

function startFromVotes(
  { posterior, weight, classWeight, cell, classCount: K }: EmTables,
  labels: LabelSet,
): void {
  const { itemStart, itemCount, label } = labels;
  for (let i = 0; i < itemCount; i++) {
    const start = itemStart[i]!;
    const end = itemStart[i + 1]!;
    if (start === end) {
      posterior.fill(1 / K, i * K, (i + 1) * K);
      continue;
    }
    for (let row = start; row < end; row++) posterior[i * K + label[row]!]! += 1;
    for (let c = 0; c < K; c++) classWeight[c]! += posterior[i * K + c]! /= end - start;
    for (let row = start; row < end; row++) {
      for (let c = 0; c < K; c++) weight[cell[row]! + c]! += posterior[i * K + c]!;
    }
  }
}
