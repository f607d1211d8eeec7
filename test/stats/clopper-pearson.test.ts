import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialLowerTail, binomialPmf, binomialUpperTail } from "~/stats/binomial";
import { clopperPearson } from "~/stats/clopper-pearson";
import reference from "../reference/stats/proportions.json";
import { tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

describe("clopperPearson", () => {
  it("agrees with R binom.test and statsmodels to 1e-9 on every row", () => {
    for (const { k, n, conf, clopper_pearson: expected } of reference.rows.filter((row) => row.n > 0)) {
      const { low, high } = clopperPearson(k, n, conf);
      expectClose(low, expected![0]!, { absolute: 1e-9 }, [k, n, conf]);
      expectClose(high, expected![1]!, { absolute: 1e-9 }, [k, n, conf]);
    }
  });

  it("has ends at which the observed count is just as rare as the tail allows", () => {
    fc.assert(
      fc.property(tallyOfWhole, ({ successes, trials }) => {
        const { low, high } = clopperPearson(successes, trials);
        if (successes > 0) expectClose(binomialUpperTail(successes, trials, low), 0.025, { relative: 1e-9 });
        if (successes < trials)
          expectClose(binomialLowerTail(successes, trials, high), 0.025, { relative: 1e-9 });
      }),
    );
  });

  it("never covers less than it says", () => {
    const n = 30;
    const intervals = Array.from({ length: n + 1 }, (_, k) => clopperPearson(k, n));
    for (let step = 1; step < 500; step++) {
      const p = step / 500;
      const covered = intervals.reduce(
        (sum, { low, high }, k) => (low <= p && p <= high ? sum + binomialPmf(k, n, p) : sum),
        0,
      );
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });

  it("refuses 0 trials", () => {
    expect(() => clopperPearson(0, 0)).toThrow(RangeError);
  });
});
