import { LONG, longItem } from "./em-pass-general";
import type { EmTables, PassResult } from "./em-tables";

/**
 * The general pass written out for two to five classes: the classes stay in registers, which takes a quarter of the
 * time. A test holds each against the general pass.
 */
export function passOf2(tables: EmTables, result: PassResult): PassResult {
  const { itemStart, cell, chance, weight, prior, classWeight, posterior } = tables;
  const scratch = new Float64Array(2);
  const prior0 = prior[0]!;
  const prior1 = prior[1]!;
  let total0 = 0;
  let total1 = 0;
  let logLikelihood = 0;
  let change = 0;
  for (let i = 0, to = 0; i < itemStart.length - 1; i++, to += 2) {
    const start = itemStart[i]!;
    const end = itemStart[i + 1]!;
    if (start === end) continue;
    if (end - start > LONG) {
      longItem(tables, i, scratch, result);
      continue;
    }
    let p0 = prior0;
    let p1 = prior1;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      p0 *= chance[at]!;
      p1 *= chance[at + 1]!;
    }
    const sum = p0 + p1;
    logLikelihood += Math.log(sum);
    p0 /= sum;
    p1 /= sum;
    change = Math.max(change, Math.abs(p0 - posterior[to]!), Math.abs(p1 - posterior[to + 1]!));
    posterior[to] = p0;
    posterior[to + 1] = p1;
    total0 += p0;
    total1 += p1;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      weight[at]! += p0;
      weight[at + 1]! += p1;
    }
  }
  classWeight[0]! += total0;
  classWeight[1]! += total1;
  result.logLikelihood += logLikelihood;
  result.change = Math.max(result.change, change);
  return result;
}

export function passOf3(tables: EmTables, result: PassResult): PassResult {
  const { itemStart, cell, chance, weight, prior, classWeight, posterior } = tables;
  const scratch = new Float64Array(3);
  const prior0 = prior[0]!;
  const prior1 = prior[1]!;
  const prior2 = prior[2]!;
  let total0 = 0;
  let total1 = 0;
  let total2 = 0;
  let logLikelihood = 0;
  let change = 0;
  for (let i = 0, to = 0; i < itemStart.length - 1; i++, to += 3) {
    const start = itemStart[i]!;
    const end = itemStart[i + 1]!;
    if (start === end) continue;
    if (end - start > LONG) {
      longItem(tables, i, scratch, result);
      continue;
    }
    let p0 = prior0;
    let p1 = prior1;
    let p2 = prior2;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      p0 *= chance[at]!;
      p1 *= chance[at + 1]!;
      p2 *= chance[at + 2]!;
    }
    const sum = p0 + p1 + p2;
    logLikelihood += Math.log(sum);
    p0 /= sum;
    p1 /= sum;
    p2 /= sum;
    change = Math.max(
      change,
      Math.abs(p0 - posterior[to]!),
      Math.abs(p1 - posterior[to + 1]!),
      Math.abs(p2 - posterior[to + 2]!),
    );
    posterior[to] = p0;
    posterior[to + 1] = p1;
    posterior[to + 2] = p2;
    total0 += p0;
    total1 += p1;
    total2 += p2;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      weight[at]! += p0;
      weight[at + 1]! += p1;
      weight[at + 2]! += p2;
    }
  }
  classWeight[0]! += total0;
  classWeight[1]! += total1;
  classWeight[2]! += total2;
  result.logLikelihood += logLikelihood;
  result.change = Math.max(result.change, change);
  return result;
}

