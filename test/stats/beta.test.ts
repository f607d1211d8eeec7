import { describe, expect, it } from "vitest";
import { betaCdf, betaQuantile, betaUpperQuantile, betaUpperTail, studentTwoSided } from "~/stats/beta";
import reference from "../reference/stats/beta.json";
import { expectClose } from "./close";

describe("the beta distribution", () => {
  it("agrees with SciPy to 1e-11 relative in both tails, for parameters from .1 to 100,000", () => {
    for (const row of reference.rows) {
      expectClose(betaCdf(row.x, row.a, row.b), row.cdf, { relative: 1e-11 }, row);
      expectClose(betaUpperTail(row.x, row.a, row.b), row.sf, { relative: 1e-11 }, row);
    }
  });

  it("has quantiles that agree with SciPy to 1e-10 relative", () => {
    for (const { a, b, p, quantile, upper_quantile: upper } of reference.rows) {
      expectClose(betaQuantile(p, a, b), quantile, { relative: 1e-10 }, [p, a, b]);
      expectClose(betaUpperQuantile(p, a, b), upper, { relative: 1e-10 }, [p, a, b]);
    }
  });

  it("takes a place outside [0, 1] as the nearer end", () => {
    expect(betaCdf(-1, 2, 3)).toBe(0);
    expect(betaCdf(2, 2, 3)).toBe(1);
    expect(betaUpperTail(2, 2, 3)).toBe(0);
  });

  // scipy: 2 * stats.t.sf(2.5, 7) = 0.04099221858575289
  it("gives Student's t", () => expect(studentTwoSided(2.5, 7)).toBeCloseTo(0.04099221858575289, 14));
});
