import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { LEAST_GROUPS, pChart } from "~/stats/p-chart";
import { type Random, randomInteger, seededRandom } from "~/stats/random";
import reference from "../reference/stats/forecast.json";
import { tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

const groups = fc.array(tallyOfWhole, { minLength: LEAST_GROUPS, maxLength: 30 });

/** Share of days that are called unusual of a process that only chance moves. */
function alarms(seed: string, share: (random: Random) => number): { plain: number; chart: number } {
  const random = seededRandom(seed);
  let days = 0;
  let plain = 0;
  let chart = 0;
  for (let run = 0; run < 300; run++) {
    const tallies = Array.from({ length: 28 }, () => {
      const trials = 20 + randomInteger(300, random);
      return { successes: drawBinomial(trials, share(random), random), trials };
    });
    const { points, centre } = pChart(tallies)!;
    days += points.length;
    chart += points.filter(({ beyond }) => beyond !== null).length;
    plain += tallies.filter(
      ({ successes, trials }) =>
        Math.abs(successes / trials - centre) > 3 * Math.sqrt((centre * (1 - centre)) / trials),
    ).length;
  }
  return { plain: plain / days, chart: chart / days };
}

describe("pChart", () => {
  it("says nothing with fewer than eight groups that have trials", () => {
    const few = Array.from({ length: 7 }, () => ({ successes: 3, trials: 5 }));
    expect(pChart([...few, { successes: 0, trials: 0 }])).toBeNull();
  });

  it("calls less than four days in a thousand unusual where nothing happened", () => {
    expect(alarms("calm", () => 0.92).chart).toBeLessThan(0.004);
  });

  it("calls less than one day in fifty unusual where days differ by themselves, and the plain chart five times as many", () => {
    const { chart, plain } = alarms("restless", (random) => drawBeta(0.9 * 40, 0.1 * 40, random));
    expect(chart).toBeLessThan(0.02);
    expect(plain).toBeGreaterThan(5 * chart);
  });

  it("finds the day on which quality broke", () => {
    const days = Array.from({ length: 20 }, (_, day) => ({ successes: day === 13 ? 120 : 183, trials: 200 }));
    const { points } = pChart(days)!;
    expect(points.flatMap(({ beyond }, day) => (beyond === null ? [] : [[day, beyond]]))).toEqual([
      [13, "below"],
    ]);
  });

  it("agrees with SciPy's binomial quantiles and Laney's spread to 1e-9", () => {
    for (const { successes, trials, centre, spread, low, high } of reference.charts) {
      const chart = pChart(trials.map((n, at) => ({ successes: successes[at]!, trials: n })))!;
      expectClose(chart.centre, centre, { relative: 1e-12 });
      expectClose(chart.spread, spread, { relative: 1e-9 });
      chart.points.forEach((point, at) => {
        expectClose(point.low, low[at]!, { absolute: 1e-9 }, at);
        expectClose(point.high, high[at]!, { absolute: 1e-9 }, at);
      });
    }
  });

  it("has limits within 0 and 1 and around the centre, and leaves out what has no trials", () => {
    fc.assert(
      fc.property(groups, (tallies) => {
        const { centre, points, spread } = pChart([...tallies, { successes: 0, trials: 0 }])!;
        expect(spread).toBeGreaterThanOrEqual(1);
        expect(points.at(-1)).toEqual({ share: null, low: null, high: null, beyond: null });
        for (const { low, high } of points.slice(0, -1)) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low!).toBeLessThanOrEqual(centre + 1e-9);
          expect(high!).toBeGreaterThanOrEqual(centre - 1e-9);
        }
      }),
    );
  });
});
