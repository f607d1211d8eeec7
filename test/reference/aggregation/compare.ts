import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Consensus } from "~/stats/aggregation/consensus";
import type { ConsensusValues, Errors } from "./sets";

/** Largest distance of two lists; infinite where they differ in length. */
export function distance(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0);
}

/** Posteriors of the listed items within a tolerance, and every label but those of near ties. */
export function expectConsensus(result: Consensus, expected: ConsensusValues, tolerance: number): void {
  const K = result.posterior.length / result.labels.length;
  for (const [item, shares] of Object.entries(expected.posterior_items)) {
    const own = result.posterior.subarray(Number(item) * K, (Number(item) + 1) * K);
    expect(distance(own, shares), `posterior of item ${item}`).toBeLessThanOrEqual(tolerance);
  }
  expectLabels(result, expected);
}

/** Every label but those of near ties. */
export function expectLabels(result: Consensus, expected: ConsensusValues): void {
  if (expected.labels === undefined) {
    const hash = createHash("sha256").update(Uint8Array.from(result.labels)).digest("hex");
    expect(hash).toBe(expected.labels_sha256_u8);
    return;
  }
  const near = new Set(expected.near_ties_lt_1e_6);
  const differ = [...expected.labels].filter((digit, i) => !near.has(i) && Number(digit) !== result.labels[i]);
  expect(differ).toEqual([]);
}

/** Errors of the listed annotators, rows of given classes, columns of true ones. */
export function expectErrors(errors: Float64Array, K: number, expected: Errors, tolerance: number): void {
  for (const [annotator, { rows_observed_cols_true: rows }] of Object.entries(expected)) {
    const own = errors.subarray(Number(annotator) * K * K, (Number(annotator) + 1) * K * K);
    expect(distance(own, rows.flat()), `errors of annotator ${annotator}`).toBeLessThanOrEqual(tolerance);
  }
}
