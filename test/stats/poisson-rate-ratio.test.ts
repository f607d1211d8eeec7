import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poissonRateRatio } from "~/stats/poisson-rate-ratio";
import reference from "../reference/stats/poisson-rate-ratio.json";
import { expectClose, number } from "./close";

const side = ([events, exposure]: readonly number[]) => ({ events: events!, exposure: exposure! });
const exposures = fc.record({
  events: fc.integer({ min: 0, max: 500 }),
  exposure: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
});

describe("poissonRateRatio", () => {
  it("agrees with R poisson.test and SciPy to 1e-9, either side without events included", () => {
    for (const row of reference.rows) {
      const test = poissonRateRatio(side(row.first), side(row.second))!;
      expectClose(test.low, number(row.low), { relative: 1e-9 }, row);
      expectClose(test.high, number(row.high), { relative: 1e-9 }, row);
      expectClose(test.p, row.p, { absolute: 1e-12 }, row);
    }
  });

  it("has no ratio over no events, but a lowest one", () => {
    const test = poissonRateRatio(side([5, 10]), side([0, 10]))!;
    expect(test.ratio).toBeNull();
    expect(test.high).toBe(Infinity);
    expect(test.low).toBeGreaterThan(0);
    expect(poissonRateRatio(side([0, 10]), side([5, 10]))!.ratio).toBe(0);
  });

  it("is null where nothing happened and refuses no exposure", () => {
    expect(poissonRateRatio(side([0, 10]), side([0, 20]))).toBeNull();
    expect(() => poissonRateRatio(side([1, 0]), side([1, 1]))).toThrow(RangeError);
  });

  it("holds its ratio, turns round with its sides and does not know the unit of time", () => {
    fc.assert(
      fc.property(exposures, exposures, (first, second) => {
        const test = poissonRateRatio(first, second);
        const turned = poissonRateRatio(second, first);
        const inDays = (one: typeof first) => ({ ...one, exposure: one.exposure / 24 });
        const other = poissonRateRatio(inDays(first), inDays(second));
        if (!test || !turned || !other) {
          expect(first.events + second.events).toBe(0);
          return;
        }
        if (test.ratio !== null) {
          expect(test.low).toBeLessThanOrEqual(test.ratio);
          expect(test.high).toBeGreaterThanOrEqual(test.ratio);
        }
        expectClose(1 / turned.high, test.low, { relative: 1e-8 });
        expectClose(other.low, test.low, { relative: 1e-9 });
        expectClose(other.high, test.high, { relative: 1e-9 });
        expectClose(turned.p, test.p, { relative: 1e-6, absolute: 1e-9 });
      }),
    );
  });
});
