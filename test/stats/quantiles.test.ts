import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  median,
  quantile,
  quantiles,
  quantilesOfCounted,
  quantilesOfParts,
  quantilesOfSorted,
  weightedQuantile,
} from "~/stats/quantiles";
import reference from "../reference/stats/quantiles.json";
import { probability } from "./arbitraries";
import { expectClose } from "./close";

const someNumbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 50,
});

describe("quantiles", () => {
  it("agree with numpy: plain and counted to 1e-12 relative, weighted exactly", () => {
    const close = { relative: 1e-12, absolute: 1e-12 };
    for (const row of reference.rows) {
      const plain = quantiles(row.values, row.levels)!;
      const counted = quantilesOfCounted(row.values, row.counts, row.levels)!;
      row.levels.forEach((level, index) => {
        expectClose(plain[index], row.quantiles[index]!, close, row);
        expectClose(counted[index], row.counted[index]!, close, row);
        // At 0 numpy gives the least value even where it weighs nothing.
        if (level > 0) expect(weightedQuantile(row.values, row.weights, level)).toBe(row.weighted[index]);
      });
    }
  });

  it("are null where there are no values, no counts or no weight", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(median([])).toBeNull();
    expect(quantiles([], [0.1, 0.9])).toBeNull();
    expect(quantilesOfParts([[], new Int32Array(0)], [0.5])).toBeNull();
    expect(quantilesOfSorted([], [0.5])).toBeNull();
    expect(quantilesOfCounted([1, 2], [0, 0], [0.5])).toBeNull();
    expect(weightedQuantile([1, 2], [0, 0], 0.5)).toBeNull();
    expect(weightedQuantile([], [], 0.5)).toBeNull();
  });

  it("refuse what is no number, no probability, no weight", () => {
    expect(() => quantile([1, NaN], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
    expect(() => weightedQuantile([1], [-1], 0.5)).toThrow(RangeError);
    expect(() => weightedQuantile([1, 2], [1], 0.5)).toThrow(RangeError);
    expect(() => weightedQuantile([NaN], [1], 0.5)).toThrow(RangeError);
  });

  it("leave the values as they were", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("are the same however the values are packed into parts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 1e6 }), { maxLength: 20 })),
        probability,
        (parts, p) => {
          const packed = quantilesOfParts(
            parts.map((part) => Int32Array.from(part)),
            [p],
          );
          expect(packed).toEqual(quantiles(parts.flat(), [p]));
        },
      ),
    );
  });

  it("lie within the values, rise with the probability and do not depend on order", () => {
    fc.assert(
      fc.property(someNumbers, probability, probability, (values, one, other) => {
        const [low, high] = quantiles(values, [Math.min(one, other), Math.max(one, other)])!;
        expect(low).toBeLessThanOrEqual(high! + 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(quantile(values.toReversed(), one)).toBe(quantile(values, one));
      }),
    );
  });

  it("of weighted values do not depend on the scale of the weights, and answer only with values that weigh", () => {
    const weighted = fc.array(fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })), { minLength: 1 });
    fc.assert(
      fc.property(weighted, probability, (pairs, p) => {
        const values = pairs.map(([value]) => value);
        const weights = pairs.map(([, weight]) => weight);
        const answer = weightedQuantile(values, weights, p);
        expect(
          weightedQuantile(
            values,
            weights.map((weight) => weight * 4),
            p,
          ),
        ).toBe(answer);
        expect(pairs.some(([value, weight]) => value === answer && weight > 0)).toBe(answer !== null);
      }),
    );
  });

  it("are right over a million handling times in parts", () => {
    const parts = Array.from({ length: 1000 }, (_, day) =>
      Int32Array.from({ length: 1000 }, (_, index) => (index * 7919 + day * 104_729) % 100_003),
    );
    expectClose(quantilesOfParts(parts, [0.5])![0], 50_000, { relative: 0.01 });
  });
});
