import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialPmf } from "~/stats/binomial";
import { effectiveTrials, wilson, wilsonOfShare } from "~/stats/wilson";
import reference from "../reference/stats/proportions.json";
import { confidence, tallyOfFractions, tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

describe("wilson", () => {
  it("agrees with R and statsmodels to 1e-9 on every row, fractional counts and 1,000,000 trials included", () => {
    const rows = reference.rows.filter((row) => row.n > 0);
    expect(rows.length).toBeGreaterThan(60);
    for (const { k, n, conf, wilson: expected } of rows) {
      const { low, high } = wilson(k, n, conf);
      expectClose(low, expected![0]!, { absolute: 1e-9 }, [k, n, conf]);
      expectClose(high, expected![1]!, { absolute: 1e-9 }, [k, n, conf]);
    }
  });

  it("touches 0 and 1 exactly when no trial or every trial succeeded", () => {
    for (const n of [1, 3, 7, 10, 49, 1_000_003]) {
      expect(wilson(0, n).low).toBe(0);
      expect(wilson(n, n).high).toBe(1);
    }
  });

  it("refuses 0 trials, impossible tallies and impossible confidence", () => {
    for (const [k, n] of [
      [0, 0],
      [-1, 3],
      [4, 3],
      [NaN, 3],
      [1, NaN],
      [1, Infinity],
    ] as const) {
      expect(() => wilson(k, n)).toThrow(RangeError);
    }
    for (const level of [0, 1, -0.5, NaN]) expect(() => wilson(1, 2, level)).toThrow(RangeError);
  });

  it("stays in [0, 1] and holds the share", () => {
    fc.assert(
      fc.property(tallyOfFractions, confidence, ({ successes, trials }, level) => {
        const { low, high } = wilson(successes, trials, level);
        const share = successes / trials;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(share + 1e-15);
        expect(high).toBeGreaterThanOrEqual(share - 1e-15);
      }),
    );
  });

  it("mirrors when successes and failures change places", () => {
    fc.assert(
      fc.property(tallyOfWhole, ({ successes, trials }) => {
        const one = wilson(successes, trials);
        const other = wilson(trials - successes, trials);
        expectClose(one.low, 1 - other.high, { absolute: 1e-12 });
        expectClose(one.high, 1 - other.low, { absolute: 1e-12 });
      }),
    );
  });

  it("rises with successes, narrows with trials and widens with confidence", () => {
    fc.assert(
      fc.property(tallyOfWhole, ({ successes, trials }) => {
        const { low, high } = wilson(successes, trials);
        const more = wilson(successes + 1, trials + 1);
        expect(more.low).toBeGreaterThanOrEqual(low - 1e-12);
        expect(more.high).toBeGreaterThanOrEqual(high - 1e-12);
        const tenfold = wilson(successes * 10, trials * 10);
        expect(tenfold.high - tenfold.low).toBeLessThan(high - low);
        const surer = wilson(successes, trials, 0.99);
        expect(surer.high - surer.low).toBeGreaterThan(high - low);
      }),
    );
  });

  it("covers the true share 94 to 96 % of the time on average, by exact summation", () => {
    for (const n of [20, 50, 100, 400]) {
      const intervals = Array.from({ length: n + 1 }, (_, k) => wilson(k, n));
      let sum = 0;
      for (let step = 1; step < 1000; step++) {
        const p = step / 1000;
        intervals.forEach(({ low, high }, k) => {
          if (low <= p && p <= high) sum += binomialPmf(k, n, p);
        });
      }
      const coverage = sum / 999;
      expect(coverage, `n = ${n}`).toBeGreaterThan(0.94);
      expect(coverage, `n = ${n}`).toBeLessThan(0.96);
    }
  });
});

describe("wilsonOfShare", () => {
  it("is wilson where every trial counts once", () => {
    expect(wilsonOfShare(0.45, 20)).toEqual(wilson(9, 20));
  });

  it("refuses effective trials of 0", () => {
    expect(() => wilsonOfShare(0.5, 0)).toThrow(RangeError);
    expect(() => wilsonOfShare(1.5, 10)).toThrow(RangeError);
  });
});

describe("effectiveTrials", () => {
  it("is n / (1 + (m - 1) ICC)", () => {
    expect(effectiveTrials(1000, 25, 0.1)).toBeCloseTo(1000 / 3.4, 12);
    expect(effectiveTrials(1000, 25, 1)).toBe(40);
  });

  it("never exceeds n: a negative correlation counts as none, a cluster has at least one", () => {
    expect(effectiveTrials(100, 10, -0.05)).toBe(100);
    expect(effectiveTrials(100, 0.5, 0.5)).toBe(100);
  });
});
