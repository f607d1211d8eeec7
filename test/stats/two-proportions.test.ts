import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareHeterogeneity } from "~/stats/chi-square";
import { twoProportionTest } from "~/stats/two-proportions";
import reference from "../reference/stats/two-proportions.json";
import { tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

describe("twoProportionTest", () => {
  it("agrees with statsmodels to 1e-9, and is null where statsmodels has no number", () => {
    for (const { k1, n1, k2, n2, z_pooled: z, p_pooled: p } of reference.rows) {
      const test = twoProportionTest({ successes: k1, trials: n1 }, { successes: k2, trials: n2 });
      if (z === null) expect(test).toBeNull();
      else {
        expectClose(test?.z, z, { relative: 1e-9 }, [k1, n1, k2, n2]);
        expectClose(test?.p, p, { absolute: 1e-12, relative: 1e-9 }, [k1, n1, k2, n2]);
      }
    }
  });

  it("is the chi-square test of the same two tallies", () => {
    fc.assert(
      fc.property(tallyOfWhole, tallyOfWhole, (first, second) => {
        const test = twoProportionTest(first, second);
        const table = chiSquareHeterogeneity([first, second]);
        expect(test === null).toBe(table === null);
        if (!test || !table) return;
        expectClose(table.statistic, test.z ** 2, { relative: 1e-7, absolute: 1e-9 });
        expectClose(table.p, test.p, { relative: 1e-6, absolute: 1e-12 });
      }),
    );
  });

  it("refuses a side without trials", () => {
    expect(() => twoProportionTest({ successes: 0, trials: 0 }, { successes: 1, trials: 2 })).toThrow(
      RangeError,
    );
  });
});
