import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawMultinomial } from "~/stats/draws";
import { gini } from "~/stats/gini";
import { seededRandom } from "~/stats/random";
import reference from "../reference/stats/gini.json";
import { amounts } from "./arbitraries";
import { expectClose } from "./close";

describe("gini", () => {
  it("agrees with the reference to 1e-12, raw and corrected, and is null where it is", () => {
    for (const { x, gini: raw, gini_unbiased: corrected } of reference.rows) {
      const found = gini(x);
      if (raw === null) {
        expect(found).toBeNull();
        continue;
      }
      expectClose(found?.raw, raw, { absolute: 1e-12 }, x);
      if (corrected === null) expect(found?.corrected).toBeNull();
      else expectClose(found?.corrected, corrected, { absolute: 1e-12 }, x);
    }
  });

  it("is null for nobody and refuses negative amounts", () => {
    expect(gini([])).toBeNull();
    for (const wrong of [-1, NaN, Infinity]) expect(() => gini([1, wrong])).toThrow(RangeError);
  });

  it("is half the mean difference over the mean", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        let differences = 0;
        for (const one of values) for (const other of values) differences += Math.abs(one - other);
        expectClose(gini(values)!.raw, differences / (2 * values.length * total), { absolute: 1e-10 });
      }),
    );
  });

  it("stays in [0, 1], and knows neither order nor currency", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const { raw, corrected } = gini(values)!;
        expect(raw).toBeGreaterThanOrEqual(0);
        expect(raw).toBeLessThanOrEqual(1 - 1 / values.length + 1e-12);
        if (corrected !== null) expect(corrected).toBeLessThanOrEqual(1);
        expect(gini(values.toReversed())!.raw).toBe(raw);
        expectClose(gini(values.map((value) => value * 2))!.raw, raw, { absolute: 1e-12 });
      }),
    );
  });

  it("is .52 by chance alone where equal odds give one each on average, .13 where they give twenty", () => {
    const random = seededRandom("equal odds");
    const people = new Array<number>(200).fill(1);
    const byChance = (each: number) => {
      let sum = 0;
      for (let draw = 0; draw < 200; draw++) sum += gini(drawMultinomial(200 * each, people, random))!.raw;
      return sum / 200;
    };
    expectClose(byChance(1), 0.52, { absolute: 0.005 });
    expectClose(byChance(2), 0.38, { absolute: 0.005 });
    expectClose(byChance(5), 0.25, { absolute: 0.005 });
    expectClose(byChance(20), 0.13, { absolute: 0.006 });
  });
});
