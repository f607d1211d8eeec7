import type { EmTables, PassResult } from "./em-tables";

/**
 * Most judgments of an item whose chances are multiplied. Chances are at least 1e-10 over the number of judgments, so
 * sixteen of them stay far above the smallest double; a longer item goes through logarithms.
 */
export const LONG = 16;

/** The general pass, of any number of classes. */
export function passOfAny(tables: EmTables, result: PassResult): PassResult {
  const { classCount: K, itemStart, cell, chance, weight, prior, classWeight, posterior } = tables;
  const joint = new Float64Array(K);
  for (let i = 0; i < itemStart.length - 1; i++) {
    const start = itemStart[i]!;
    const end = itemStart[i + 1]!;
    if (start === end) continue;
    if (end - start > LONG) {
      longItem(tables, i, joint, result);
      continue;
    }
    for (let c = 0; c < K; c++) joint[c] = prior[c]!;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      for (let c = 0; c < K; c++) joint[c]! *= chance[at + c]!;
    }
    let sum = 0;
    for (let c = 0; c < K; c++) sum += joint[c]!;
    result.logLikelihood += Math.log(sum);
    for (let c = 0; c < K; c++) {
      const share = joint[c]! / sum;
      const moved = Math.abs(share - posterior[i * K + c]!);
      if (moved > result.change) result.change = moved;
      joint[c] = share;
      posterior[i * K + c] = share;
      classWeight[c]! += share;
    }
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      for (let c = 0; c < K; c++) weight[at + c]! += joint[c]!;
    }
  }
  return result;
}

/** One item in logarithms. */
export function longItem(tables: EmTables, i: number, joint: Float64Array, result: PassResult): void {
  const { classCount: K, itemStart, cell, chance, weight, prior, classWeight, posterior } = tables;
  for (let c = 0; c < K; c++) joint[c] = Math.log(prior[c]!);
  for (let row = itemStart[i]!; row < itemStart[i + 1]!; row++) {
    const at = cell[row]!;
    for (let c = 0; c < K; c++) joint[c]! += Math.log(chance[at + c]!);
  }
  let highest = -Infinity;
  for (let c = 0; c < K; c++) if (joint[c]! > highest) highest = joint[c]!;
  let sum = 0;
  for (let c = 0; c < K; c++) sum += joint[c] = Math.exp(joint[c]! - highest);
  result.logLikelihood += highest + Math.log(sum);
  for (let c = 0; c < K; c++) {
    const share = joint[c]! / sum;
    const moved = Math.abs(share - posterior[i * K + c]!);
    if (moved > result.change) result.change = moved;
    joint[c] = share;
    posterior[i * K + c] = share;
    classWeight[c]! += share;
  }
  for (let row = itemStart[i]!; row < itemStart[i + 1]!; row++) {
    const at = cell[row]!;
    for (let c = 0; c < K; c++) weight[at + c]! += joint[c]!;
  }
}
