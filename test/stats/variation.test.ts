import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coefficientOfVariation, mean, standardDeviation, variance } from "~/stats/variation";
import { expectClose } from "./close";

// numpy: x = [2, 4, 4, 4, 5, 5, 7, 9]; x.mean(), x.var(ddof=1), x.std(ddof=1), std / mean
const values = [2, 4, 4, 4, 5, 5, 7, 9];

describe("mean, variance, standardDeviation and coefficientOfVariation", () => {
  it("agree with numpy to 1e-14", () => {
    expect(mean(values)).toBe(5);
    expectClose(variance(values), 4.571428571428571, { relative: 1e-14 });
    expectClose(standardDeviation(values), 2.138089935299395, { relative: 1e-14 });
    expectClose(coefficientOfVariation(values), 0.427617987059879, { relative: 1e-14 });
  });

  it("are null where they do not exist", () => {
    expect(mean([])).toBeNull();
    for (const few of [[], [3]]) {
      expect(variance(few)).toBeNull();
      expect(standardDeviation(few)).toBeNull();
      expect(coefficientOfVariation(few)).toBeNull();
    }
    expect(coefficientOfVariation([0, 0])).toBeNull();
    expect(coefficientOfVariation([-3, 1])).toBeNull();
  });

  it("leave the coefficient of variation without a currency", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 2 }), (list) => {
        const doubled = list.map((value) => value * 2);
        expectClose(coefficientOfVariation(doubled), coefficientOfVariation(list)!, {
          relative: 1e-9,
          absolute: 1e-12,
        });
      }),
    );
  });
});
