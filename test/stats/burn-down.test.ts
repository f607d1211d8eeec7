import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastBurnDown, weekWidening } from "~/stats/burn-down";
import { drawGamma, drawPoisson } from "~/stats/draws";
import { type Random, seededRandom } from "~/stats/random";
import { studentTwoSidedQuantile } from "~/stats/beta";
import reference from "../reference/stats/forecast.json";
import { expectClose } from "./close";

const options = (seed: string) => ({ random: seededRandom(seed) });
const WEEK = [1, 1, 1, 1, 0.9, 0.3, 0.1];

/** Weeks that differ by 15 %, and days of a week that differ by a further 20 %: overdispersed counts. */
function weeks(count: number, mean: number, random: Random): number[] {
  return Array.from({ length: count }, () => drawGamma(44, random) / 44).flatMap((week) =>
    WEEK.map((day) => drawPoisson(mean * week * day * (drawGamma(25, random) / 25), random)),
  );
}

const days = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 42, maxLength: 80 });

describe("forecastBurnDown", () => {
  it("says nothing with fewer than six whole weeks, and refuses amounts that are none", () => {
    expect(forecastBurnDown(Array<number>(41).fill(5), 10, options("short"))).toBeNull();
    expect(() => forecastBurnDown([1, -1], 10, options("below"))).toThrow(RangeError);
    expect(() => forecastBurnDown([1], Infinity, options("without end"))).toThrow(RangeError);
  });

  it("is certain where every week is the same", () => {
    const daily = Array.from({ length: 56 }, (_, day) => (day % 7 < 5 ? 10 : 0));
    const { done, remaining, weeks: rested } = forecastBurnDown(daily, 120, options("same"))!;
    // Fifty a week: the hundredth at the end of the second Friday, twenty more on the third Tuesday.
    expect(done).toEqual({ low: 16, middle: 16, high: 16 });
    expect(remaining.slice(0, 3).map(({ day, middle }) => [day, middle])).toEqual([
      [7, 70],
      [14, 20],
      [21, 0],
    ]);
    expect(rested).toBe(8);
  });

  it("is done at once with nothing left, and never where nobody works", () => {
    const daily = Array<number>(56).fill(3);
    expect(forecastBurnDown(daily, 0, options("nothing"))!.done).toEqual({ low: 0, middle: 0, high: 0 });
    const never = { low: Infinity, middle: Infinity, high: Infinity };
    expect(forecastBurnDown(Array<number>(56).fill(0), 5, options("never"))!.done).toEqual(never);
  });

  it("has ends in order, is later for more work, and does not depend on the unit", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 200_000 }), (daily, left) => {
        const asked = { draws: 99 };
        const one = forecastBurnDown(daily, left, { ...options("order"), ...asked })!;
        const more = forecastBurnDown(daily, left * 2, { ...options("order"), ...asked })!;
        const scaled = daily.map((amount) => amount * 8);
        const eight = forecastBurnDown(scaled, left * 8, { ...options("order"), ...asked })!;
        for (const { low, middle, high } of [...one.remaining, one.done]) {
          expect(low).toBeLessThanOrEqual(middle);
          expect(middle).toBeLessThanOrEqual(high);
        }
        expect(more.done.middle).toBeGreaterThanOrEqual(one.done.middle);
        expect(eight.done).toEqual(one.done);
      }),
      { numRuns: 50 },
    );
  });

  it("widens as Student's t asks, as SciPy has it", () => {
    for (const { weeks: n, confidence, factor } of reference.widening) {
      expectClose(weekWidening(n, confidence), factor, { relative: 1e-9 }, n);
    }
    // R: qt(.975, 7)
    expectClose(studentTwoSidedQuantile(0.95, 7), 2.364624251592785, { relative: 1e-10 });
  });

  it("spreads the sum of m weeks as Lo's urn does: s² m (n + m) / (n + 1), widened", () => {
    const random = seededRandom("history");
    const daily = weeks(8, 200, random);
    const totals = Array.from({ length: 8 }, (_, week) =>
      daily.slice(week * 7, week * 7 + 7).reduce((sum, amount) => sum + amount, 0),
    );
    const mean = totals.reduce((sum, total) => sum + total, 0) / 8;
    const variance = totals.reduce((sum, total) => sum + (total - mean) ** 2, 0) / 8;
    const left = 1e6;
    // Middle two thirds of many draws: one standard deviation to each side, the sum of four weeks is near normal.
    const { remaining } = forecastBurnDown(daily, left, {
      random,
      draws: 40_000,
      confidence: 0.6826894921370859,
      horizon: 28,
    })!;
    const { low, high } = remaining[3]!;
    const factor = weekWidening(8, 0.6826894921370859);
    const expected = factor * Math.sqrt((variance * 4 * (8 + 4)) / 9);
    expectClose((high - low) / 2, expected, { relative: 0.06 });
  });

  it("covers 93 to 98 % of what four weeks really bring, and of the day on which it is really done", () => {
    const random = seededRandom("coverage");
    const runs = 1_500;
    let amounts = 0;
    let dates = 0;
    for (let run = 0; run < runs; run++) {
      const daily = weeks(8, 120, random);
      const future = weeks(12, 120, random);
      const left = 2_500;
      const asked = { random, draws: 299, horizon: 84 };
      const { remaining, done } = forecastBurnDown(daily, left, asked)!;
      const brought = future.slice(0, 21).reduce((sum, amount) => sum + amount, 0);
      const rest = Math.max(0, left - brought);
      if (remaining[2]!.low <= rest && rest <= remaining[2]!.high) amounts++;
      let sum = 0;
      const doneIn = future.findIndex((amount) => (sum += amount) >= left) + 1;
      if (done.low <= doneIn && doneIn <= done.high) dates++;
    }
    for (const covered of [amounts / runs, dates / runs]) {
      expect(covered).toBeGreaterThan(0.93);
      expect(covered).toBeLessThan(0.985);
    }
  });
});
