import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poissonInterval, poissonLowerTail, poissonUpperTail } from "~/stats/poisson";
import reference from "../reference/stats/poisson.json";
import { confidence } from "./arbitraries";
import { expectClose } from "./close";

describe("poissonInterval", () => {
  it("agrees with R poisson.test and SciPy to 1e-10 relative, 0 events and 1,000,000 included", () => {
    for (const row of reference.rows) {
      const { low, high } = poissonInterval(row.events, row.exposure, row.conf);
      expectClose(low, row.low, { relative: 1e-10 }, row);
      expectClose(high, row.high, { relative: 1e-10 }, row);
    }
  });

  it("has ends at which the observed count is just as rare as the tail allows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), confidence, (events, level) => {
        const tail = (1 - level) / 2;
        const { low, high } = poissonInterval(events, 1, level);
        if (events > 0) expectClose(poissonUpperTail(events, low), tail, { relative: 1e-8 }, events);
        else expect(low).toBe(0);
        expectClose(poissonLowerTail(events, high), tail, { relative: 1e-8 }, events);
      }),
    );
  });

  it("scales with the exposure's unit", () => {
    const hours = poissonInterval(7, 24);
    const days = poissonInterval(7, 1);
    expectClose(hours.low * 24, days.low, { relative: 1e-14 });
    expectClose(hours.high * 24, days.high, { relative: 1e-14 });
  });

  it("refuses no exposure and counts that are not whole", () => {
    expect(() => poissonInterval(0, 0)).toThrow(RangeError);
    expect(() => poissonInterval(1.5, 1)).toThrow(RangeError);
    expect(() => poissonInterval(-1, 1)).toThrow(RangeError);
    expect(() => poissonInterval(1, -1)).toThrow(RangeError);
  });
});

describe("the Poisson tails", () => {
  it("agree with SciPy to 1e-9 relative", () => {
    for (const row of reference.rows) {
      expectClose(poissonLowerTail(row.events, row.mean), row.cdf, { relative: 1e-9 }, row);
      expectClose(poissonUpperTail(row.events, row.mean), row.sf, { relative: 1e-9 }, row);
    }
  });

  it("are certain at mean 0 and below 0 events", () => {
    expect(poissonLowerTail(0, 0)).toBe(1);
    expect(poissonUpperTail(1, 0)).toBe(0);
    expect(poissonUpperTail(0, 3)).toBe(1);
    expect(poissonLowerTail(-1, 3)).toBe(0);
  });
});
