import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import { type Coefficient, coefficientOf } from "./coefficient";
import type { ValueCounts } from "./value-counts";
import type { AgreementWeights } from "./weights";

/** What chance would give, from the mean share of each class over items, and how it moves with one item's shares. */
interface Chance {
  readonly expected: number;
  /** The expectation, linearised: what one item with these counts of classes adds to it. */
  readonly ofItem: (p: number) => number;
}

interface Table {
  readonly counts: ValueCounts;
  readonly weights: AgreementWeights;
  /** Mean over items of the share of judgments in each class. */
  readonly shares: Float64Array;
}

/** The sum over an item's entries of count * of(class), over its judgments. */
function meanOverJudgments(
  { start, label, count, judgments }: ValueCounts,
  p: number,
  of: (c: number) => number,
) {
  let sum = 0;
  for (let e = start[p]!; e < start[p + 1]!; e++) sum += count[e]! * of(label[e]!);
  return sum / judgments[p]!;
}

/** Weighted agreement of the pairs of one item's judgments, 0 to 1; 0 with a single judgment. */
function agreementOfItem(
  { start, label, count, judgments, classCount: K }: ValueCounts,
  p: number,
  w: AgreementWeights,
) {
  const m = judgments[p]!;
  if (m < 2) return 0;
  let pairs = 0;
  for (let e = start[p]!; e < start[p + 1]!; e++) {
    for (let f = start[p]!; f < start[p + 1]!; f++) {
      pairs += w[label[e]! * K + label[f]!]! * count[e]! * (e === f ? count[f]! - 1 : count[f]!);
    }
  }
  return pairs / (m * (m - 1));
}

function fleissChance({ counts, weights, shares }: Table): Chance {
  const K = counts.classCount;
  const near = new Float64Array(K);
  let expected = 0;
  for (let c = 0; c < K; c++) {
    for (let k = 0; k < K; k++) near[c]! += ((weights[c * K + k]! + weights[k * K + c]!) / 2) * shares[k]!;
    expected += near[c]! * shares[c]!;
  }
  return { expected, ofItem: (p) => meanOverJudgments(counts, p, (c) => near[c]!) };
}

function gwetChance({ counts, weights, shares }: Table): Chance {
  const K = counts.classCount;
  const scale = weights.reduce((sum, weight) => sum + weight, 0) / (K * (K - 1));
  const expected = scale * shares.reduce((sum, share) => sum + share * (1 - share), 0);
  return { expected, ofItem: (p) => scale * meanOverJudgments(counts, p, (c) => 1 - shares[c]!) };
}

function evenChance({ counts, weights }: Table): Chance {
  const expected = weights.reduce((sum, weight) => sum + weight, 0) / counts.classCount ** 2;
  return { expected, ofItem: () => expected };
}

const noChance = (): Chance => ({ expected: 0, ofItem: () => 0 });

function meanShares(counts: ValueCounts): Float64Array {
  const shares = new Float64Array(counts.classCount);
  for (let p = 0; p < counts.times.length; p++) {
    const each = counts.times[p]! / (counts.judgments[p]! * counts.itemCount);
    for (let e = counts.start[p]!; e < counts.start[p + 1]!; e++)
      shares[counts.label[e]!]! += each * counts.count[e]!;
  }
  return shares;
}

/** Mean agreement over the items with two judgments or more. */
function observedAgreement(
  counts: ValueCounts,
  weights: AgreementWeights,
): { observed: number; itemsWithTwo: number } {
  let sum = 0;
  let itemsWithTwo = 0;
  for (let p = 0; p < counts.times.length; p++) {
    if (counts.judgments[p]! < 2) continue;
    sum += counts.times[p]! * agreementOfItem(counts, p, weights);
    itemsWithTwo += counts.times[p]!;
  }
  return { observed: sum / itemsWithTwo, itemsWithTwo };
}

/** Gwet 2014, "Handbook of Inter-Rater Reliability", chapter 5: coefficient, and variance of its linearised items. */
function corrected(
  counts: ValueCounts,
  weights: AgreementWeights,
  chanceOf: (table: Table) => Chance,
  confidence: number,
): Possible<Coefficient> {
  if (counts.itemCount === 0) return undefinedBecause("no judgments");
  if (counts.classCount < 2) return undefinedBecause("one class");
  const { observed, itemsWithTwo } = observedAgreement(counts, weights);
  if (itemsWithTwo === 0) return undefinedBecause("no item has two judgments");
  const chance = chanceOf({ counts, weights, shares: meanShares(counts) });
  const { expected } = chance;
  if (expected > 1 - 1e-12) return undefinedBecause("every judgment has the same value");
  const items = counts.itemCount;
  const value = (observed - expected) / (1 - expected);
  let squares = 0;
  for (let p = 0; p < counts.times.length; p++) {
    const own = counts.judgments[p]! < 2 ? 0 : agreementOfItem(counts, p, weights) - expected;
    const direct = ((items / itemsWithTwo) * own) / (1 - expected);
    const throughChance = (2 * (1 - value) * (chance.ofItem(p) - expected)) / (1 - expected);
    squares += counts.times[p]! * (direct - throughChance - value) ** 2;
  }
  return known(coefficientOf({ observed, expected, items, itemsWithTwo }, squares, confidence));
}

/** How often do two judgments of an item agree, chance and all? Mean over items with two or more. */
export const percentageAgreement = (counts: ValueCounts, weights: AgreementWeights, confidence = 0.95) =>
  corrected(counts, weights, noChance, confidence);

/**
 * Fleiss' kappa, also with unequal numbers of judgments and with weights: chance gives each class its mean share.
 * Falls towards 0 where one class is common, whatever the agreement (see `gwetAc`). Fleiss 1971, "Measuring nominal
 * scale agreement among many raters"; null where every judgment has the same value.
 */
export const fleissKappa = (counts: ValueCounts, weights: AgreementWeights, confidence = 0.95) =>
  corrected(counts, weights, fleissChance, confidence);

/**
 * Gwet's AC1 (identity weights) or AC2: agreement beyond chance that holds up where one class is common, as only items
 * that are hard to classify are taken to be answered by chance. Declared classes count, given or not. Gwet 2008,
 * "Computing inter-rater reliability and its variance in the presence of high agreement".
 */
export const gwetAc = (counts: ValueCounts, weights: AgreementWeights, confidence = 0.95) =>
  corrected(counts, weights, gwetChance, confidence);

/** Brennan and Prediger 1981 (Randolph's kappa): chance gives each declared class as often. */
export const brennanPrediger = (counts: ValueCounts, weights: AgreementWeights, confidence = 0.95) =>
  corrected(counts, weights, evenChance, confidence);