export function passOf4(tables: EmTables, result: PassResult): PassResult {
  const { itemStart, cell, chance, weight, prior, classWeight, posterior } = tables;
  const scratch = new Float64Array(4);
  const prior0 = prior[0]!;
  const prior1 = prior[1]!;
  const prior2 = prior[2]!;
  const prior3 = prior[3]!;
  let total0 = 0;
  let total1 = 0;
  let total2 = 0;
  let total3 = 0;
  let logLikelihood = 0;
  let change = 0;
  for (let i = 0, to = 0; i < itemStart.length - 1; i++, to += 4) {
    const start = itemStart[i]!;
    const end = itemStart[i + 1]!;
    if (start === end) continue;
    if (end - start > LONG) {
      longItem(tables, i, scratch, result);
      continue;
    }
    let p0 = prior0;
    let p1 = prior1;
    let p2 = prior2;
    let p3 = prior3;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      p0 *= chance[at]!;
      p1 *= chance[at + 1]!;
      p2 *= chance[at + 2]!;
      p3 *= chance[at + 3]!;
    }
    const sum = p0 + p1 + p2 + p3;
    logLikelihood += Math.log(sum);
    p0 /= sum;
    p1 /= sum;
    p2 /= sum;
    p3 /= sum;
    change = Math.max(
      change,
      Math.abs(p0 - posterior[to]!),
      Math.abs(p1 - posterior[to + 1]!),
      Math.abs(p2 - posterior[to + 2]!),
      Math.abs(p3 - posterior[to + 3]!),
    );
    posterior[to] = p0;
    posterior[to + 1] = p1;
    posterior[to + 2] = p2;
    posterior[to + 3] = p3;
    total0 += p0;
    total1 += p1;
    total2 += p2;
    total3 += p3;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      weight[at]! += p0;
      weight[at + 1]! += p1;
      weight[at + 2]! += p2;
      weight[at + 3]! += p3;
    }
  }
  classWeight[0]! += total0;
  classWeight[1]! += total1;
  classWeight[2]! += total2;
  classWeight[3]! += total3;
  result.logLikelihood += logLikelihood;
  result.change = Math.max(result.change, change);
  return result;
}

export function passOf5(tables: EmTables, result: PassResult): PassResult {
  const { itemStart, cell, chance, weight, prior, classWeight, posterior } = tables;
  const scratch = new Float64Array(5);
  const prior0 = prior[0]!;
  const prior1 = prior[1]!;
  const prior2 = prior[2]!;
  const prior3 = prior[3]!;
  const prior4 = prior[4]!;
  let total0 = 0;
  let total1 = 0;
  let total2 = 0;
  let total3 = 0;
  let total4 = 0;
  let logLikelihood = 0;
  let change = 0;
  for (let i = 0, to = 0; i < itemStart.length - 1; i++, to += 5) {
    const start = itemStart[i]!;
    const end = itemStart[i + 1]!;
    if (start === end) continue;
    if (end - start > LONG) {
      longItem(tables, i, scratch, result);
      continue;
    }
    let p0 = prior0;
    let p1 = prior1;
    let p2 = prior2;
    let p3 = prior3;
    let p4 = prior4;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      p0 *= chance[at]!;
      p1 *= chance[at + 1]!;
      p2 *= chance[at + 2]!;
      p3 *= chance[at + 3]!;
      p4 *= chance[at + 4]!;
    }
    const sum = p0 + p1 + p2 + p3 + p4;
    logLikelihood += Math.log(sum);
    p0 /= sum;
    p1 /= sum;
    p2 /= sum;
    p3 /= sum;
    p4 /= sum;
    change = Math.max(
      change,
      Math.abs(p0 - posterior[to]!),
      Math.abs(p1 - posterior[to + 1]!),
      Math.abs(p2 - posterior[to + 2]!),
      Math.abs(p3 - posterior[to + 3]!),
      Math.abs(p4 - posterior[to + 4]!),
    );
    posterior[to] = p0;
    posterior[to + 1] = p1;
    posterior[to + 2] = p2;
    posterior[to + 3] = p3;
    posterior[to + 4] = p4;
    total0 += p0;
    total1 += p1;
    total2 += p2;
    total3 += p3;
    total4 += p4;
    for (let row = start; row < end; row++) {
      const at = cell[row]!;
      weight[at]! += p0;
      weight[at + 1]! += p1;
      weight[at + 2]! += p2;
      weight[at + 3]! += p3;
      weight[at + 4]! += p4;
    }
  }
  classWeight[0]! += total0;
  classWeight[1]! += total1;
  classWeight[2]! += total2;
  classWeight[3]! += total3;
  classWeight[4]! += total4;
  result.logLikelihood += logLikelihood;
  result.change = Math.max(result.change, change);
  return result;
}
