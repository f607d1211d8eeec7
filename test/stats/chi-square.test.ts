import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquare, chiSquareHeterogeneity } from "~/stats/chi-square";
import reference from "../reference/stats/chi-square.json";
import twoProportions from "../reference/stats/two-proportions.json";
import { expectClose } from "./close";

const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe("chiSquare", () => {
  it("agrees with SciPy to 1e-9: statistic, degrees, p, expected counts, Cramer's V", () => {
    for (const { table, chi2, dof, p, expected, cramers_v: v } of reference.rows) {
      const test = chiSquare(table)!;
      expectClose(test.statistic, chi2, { relative: 1e-12 });
      expect(test.degrees).toBe(dof);
      expectClose(test.p, p, { absolute: 1e-12, relative: 1e-9 });
      expectClose(test.leastExpected, Math.min(...expected.flat()), { relative: 1e-12 });
      expectClose(test.cramersV, v, { relative: 1e-9 });
    }
  });

  it("leaves empty rows and columns out", () => {
    const { table, chi2, dof } = reference.rows[0]!;
    const wider = [...table.map((row) => [...row, 0]), [0, 0, 0, 0]];
    expectClose(chiSquare(wider)!.statistic, chi2, { relative: 1e-12 });
    expect(chiSquare(wider)!.degrees).toBe(dof);
  });

  it("is null where nothing can be compared", () => {
    for (const table of [
      [],
      [[]],
      [[1, 2]],
      [[1], [2]],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [3, 0],
        [4, 0],
      ],
      [
        [3, 4],
        [0, 0],
      ],
    ]) {
      expect(chiSquare(table), JSON.stringify(table)).toBeNull();
    }
  });

  it("refuses negative counts and ragged tables", () => {
    expect(() =>
      chiSquare([
        [1, -1],
        [2, 3],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      chiSquare([
        [1, NaN],
        [2, 3],
      ]),
    ).toThrow(RangeError);
    expect(() => chiSquare([[1, 2], [3]])).toThrow(RangeError);
  });

  it("does not depend on the order of rows and columns, nor on which is which", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { statistic, p, cramersV } = chiSquare(table)!;
        const flipped = table.map((row) => row.toReversed()).toReversed();
        const turned = table[0]!.map((_, column) => table.map((row) => row[column]!));
        for (const other of [flipped, turned]) {
          expectClose(chiSquare(other)!.statistic, statistic, { relative: 1e-9, absolute: 1e-9 });
        }
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(cramersV).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe("chiSquareHeterogeneity", () => {
  it("agrees with SciPy on pairs of tallies, and is null where all trials went one way", () => {
    for (const { k1, n1, k2, n2, chi2, chi2_p: p } of twoProportions.rows) {
      const test = chiSquareHeterogeneity([
        { successes: k1, trials: n1 },
        { successes: k2, trials: n2 },
        { successes: 0, trials: 0 },
      ]);
      if (chi2 === null) expect(test).toBeNull();
      else {
        expectClose(test?.statistic, chi2, { relative: 1e-9 });
        expectClose(test?.p, p, { absolute: 1e-12, relative: 1e-9 });
      }
    }
  });

  it("is null with nobody, or with one person", () => {
    expect(chiSquareHeterogeneity([])).toBeNull();
    expect(chiSquareHeterogeneity([{ successes: 3, trials: 9 }])).toBeNull();
    expect(() => chiSquareHeterogeneity([{ successes: 3, trials: 1 }])).toThrow(RangeError);
  });
});
