import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanWithInterval } from "~/stats/log-mean";
import { medianWithInterval } from "~/stats/quantile-interval";
import { seededRandom } from "~/stats/random";
import { ratioOfSums } from "~/stats/ratio-of-sums";
import witness from "../reference/metrics/handling.json";

const times = fc.array(fc.double({ min: 0.1, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 60 });
const parts = ({ value, low, high }: { value: number; low: number; high: number }) => [value, low, high];

describe("the mean of skewed times", () => {
  it("has the interval that numpy gives on the log scale", () => {
    parts(meanWithInterval(witness.times)).forEach((part, index) =>
      expect(part).toBeCloseTo(witness.logMean[index]!, 10),
    );
  });

  it("lies in its interval, which never goes below zero", () => {
    fc.assert(
      fc.property(times, (values) => {
        const { value, low, high } = meanWithInterval(values);
        return low >= 0 && low <= value && value <= high;
      }),
    );
  });

  it("has no bounds from one value and does not exist for none", () => {
    expect(meanWithInterval([5])).toEqual({ value: 5, low: 0, high: Infinity });
    expect(() => meanWithInterval([])).toThrow(RangeError);
  });
});

describe("the median", () => {
  it("has the order statistics that numpy gives", () => {
    parts(medianWithInterval(witness.times)).forEach((part, index) =>
      expect(part).toBeCloseTo(witness.median[index]!, 10),
    );
  });

  it("covers the true median of skewed times in about 95 of 100 samples", () => {
    const random = seededRandom("median coverage");
    let covered = 0;
    for (let sample = 0; sample < 4_000; sample += 1) {
      // Exponential times: the median is ln 2.
      const values = Float64Array.from({ length: 41 }, () => -Math.log(1 - random())).sort();
      const { low, high } = medianWithInterval(values);
      if (low <= Math.LN2 && Math.LN2 <= high) covered += 1;
    }
    expect(covered / 4_000).toBeGreaterThan(0.94);
    expect(covered / 4_000).toBeLessThan(0.985);
  });
});

describe("a ratio of sums", () => {
  const clusters = witness.observed.map((observed, index) => ({
    observed,
    expected: witness.expected[index]!,
  }));

  it("has the linearised interval that numpy gives", () => {
    parts(ratioOfSums(clusters)!).forEach((part, index) =>
      expect(part).toBeCloseTo(witness.ratioOfSums[index]!, 10),
    );
  });

  it("does not depend on the order of the clusters or the unit of both", () => {
    const scaled = [...clusters]
      .reverse()
      .map(({ observed, expected }) => ({ observed: observed * 60, expected: expected * 60 }));
    parts(ratioOfSums(scaled)!).forEach((part, index) =>
      expect(part).toBeCloseTo(witness.ratioOfSums[index]!, 10),
    );
  });

  it("does not exist where nothing was expected", () => {
    expect(ratioOfSums([])).toBeNull();
    expect(ratioOfSums([{ observed: 3, expected: 0 }])).toBeNull();
  });
});
