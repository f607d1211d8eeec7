import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jeffreys } from "~/stats/jeffreys";
import reference from "../reference/stats/proportions.json";
import { confidence, tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

describe("jeffreys", () => {
  it("agrees with SciPy and R to 1e-9 on every row, with the ends set at 0 and n successes", () => {
    for (const { k, n, conf, jeffreys_bcd: expected } of reference.rows.filter((row) => row.n > 0)) {
      const { low, high } = jeffreys(k, n, conf);
      expectClose(low, expected[0]!, { absolute: 1e-9 }, [k, n, conf]);
      expectClose(high, expected[1]!, { absolute: 1e-9 }, [k, n, conf]);
    }
  });

  it("stays in [0, 1], touching the ends only where all trials went one way", () => {
    fc.assert(
      fc.property(tallyOfWhole, confidence, ({ successes, trials }, level) => {
        const { low, high } = jeffreys(successes, trials, level);
        expect(low === 0).toBe(successes === 0);
        expect(high === 1).toBe(successes === trials);
        expect(low).toBeLessThan(high);
      }),
    );
  });

  it("refuses 0 trials", () => {
    expect(() => jeffreys(0, 0)).toThrow(RangeError);
    expect(() => jeffreys(1, 2, 1)).toThrow(RangeError);
  });
});
