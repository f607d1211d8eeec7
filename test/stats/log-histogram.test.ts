import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNormal } from "~/stats/draws";
import { LogHistogram } from "~/stats/log-histogram";
import { quantile } from "~/stats/quantiles";
import { seededRandom } from "~/stats/random";
import { probability } from "./arbitraries";
import { expectClose } from "./close";

const positive = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
const values = fc.array(fc.oneof(positive, fc.constant(0)), { maxLength: 60 });

describe("LogHistogram", () => {
  it("has quantiles within 1 % of the exact ones, whatever the values", () => {
    fc.assert(
      fc.property(values, probability, (list, p) => {
        const exact = quantile(list, p);
        const rough = LogHistogram.of(list).quantile(p);
        if (exact === null) expect(rough).toBeNull();
        else expectClose(rough, exact, { relative: 0.01, absolute: 1e-300 }, { list, p });
      }),
      { numRuns: 500 },
    );
  });

  it("has quantiles within 1 % on 100,000 lognormal handling times", () => {
    const random = seededRandom("handling times");
    const list = Array.from({ length: 100_000 }, () => Math.exp(3 + 0.8 * drawNormal(random)));
    const histogram = LogHistogram.of(list);
    for (const p of [0.01, 0.25, 0.5, 0.75, 0.9, 0.99]) {
      expectClose(histogram.quantile(p), quantile(list, p)!, { relative: 0.01 }, p);
    }
    expect(histogram.pack().counts.length).toBeLessThan(500);
  });

  it("adds up: merged parts are the histogram of everything", () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const merged = LogHistogram.of(one);
        merged.merge(LogHistogram.of(other));
        expect(merged.pack()).toEqual(LogHistogram.of([...one, ...other]).pack());
        expect(merged.size).toBe(one.length + other.length);
      }),
    );
  });

  it("takes back exactly what was added", () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const histogram = LogHistogram.of([...one, ...other]);
        histogram.subtract(LogHistogram.of(other));
        expect(histogram.pack()).toEqual(LogHistogram.of(one).pack());
      }),
    );
  });

  it("survives being packed, and doubles when merged with itself", () => {
    const histogram = LogHistogram.of([0, 0.5, 3, 3, 900]);
    const unpacked = LogHistogram.unpack(histogram.pack());
    expect(unpacked.pack()).toEqual(histogram.pack());
    unpacked.merge(unpacked);
    expect(unpacked.size).toBe(10);
    expect(unpacked.quantile(0.5)).toBe(histogram.quantile(0.5));
  });

  it("counts a value several times at once", () => {
    const histogram = new LogHistogram();
    histogram.add(12, 3);
    expect(histogram.pack()).toEqual(LogHistogram.of([12, 12, 12]).pack());
  });

  it("is null where empty, 0 where all are 0", () => {
    expect(new LogHistogram().quantile(0.5)).toBeNull();
    expect(new LogHistogram().pack()).toEqual({ zeros: 0, first: 0, counts: [] });
    expect(LogHistogram.of([0, 0]).quantile(0.9)).toBe(0);
  });

  it("refuses negative and infinite values, and taking away what it does not hold", () => {
    const histogram = LogHistogram.of([5]);
    for (const wrong of [-1, NaN, Infinity]) expect(() => histogram.add(wrong)).toThrow(RangeError);
    expect(() => histogram.subtract(LogHistogram.of([5, 5]))).toThrow(RangeError);
    expect(() => histogram.subtract(LogHistogram.of([5, 50]))).toThrow(RangeError);
    expect(() => histogram.subtract(LogHistogram.of([0]))).toThrow(RangeError);
    expect(histogram.pack()).toEqual(LogHistogram.of([5]).pack());
  });
});
