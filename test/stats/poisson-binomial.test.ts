import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialPmf } from "~/stats/binomial";
import {
  poissonBinomialLowerTail,
  poissonBinomialPmf,
  poissonBinomialUpperTail,
} from "~/stats/poisson-binomial";
import reference from "../reference/stats/poisson-binomial.json";
import { probability } from "./arbitraries";
import { expectClose } from "./close";

const probabilities = fc.array(probability, { maxLength: 40 });

describe("the Poisson-binomial distribution", () => {
  it("agrees with SciPy to 1e-12, and with mpmath to 1e-11 relative in the far tail", () => {
    for (const row of reference.rows) {
      row.k.forEach((k, index) => {
        expectClose(poissonBinomialUpperTail(k, row.p), row.sf[index]!, { absolute: 1e-12 }, k);
        expectClose(poissonBinomialLowerTail(k, row.p), row.cdf[index]!, { absolute: 1e-12 }, k);
        expectClose(poissonBinomialUpperTail(k, row.p), row.exact_sf[index]!, { relative: 1e-11 }, k);
      });
    }
  });

  it("is binomial where all chances are equal", () => {
    const pmf = poissonBinomialPmf(new Array<number>(30).fill(0.2));
    pmf.forEach((chance, k) => expectClose(chance, binomialPmf(k, 30, 0.2), { relative: 1e-11 }, k));
  });

  it("adds up to 1, does not depend on order, and rises with any chance", () => {
    fc.assert(
      fc.property(probabilities, fc.nat(40), (list, at) => {
        const k = Math.min(at, list.length);
        const pmf = poissonBinomialPmf(list);
        expectClose(
          pmf.reduce((sum, one) => sum + one, 0),
          1,
          { absolute: 1e-12 },
        );
        const tail = poissonBinomialUpperTail(k, list);
        expectClose(poissonBinomialUpperTail(k, list.toReversed()), tail, { absolute: 1e-12 });
        const higher = list.map((p, index) => (index === 0 ? (1 + p) / 2 : p));
        expect(poissonBinomialUpperTail(k, higher)).toBeGreaterThanOrEqual(tail - 1e-12);
      }),
    );
  });

  it("is certain without trials and beyond its ends", () => {
    expect([...poissonBinomialPmf([])]).toEqual([1]);
    expect(poissonBinomialUpperTail(0, [])).toBe(1);
    expect(poissonBinomialUpperTail(1, [])).toBe(0);
    expect(poissonBinomialLowerTail(0, [])).toBe(1);
    expect(poissonBinomialLowerTail(-1, [0.5])).toBe(0);
    expect(poissonBinomialUpperTail(3, [1, 1, 1])).toBe(1);
    expect(poissonBinomialUpperTail(4, [1, 1, 1])).toBe(0);
  });

  it("refuses what is no probability", () => {
    expect(() => poissonBinomialPmf([0.5, 1.2])).toThrow(RangeError);
    expect(() => poissonBinomialPmf([NaN])).toThrow(RangeError);
  });
});
