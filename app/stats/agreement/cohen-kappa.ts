import type { LabelSet } from "../aggregation/label-set";
import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import { twoSidedZ } from "../normal";
import type { AgreementWeights } from "./weights";

/** Cohen's kappa of two annotators with its precision. */
export interface CohenKappa {
  readonly kappa: number;
  readonly standardError: number;
  /** If annotators agreed by chance alone: for a test of kappa = 0. */
  readonly standardErrorUnderNull: number;
  /** Normal interval, cut to [-1, 1]. */
  readonly low: number;
  readonly high: number;
  readonly observed: number;
  readonly expected: number;
  /** Items both judged. */
  readonly n: number;
}

/** Shares of rows and columns, and each one's mean weight against the other's. */
function marginsOf(table: ArrayLike<number>, n: number, weights: AgreementWeights, K: number) {
  const row = new Float64Array(K);
  const column = new Float64Array(K);
  for (let c = 0; c < K; c++) {
    for (let k = 0; k < K; k++) {
      row[c]! += table[c * K + k]! / n;
      column[k]! += table[c * K + k]! / n;
    }
  }
  const rowWeight = new Float64Array(K);
  const columnWeight = new Float64Array(K);
  for (let c = 0; c < K; c++) {
    for (let k = 0; k < K; k++) {
      rowWeight[c]! += column[k]! * weights[c * K + k]!;
      columnWeight[k]! += row[c]! * weights[c * K + k]!;
    }
  }
  return { row, column, rowWeight, columnWeight };
}

/**
 * Do two annotators agree beyond what their own shares of classes would give? `table` holds items, classes x classes
 * row-major, rows the first annotator's class; entries may be fractional. Cohen 1968, "Weighted kappa"; standard errors
 * of Fleiss, Cohen and Everitt 1969. Null with no item, or where both gave one and the same class only (0 / 0).
 */
export function cohenKappa(
  table: ArrayLike<number>,
  weights: AgreementWeights,
  confidence = 0.95,
): Possible<CohenKappa> {
  const K = Math.sqrt(weights.length);
  let n = 0;
  for (let cell = 0; cell < table.length; cell++) n += table[cell]!;
  if (table.length !== weights.length) throw new RangeError("table and weights differ in size");
  if (n === 0) return undefinedBecause("nothing to compare");
  const { row, column, rowWeight, columnWeight } = marginsOf(table, n, weights, K);
  let observed = 0;
  let expected = 0;
  for (let cell = 0; cell < table.length; cell++) {
    observed += (weights[cell]! * table[cell]!) / n;
    expected += weights[cell]! * row[Math.floor(cell / K)]! * column[cell % K]!;
  }
  if (expected > 1 - 1e-12) return undefinedBecause("every judgment has the same value");
  let squares = 0;
  let squaresUnderNull = 0;
  for (let cell = 0; cell < table.length; cell++) {
    const c = Math.floor(cell / K);
    const k = cell % K;
    const margin = rowWeight[c]! + columnWeight[k]!;
    squares += (table[cell]! / n) * (weights[cell]! * (1 - expected) - margin * (1 - observed)) ** 2;
    squaresUnderNull += row[c]! * column[k]! * (weights[cell]! - margin) ** 2;
  }
  // Rounding leaves -1e-17 where the variance is 0, at perfect agreement.
  const root = (variance: number) =>
    Math.sqrt(Math.max(0, variance < 1e-15 ? 0 : variance) / n) / (1 - expected);
  const standardError = root(squares - (observed * expected - 2 * expected + observed) ** 2) / (1 - expected);
  const kappa = (observed - expected) / (1 - expected);
  const reach = twoSidedZ(confidence) * standardError;
  return known({
    kappa,
    standardError,
    standardErrorUnderNull: root(squaresUnderNull - expected ** 2),
    low: Math.max(-1, kappa - reach),
    high: Math.min(1, kappa + reach),
    observed,
    expected,
    n,
  });
}

/**
 * The table of two annotators: items both judged, classes x classes. An item one of them judged several times still
 * counts once, shared among the pairs of answers.
 */
export function tableOfTwo(labels: LabelSet, first: number, second: number): Float64Array {
  const { itemCount, classCount: K, itemStart, annotator, label } = labels;
  const table = new Float64Array(K * K);
  for (let i = 0; i < itemCount; i++) {
    const answers = (who: number) => {
      const given: number[] = [];
      for (let row = itemStart[i]!; row < itemStart[i + 1]!; row++)
        if (annotator[row] === who) given.push(label[row]!);
      return given;
    };
    const rows = answers(first);
    const columns = rows.length > 0 ? answers(second) : [];
    for (const c of rows) for (const k of columns) table[c * K + k]! += 1 / (rows.length * columns.length);
  }
  return table;
}

/** The table of two lists of classes of the same length; a place where either is negative is missing and left out. */
export function tableOfLists(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  classCount: number,
): Float64Array {
  if (first.length !== second.length) throw new RangeError("lists differ in length");
  const table = new Float64Array(classCount * classCount);
  for (let at = 0; at < first.length; at++) {
    if (first[at]! >= 0 && second[at]! >= 0) table[first[at]! * classCount + second[at]!]!++;
  }
  return table;
}
