import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialPmf } from "~/stats/binomial";
import { newcombeDifference } from "~/stats/newcombe";
import reference from "../reference/stats/two-proportions.json";
import { confidence, tallyOfFractions, tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

describe("newcombeDifference", () => {
  it("agrees with statsmodels to 1e-9, 0 of n and n of n included", () => {
    for (const { k1, n1, k2, n2, diff, newcombe_diff_ci95: interval } of reference.rows) {
      const found = newcombeDifference({ successes: k1, trials: n1 }, { successes: k2, trials: n2 });
      expectClose(found.difference, diff, { absolute: 1e-12 }, [k1, n1, k2, n2]);
      expectClose(found.low, interval[0]!, { absolute: 1e-9 }, [k1, n1, k2, n2]);
      expectClose(found.high, interval[1]!, { absolute: 1e-9 }, [k1, n1, k2, n2]);
    }
  });

  it("stays in [-1, 1], holds the difference, and turns round with its sides", () => {
    fc.assert(
      fc.property(tallyOfFractions, tallyOfFractions, confidence, (first, second, level) => {
        const { difference, low, high } = newcombeDifference(first, second, level);
        const turned = newcombeDifference(second, first, level);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        expectClose(turned.low, -high, { absolute: 1e-12 });
        expectClose(turned.high, -low, { absolute: 1e-12 });
      }),
    );
  });

  it("holds 0 between a tally and itself", () => {
    fc.assert(
      fc.property(tallyOfWhole, (tally) => {
        const { difference, low, high } = newcombeDifference(tally, tally);
        expect(difference).toBe(0);
        expectClose(low, -high, { absolute: 1e-12 });
      }),
    );
  });

  it("covers the true difference 94 to 97 % of the time on average, by exact summation", () => {
    const [n1, n2] = [40, 25];
    const intervals = Array.from({ length: n1 + 1 }, (_, k1) =>
      Array.from({ length: n2 + 1 }, (_, k2) =>
        newcombeDifference({ successes: k1, trials: n1 }, { successes: k2, trials: n2 }),
      ),
    );
    const shares = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95];
    let covered = 0;
    for (const p1 of shares) {
      for (const p2 of shares) {
        intervals.forEach((row, k1) =>
          row.forEach(({ low, high }, k2) => {
            if (low <= p1 - p2 && p1 - p2 <= high)
              covered += binomialPmf(k1, n1, p1) * binomialPmf(k2, n2, p2);
          }),
        );
      }
    }
    expect(covered / 36).toBeGreaterThan(0.94);
    expect(covered / 36).toBeLessThan(0.97);
  });

  it("refuses a side without trials", () => {
    const none = { successes: 0, trials: 0 };
    const some = { successes: 1, trials: 2 };
    expect(() => newcombeDifference(none, some)).toThrow(RangeError);
    expect(() => newcombeDifference(some, none)).toThrow(RangeError);
  });
});
