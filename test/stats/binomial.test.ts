import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialLowerTail, binomialPmf, binomialTest, binomialUpperTail } from "~/stats/binomial";
import reference from "../reference/stats/binomial.json";
import { probability } from "./arbitraries";
import { expectClose } from "./close";

describe("the binomial distribution", () => {
  it("agrees with SciPy: chances and tails to 1e-12 relative, p values to 1e-12", () => {
    for (const row of reference.rows) {
      const { k, n, p } = row;
      expectClose(binomialPmf(k, n, p), row.pmf, { relative: 1e-11 }, row);
      expectClose(binomialLowerTail(k, n, p), row.cdf, { relative: 1e-12 }, row);
      expectClose(binomialUpperTail(k, n, p), row.sf, { relative: 1e-12 }, row);
      const test = binomialTest(k, n, p);
      expectClose(test.p, row["two-sided"], { absolute: 1e-12 }, row);
      expectClose(test.less, row.less, { absolute: 1e-12 }, row);
      expectClose(test.greater, row.greater, { absolute: 1e-12 }, row);
    }
  });

  it("has chances that add up to 1 and to its tails", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), probability, fc.nat(200), (n, p, at) => {
        const k = Math.min(n, at);
        const chances = Array.from({ length: n + 1 }, (_, count) => binomialPmf(count, n, p));
        const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
        expectClose(sum(chances), 1, { absolute: 1e-11 });
        expectClose(sum(chances.slice(0, k + 1)), binomialLowerTail(k, n, p), { absolute: 1e-11 });
        expectClose(sum(chances.slice(k)), binomialUpperTail(k, n, p), { absolute: 1e-11 });
      }),
    );
  });

  it("is certain beyond its ends", () => {
    expect(binomialPmf(-1, 5, 0.5)).toBe(0);
    expect(binomialPmf(6, 5, 0.5)).toBe(0);
    expect(binomialLowerTail(-1, 5, 0.5)).toBe(0);
    expect(binomialLowerTail(5, 5, 0.5)).toBe(1);
    expect(binomialUpperTail(0, 5, 0.5)).toBe(1);
    expect(binomialUpperTail(6, 5, 0.5)).toBe(0);
    expect(() => binomialPmf(1, 5, 1.1)).toThrow(RangeError);
  });
});

describe("binomialTest", () => {
  it("adds up all counts no likelier than the observed one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), probability, fc.nat(120), (n, p, at) => {
        const k = Math.min(n, at);
        const bound = binomialPmf(k, n, p) * (1 + 1e-7);
        let sum = 0;
        for (let count = 0; count <= n; count++) {
          const chance = binomialPmf(count, n, p);
          if (chance <= bound) sum += chance;
        }
        expectClose(binomialTest(k, n, p).p, Math.min(1, sum), { absolute: 1e-10 }, [k, n, p]);
      }),
    );
  });

  it("refuses counts that are not whole", () => {
    expect(() => binomialTest(1.5, 3, 0.5)).toThrow(RangeError);
    expect(() => binomialTest(4, 3, 0.5)).toThrow(RangeError);
  });
});
