import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { theil, theilDecomposition } from "~/stats/theil";
import reference from "../reference/stats/theil.json";
import { amounts } from "./arbitraries";
import { expectClose } from "./close";

describe("theil", () => {
  it("agrees with numpy to 1e-12", () => {
    for (const { groups, total } of reference.rows)
      expectClose(theil(groups.flat()), total, { absolute: 1e-12 });
  });

  it("is 0 where all have the same, ln n where one has all, null for nobody and for nothing", () => {
    expect(theil([7, 7, 7])).toBe(0);
    expectClose(theil([0, 0, 5]), Math.log(3), { absolute: 1e-12 });
    expect(theil([3])).toBe(0);
    expect(theil([])).toBeNull();
    expect(theil([0, 0])).toBeNull();
    expect(() => theil([1, -1])).toThrow(RangeError);
    expect(() => theil([1, NaN])).toThrow(RangeError);
  });

  it("knows neither order nor currency", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const found = theil(values)!;
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(Math.log(values.length) + 1e-9);
        expectClose(theil(values.toReversed()), found, { absolute: 1e-10 });
        expectClose(theil(values.map((value) => value * 2)), found, { absolute: 1e-10 });
      }),
    );
  });
});

describe("theilDecomposition", () => {
  it("agrees with numpy to 1e-12", () => {
    for (const { groups, total, between, within } of reference.rows) {
      const found = theilDecomposition(groups)!;
      expectClose(found.between, between, { absolute: 1e-12 }, groups);
      expectClose(found.within, within, { absolute: 1e-12 }, groups);
      expectClose(found.total, total, { absolute: 1e-12 }, groups);
    }
  });

  it("adds up to the whole, whatever the groups, and does not know their order", () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 5 }), (groups) => {
        const { total, between, within, withinShare } = theilDecomposition(groups)!;
        expectClose(total, theil(groups.flat())!, { absolute: 1e-9 });
        expect(between).toBeGreaterThanOrEqual(0);
        expect(within).toBeGreaterThanOrEqual(0);
        if (withinShare !== null) expect(withinShare).toBeLessThanOrEqual(1);
        expectClose(theilDecomposition(groups.toReversed())!.between, between, { absolute: 1e-9 });
      }),
    );
  });

  it("puts everything within one group, and everything between groups of one", () => {
    expect(theilDecomposition([[1, 2, 3, 10]])).toMatchObject({ between: 0, withinShare: 1 });
    expect(theilDecomposition([[1], [2], [3], [10]])).toMatchObject({ within: 0, withinShare: 0 });
  });

  it("has no share to give where there is no inequality, and is null where there is nothing", () => {
    expect(theilDecomposition([[2, 2], [2]])).toMatchObject({ total: 0, withinShare: null });
    expect(theilDecomposition([[], []])).toBeNull();
    expect(theilDecomposition([])).toBeNull();
    expect(theilDecomposition([[0], [0]])).toBeNull();
  });
});
