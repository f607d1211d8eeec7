import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_EXACT_PAIRS, spearman, spearmanExactP } from "~/stats/spearman";
import exact from "../reference/stats/spearman-exact.json";
import copied from "../reference/stats/spearman.json";
import { expectClose } from "./close";

const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 3,
  maxLength: 30,
});

describe("spearman", () => {
  it("agrees with SciPy to 1e-9, ties included, and is null where SciPy has no number", () => {
    for (const { x, y, rho, p_t: p } of copied.rows) {
      const found = spearman(x, y);
      if (rho === null) expect(found).toBeNull();
      else {
        expectClose(found?.rho, rho, { absolute: 1e-12 });
        expectClose(found?.p, p, { absolute: 1e-9 });
        expect(found?.n).toBe(x.length);
      }
    }
  });

  it("is null without pairs or with one, and has no p with two", () => {
    expect(spearman([], [])).toBeNull();
    expect(spearman([1], [2])).toBeNull();
    expect(spearman([1, 2], [4, 3])).toEqual({ rho: -1, p: null, n: 2 });
  });

  it("refuses lists of different lengths and what is no number", () => {
    expect(() => spearman([1, 2], [1])).toThrow(RangeError);
    expect(() => spearman([1, NaN, 2], [1, 2, 3])).toThrow(RangeError);
  });

  it("stays in [-1, 1], is the same both ways round and knows only order", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const x = list.map(([one]) => one);
        const y = list.map(([, other]) => other);
        const found = spearman(x, y);
        if (!found) return;
        expect(Math.abs(found.rho)).toBeLessThanOrEqual(1);
        expect(found.p).toBeGreaterThanOrEqual(0);
        expect(found.p).toBeLessThanOrEqual(1);
        expectClose(spearman(y, x)!.rho, found.rho, { absolute: 1e-12 });
        expectClose(
          spearman(
            x.map((value) => value ** 3 + 5),
            y,
          )!.rho,
          found.rho,
          { absolute: 1e-12 },
        );
        expectClose(
          spearman(
            x,
            y.map((value) => -value),
          )!.rho,
          -found.rho,
          { absolute: 1e-12 },
        );
      }),
    );
  });
});

describe("spearmanExactP", () => {
  it("agrees with trying every order in Python", () => {
    for (const { x, y, p } of exact.rows) expectClose(spearmanExactP(x, y), p, { absolute: 1e-12 }, [x, y]);
  });

  it("says one in three where t says 0", () => {
    expect(spearman([1, 2, 3], [3, 2, 1])!.p).toBe(0);
    expectClose(spearmanExactP([1, 2, 3], [3, 2, 1]), 1 / 3, { absolute: 1e-15 });
  });

  it("is null above its size and where a measure is constant", () => {
    const long = Array.from({ length: MOST_EXACT_PAIRS + 1 }, (_, index) => index);
    expect(spearmanExactP(long, long)).toBeNull();
    expect(spearmanExactP([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearmanExactP([], [])).toBeNull();
  });

  it("tries all 9! orders", () => {
    const nine = Array.from({ length: 9 }, (_, index) => index);
    expectClose(spearmanExactP(nine, nine), 2 / 362_880, { relative: 1e-12 });
  });
});
