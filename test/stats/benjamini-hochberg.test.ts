import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli } from "~/stats/benjamini-hochberg";
import { seededRandom } from "~/stats/random";
import reference from "../reference/stats/multiple-testing.json";
import { probability } from "./arbitraries";
import { expectClose } from "./close";

const pValues = fc.array(probability, { maxLength: 60 });

describe("benjaminiHochberg and benjaminiYekutieli", () => {
  it("agree with R p.adjust to 1e-12", () => {
    for (const { p, bh, by } of reference.rows) {
      benjaminiHochberg(p).forEach((q, index) => expectClose(q, bh[index]!, { absolute: 1e-12 }, p));
      benjaminiYekutieli(p).forEach((q, index) => expectClose(q, by[index]!, { absolute: 1e-12 }, p));
    }
  });

  it("answer nothing to nothing and refuse what is no probability", () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiYekutieli([])).toEqual([]);
    for (const wrong of [-0.1, 1.1, NaN]) expect(() => benjaminiHochberg([wrong])).toThrow(RangeError);
  });

  it("never fall below p, never pass 1, keep the order of p and move with the tests", () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const q = benjaminiHochberg(p);
        const turned = benjaminiHochberg(p.toReversed()).toReversed();
        const cautious = benjaminiYekutieli(p);
        p.forEach((own, one) => {
          expect(q[one]).toBeGreaterThanOrEqual(own - 1e-15);
          expect(q[one]).toBeLessThanOrEqual(1);
          expect(cautious[one]).toBeGreaterThanOrEqual(q[one]! - 1e-15);
          expectClose(turned[one], q[one]!, { absolute: 1e-15 });
          p.forEach((other, two) => {
            if (own < other) expect(q[one]).toBeLessThanOrEqual(q[two]!);
          });
        });
      }),
    );
  });

  it("count tests that are not listed as p = 1", () => {
    const listed = [0.001, 0.02, 0.04];
    const all = benjaminiHochberg([...listed, 1, 1, 1, 1]);
    benjaminiHochberg(listed, 7).forEach((q, index) => expectClose(q, all[index]!, { absolute: 1e-15 }));
    expect(() => benjaminiHochberg(listed, 2)).toThrow(RangeError);
  });

  it("leave at most 5 % false flags among true nulls and real effects together", () => {
    const random = seededRandom("false discovery rate");
    let share = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const p = Array.from({ length: 200 }, (_, test) => (test < 150 ? random() : random() / 2000));
      const flagged = benjaminiHochberg(p).flatMap((q, test) => (q < 0.05 ? [test] : []));
      share += flagged.filter((test) => test < 150).length / Math.max(1, flagged.length) / runs;
    }
    expect(share).toBeLessThan(0.05);
    expect(share).toBeGreaterThan(0.02);
  });
});
