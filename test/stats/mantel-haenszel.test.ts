import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mantelHaenszelDifference,
  mantelHaenszelRateRatio,
  mantelHaenszelRiskRatio,
} from "~/stats/mantel-haenszel";
import { poissonRateRatio } from "~/stats/poisson-rate-ratio";
import reference from "../reference/stats/mantel-haenszel.json";
import { tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

const shares = (strata: readonly (readonly number[])[]) =>
  strata.map(([a, n1, b, n2]) => ({
    first: { successes: a!, trials: n1! },
    second: { successes: b!, trials: n2! },
  }));
const rates = (strata: readonly (readonly number[])[]) =>
  strata.map(([a, t1, b, t2]) => ({
    first: { events: a!, exposure: t1! },
    second: { events: b!, exposure: t2! },
  }));
const strata = fc.array(fc.record({ first: tallyOfWhole, second: tallyOfWhole }), {
  minLength: 1,
  maxLength: 6,
});
const close = { relative: 1e-10, absolute: 1e-13 };

describe("mantelHaenszelDifference", () => {
  it("agrees with the formulas in numpy to 1e-10", () => {
    for (const row of reference.rows) {
      const found = mantelHaenszelDifference(shares(row.strata))!;
      expectClose(found.difference, row.difference, close, row);
      expectClose(found.standardError, row.se, close, row);
      expectClose(found.low, Math.max(-1, row.difference_ci[0]!), close, row);
      expectClose(found.high, Math.min(1, row.difference_ci[1]!), close, row);
      expectClose(found.p, row.difference_p, close, row);
      expect(found.strata).toBe(row.strata.length);
    }
  });

  it("leaves strata with one side out and is null where none is left", () => {
    const [row] = reference.rows;
    const more = [...row!.strata, [0, 0, 50, 60], [3, 4, 0, 0]];
    expect(mantelHaenszelDifference(shares(more))).toEqual(mantelHaenszelDifference(shares(row!.strata)));
    expect(mantelHaenszelDifference([])).toBeNull();
    expect(mantelHaenszelDifference(shares([[0, 0, 50, 60]]))).toBeNull();
  });

  it("has no p where nothing varies", () => {
    expect(mantelHaenszelDifference(shares([[5, 5, 0, 5]]))).toMatchObject({
      difference: 1,
      p: null,
      high: 1,
    });
  });

  it("stays in [-1, 1] and does not depend on the order of strata", () => {
    fc.assert(
      fc.property(strata, (list) => {
        const found = mantelHaenszelDifference(list)!;
        const turned = mantelHaenszelDifference(list.toReversed())!;
        expect(found.low).toBeGreaterThanOrEqual(-1);
        expect(found.high).toBeLessThanOrEqual(1);
        expectClose(turned.difference, found.difference, { absolute: 1e-12 });
        expectClose(turned.standardError, found.standardError, { relative: 1e-9 });
      }),
    );
  });

  it("is not fooled where pooling turns the sign round", () => {
    // Each stratum: first is 10 points worse. Pooled, it looks better, as it is mostly in the easy stratum.
    const list = shares([
      [80, 100, 18, 20],
      [2, 20, 20, 100],
    ]);
    expectClose(mantelHaenszelDifference(list)!.difference, -0.1, { absolute: 1e-12 });
    expect(82 / 120 - 38 / 120).toBeGreaterThan(0);
  });
});

describe("mantelHaenszelRiskRatio", () => {
  it("agrees with the formulas in numpy to 1e-10", () => {
    for (const row of reference.rows) {
      const found = mantelHaenszelRiskRatio(shares(row.strata))!;
      expectClose(found.ratio, row.ratio, close, row);
      expectClose(found.low, row.risk_ci[0]!, close, row);
      expectClose(found.high, row.risk_ci[1]!, close, row);
      expectClose(found.p, row.risk_p, close, row);
    }
  });

  it("is null where either side had no success", () => {
    expect(mantelHaenszelRiskRatio(shares([[0, 10, 3, 10]]))).toBeNull();
    expect(mantelHaenszelRiskRatio(shares([[3, 10, 0, 10]]))).toBeNull();
    expect(mantelHaenszelRiskRatio([])).toBeNull();
  });

  it("finds nothing where everybody succeeded", () => {
    expect(mantelHaenszelRiskRatio(shares([[10, 10, 8, 8]]))).toMatchObject({
      ratio: 1,
      low: 1,
      high: 1,
      p: 1,
    });
  });
});

describe("mantelHaenszelRateRatio", () => {
  it("agrees with the formulas in numpy to 1e-10", () => {
    for (const row of reference.rows) {
      const found = mantelHaenszelRateRatio(rates(row.strata))!;
      expectClose(found.ratio, row.ratio, close, row);
      expectClose(found.low, row.rate_ci[0]!, close, row);
      expectClose(found.high, row.rate_ci[1]!, close, row);
      expectClose(found.p, row.rate_p, close, row);
      expect(found.method).toBe("log-normal");
    }
  });

  it("is exact where one side had no events, as poisson.test is with one stratum", () => {
    const none = mantelHaenszelRateRatio(rates([[0, 12, 9, 30]]))!;
    const exact = poissonRateRatio({ events: 0, exposure: 12 }, { events: 9, exposure: 30 })!;
    expect(none).toMatchObject({ ratio: 0, low: 0, method: "exact" });
    expectClose(none.high, exact.high, { relative: 1e-9 });
    const other = mantelHaenszelRateRatio(rates([[9, 30, 0, 12]]))!;
    expect(other).toMatchObject({ ratio: null, high: Infinity, method: "exact" });
    expectClose(other.low, 1 / exact.high, { relative: 1e-9 });
    expectClose(other.p, 2 * (30 / 42) ** 9, { relative: 1e-12 });
  });

  it("splits a stratum's time without changing the exact answer", () => {
    const whole = mantelHaenszelRateRatio(rates([[0, 20, 8, 40]]))!;
    const halves = mantelHaenszelRateRatio(
      rates([
        [0, 10, 5, 20],
        [0, 10, 3, 20],
      ]),
    )!;
    expectClose(halves.high, whole.high, { relative: 1e-10 });
    expectClose(halves.p, whole.p, { relative: 1e-12 });
  });

  it("is null where nothing happened or no stratum has both sides", () => {
    expect(mantelHaenszelRateRatio(rates([[0, 10, 0, 10]]))).toBeNull();
    expect(mantelHaenszelRateRatio(rates([[3, 10, 0, 0]]))).toBeNull();
    expect(mantelHaenszelRateRatio([])).toBeNull();
  });

  it("does not know the unit of time and turns round with its sides", () => {
    fc.assert(
      fc.property(strata, (list) => {
        const asRates = rates(
          list.map(({ first: a, second: b }) => [a.successes, a.trials, b.successes, b.trials]),
        );
        const found = mantelHaenszelRateRatio(asRates);
        const turned = mantelHaenszelRateRatio(
          asRates.map(({ first, second }) => ({ first: second, second: first })),
        );
        if (!found || !turned) return;
        expectClose(1 / turned.high, found.low, { relative: 1e-9 });
        expectClose(turned.p, found.p, { relative: 1e-9, absolute: 1e-12 });
        const minutes = asRates.map(({ first, second }) => ({
          first: { ...first, exposure: first.exposure * 60 },
          second: { ...second, exposure: second.exposure * 60 },
        }));
        expectClose(mantelHaenszelRateRatio(minutes)!.low, found.low, { relative: 1e-9 });
      }),
    );
  });
});
