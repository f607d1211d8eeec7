import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile, normalTwoSided, normalUpperTail, twoSidedZ } from "~/stats/normal";
import reference from "../reference/stats/normal.json";
import { expectClose } from "./close";

describe("the normal distribution", () => {
  it("agrees with SciPy to 1e-12 relative, thirty standard errors out included", () => {
    for (const row of reference.rows) {
      if (row.z === undefined) continue;
      expectClose(normalCdf(row.z), row.cdf, { relative: 1e-12 }, row);
      expectClose(normalUpperTail(row.z), row.sf, { relative: 1e-12 }, row);
      expectClose(normalTwoSided(row.z), 2 * Math.min(row.cdf, row.sf), { relative: 1e-12 }, row);
    }
  });

  it("has quantiles that agree with mpmath to 1e-15 relative, tails of 1e-300 included", () => {
    for (const row of reference.rows) {
      if (row.p === undefined) continue;
      expectClose(normalQuantile(row.p), row.quantile, { relative: 1e-15, absolute: 1e-16 }, row);
    }
  });

  it("gives the infinities for certainty and refuses what is no probability", () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(() => normalQuantile(-0.1)).toThrow(RangeError);
    expect(() => normalQuantile(NaN)).toThrow(RangeError);
  });

  it("gives 1.959964 standard errors for 95 %", () => {
    expectClose(twoSidedZ(0.95), 1.959963984540054, { relative: 1e-15 });
    expect(() => twoSidedZ(1)).toThrow(RangeError);
  });
});
