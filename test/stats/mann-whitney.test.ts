import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mannWhitney } from "~/stats/mann-whitney";
import made from "../reference/stats/mann-whitney-sizes.json";
import copied from "../reference/stats/mann-whitney.json";
import { expectClose } from "./close";

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 });

describe("mannWhitney", () => {
  it("agrees with R and SciPy on the shared samples: exact without ties to 1e-12, else corrected to 1e-9", () => {
    for (const row of copied.rows) {
      const test = mannWhitney(row.x, row.y)!;
      const exact = row.p_exact_less !== undefined;
      expect(test.exact, JSON.stringify(row)).toBe(exact);
      expectClose(test.u, row.U_x, { absolute: 1e-12 }, row);
      expectClose(test.effect, row.common_language_effect, { absolute: 1e-12 }, row);
      const close = { absolute: exact ? 1e-12 : 1e-9 };
      const expected = exact
        ? [row["p_exact_two-sided"], row.p_exact_less, row.p_exact_greater]
        : [row["p_asymptotic_cc_two-sided"], row.p_asymptotic_cc_less, row.p_asymptotic_cc_greater];
      [test.p, test.less, test.greater].forEach((p, index) => expectClose(p, expected[index]!, close, row));
    }
  });

  it("agrees with SciPy to 1e-12 relative, exact up to 49 against 49 and by the normal approximation above", () => {
    for (const row of made.rows) {
      const test = mannWhitney(row.x, row.y)!;
      expect(test.exact).toBe(row.method === "exact");
      expectClose(test.p, row["two-sided"], { relative: 1e-12 }, row);
      expectClose(test.less, row.less, { relative: 1e-12 }, row);
      expectClose(test.greater, row.greater, { relative: 1e-12 }, row);
    }
  });

  it("says p = 1 where all values are equal, and null where a group is empty", () => {
    expect(mannWhitney([2, 2], [2, 2, 2])!.p).toBe(1);
    expect(mannWhitney([2, 2], [2, 2, 2])!.effect).toBe(0.5);
    expect(mannWhitney([], [1])).toBeNull();
    expect(mannWhitney([1], [])).toBeNull();
  });

  it("gives probabilities, turns round with its sides, and knows only the order of values", () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const test = mannWhitney(first, second)!;
        const turned = mannWhitney(second, first)!;
        const stretched = (list: number[]) => list.map((value) => Math.exp(value / 10));
        expectClose(turned.p, test.p, { relative: 1e-9 });
        expectClose(turned.less, test.greater, { relative: 1e-9 });
        expectClose(turned.effect, 1 - test.effect, { absolute: 1e-12 });
        expect(mannWhitney(stretched(first), stretched(second))).toEqual(test);
        for (const p of [test.p, test.less, test.greater, test.effect]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("refuses what is no number", () => {
    expect(() => mannWhitney([1, NaN], [2])).toThrow(RangeError);
  });
});
