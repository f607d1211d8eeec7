import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emPass } from "~/stats/aggregation/em-pass";
import { longItem, LONG, passOfAny } from "~/stats/aggregation/em-pass-general";
import { emTables, MOST_CELLS } from "~/stats/aggregation/em-tables";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { seededRandom } from "~/stats/random";
import { distance } from "../../reference/aggregation/compare";

/** A random set with chances and priors set, as a pass expects them. Items have 0 to `most` judgments. */
function prepared(seed: number, K: number, most: number) {
  const random = seededRandom(seed);
  const item: number[] = [];
  const annotator: number[] = [];
  const label: number[] = [];
  for (let i = 0; i < 12; i++) {
    const judgments = Math.floor((most + 1) * random());
    for (let n = 0; n < judgments; n++) {
      item.push(i);
      annotator.push(Math.floor(7 * random()));
      label.push(Math.floor(K * random()));
    }
  }
  const labels = labelSetFromColumns({
    item,
    annotator,
    label,
    itemCount: 12,
    annotatorCount: 7,
    classCount: K,
  });
  const tables = emTables(labels);
  tables.chance.forEach((_, cell) => (tables.chance[cell] = 0.001 + random()));
  tables.prior.forEach((_, c) => (tables.prior[c] = (1 + random()) / (1.5 * K)));
  return tables;
}

describe("a pass", () => {
  it.each([2, 3, 4, 5, 6])("over %d classes agrees with the general one, long items among them", (K) => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(4, 40), (seed, most) => {
        const one = prepared(seed, K, most);
        const other = prepared(seed, K, most);
        const found = emPass(one);
        other.weight.fill(0);
        other.classWeight.fill(0);
        const expected = passOfAny(other, { logLikelihood: 0, change: 0 });
        expect(found.logLikelihood).toBeCloseTo(expected.logLikelihood, 9);
        expect(found.change).toBeCloseTo(expected.change, 12);
        expect(distance(one.posterior, [...other.posterior])).toBeLessThan(1e-12);
        expect(distance(one.weight, [...other.weight])).toBeLessThan(1e-11);
        expect(distance(one.classWeight, [...other.classWeight])).toBeLessThan(1e-11);
      }),
      { numRuns: 40 },
    );
  });

  it("gives an item the same by products as by logarithms", () => {
    const one = prepared(5, 3, LONG);
    const other = prepared(5, 3, LONG);
    const found = emPass(one);
    other.weight.fill(0);
    other.classWeight.fill(0);
    const result = { logLikelihood: 0, change: 0 };
    for (let i = 0; i < 12; i++) {
      if (other.itemStart[i] !== other.itemStart[i + 1]) longItem(other, i, new Float64Array(3), result);
    }
    expect(distance(one.posterior, [...other.posterior])).toBeLessThan(1e-13);
    expect(distance(one.weight, [...other.weight])).toBeLessThan(1e-12);
    expect(found.logLikelihood).toBeCloseTo(result.logLikelihood, 10);
  });

  it("keeps posteriors of 400 judgments with chances of 1e-10 apart from 0 / 0", () => {
    const judgments = Array.from({ length: 400 }, (_, n) => n);
    const labels = labelSetFromColumns({
      item: judgments.map(() => 0),
      annotator: judgments,
      label: judgments.map((n) => n % 2),
    });
    const tables = emTables(labels);
    tables.prior.fill(0.5);
    tables.chance.fill(1e-10);
    tables.chance[0] = 2e-10;
    emPass(tables);
    expect(tables.posterior[0]).toBeCloseTo(2 / 3, 9);
  });

  it("gives an item without judgments equal shares and no weight", () => {
    const labels = labelSetFromColumns({ item: [1, 1], annotator: [0, 1], label: [0, 1], itemCount: 3 });
    const tables = emTables(labels);
    tables.prior.fill(0.5);
    tables.chance.fill(0.5);
    emPass(tables);
    expect([...tables.posterior]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect([...tables.classWeight]).toEqual([0.5, 0.5]);
    expect(tables.judged).toBe(1);
  });

  it("refuses tables that would not fit", () => {
    const labels = labelSetFromColumns({ item: [0], annotator: [0], label: [0], classCount: 9000 });
    expect(9000 ** 2).toBeGreaterThan(MOST_CELLS);
    expect(() => emTables(labels)).toThrow(RangeError);
  });
});
