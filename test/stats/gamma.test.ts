import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquareUpperTail,
  gammaCdf,
  gammaQuantile,
  gammaUpperQuantile,
  gammaUpperTail,
} from "~/stats/gamma";
import reference from "../reference/stats/gamma.json";
import { expectClose } from "./close";

describe("the gamma distribution", () => {
  it("agrees with mpmath to 1e-11 relative in both tails, for shapes from .1 to 1,000,000", () => {
    for (const row of reference.rows) {
      const tolerance = { relative: 1e-11 };
      // Where a tail is nearly 1, what is asked of it is the other one.
      expectClose(gammaCdf(row.x, row.a), row.cdf, tolerance, row);
      expectClose(gammaUpperTail(row.x, row.a), row.sf, { ...tolerance, absolute: 1e-15 }, row);
    }
  });

  it("has quantiles that agree with SciPy to 1e-11 relative", () => {
    for (const { a, p, quantile, upper_quantile: upper } of reference.rows) {
      expectClose(gammaQuantile(p, a), quantile, { relative: 1e-11 }, [p, a]);
      expectClose(gammaUpperQuantile(p, a), upper, { relative: 1e-11 }, [p, a]);
    }
  });

  it("has quantiles that lead back", () => {
    const shape = fc.double({ min: 0.05, max: 1e5, noNaN: true });
    const tail = fc.double({ min: 1e-9, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(shape, tail, (a, p) => {
        expectClose(gammaUpperTail(gammaUpperQuantile(p, a), a), p, { relative: 1e-9 }, [a, p]);
      }),
    );
  });

  it("has its ends at 0 and infinity", () => {
    expect(gammaCdf(0, 3)).toBe(0);
    expect(gammaUpperTail(0, 3)).toBe(1);
    expect(gammaQuantile(0, 3)).toBe(0);
    expect(gammaQuantile(1, 3)).toBe(Infinity);
    expect(() => gammaQuantile(2, 3)).toThrow(RangeError);
  });

  // scipy: stats.chi2.sf(3.841458820694124, 1) = 0.05; chi2.sf(0, 3) = 1
  it("gives the chi-square tail", () => {
    expectClose(chiSquareUpperTail(3.841458820694124, 1), 0.05, { relative: 1e-13 });
    expect(chiSquareUpperTail(0, 3)).toBe(1);
  });
});
