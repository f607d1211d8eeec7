import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier, survivalAt, survivalQuantile } from "~/stats/kaplan-meier";
import { seededRandom } from "~/stats/random";
import reference from "../reference/stats/kaplan-meier.json";
import { expectClose } from "./close";

const durations = (times: readonly number[], ended: readonly number[]) =>
  times.map((time, index) => ({ time, ended: ended[index] === 1 }));
const anyDurations = fc.array(fc.record({ time: fc.integer({ min: 0, max: 30 }), ended: fc.boolean() }), {
  minLength: 1,
  maxLength: 40,
});

describe("kaplanMeier", () => {
  it("agrees with SciPy to 1e-10: survival, those at risk, Greenwood, log-log limits", () => {
    for (const row of reference.rows) {
      const { points, n } = kaplanMeier(durations(row.times, row.ended))!;
      expect(n).toBe(row.times.length);
      expect(points.map(({ time }) => time)).toEqual(row.at);
      expect(points.map(({ atRisk }) => atRisk)).toEqual(row.at_risk);
      points.forEach((point, index) => {
        expectClose(point.survival, row.survival[index]!, { absolute: 1e-12 }, row.times);
        expectClose(point.standardError, row.se[index]!, { absolute: 1e-12 }, row.times);
        const [low, high] = [row.low[index], row.high[index]];
        // SciPy has no limits before the first end and after the last.
        if (low !== null) expectClose(point.low, low!, { absolute: 1e-10 }, row.times);
        if (high !== null) expectClose(point.high, high!, { absolute: 1e-10 }, row.times);
      });
    }
  });

  it("is null with nothing, and says 1 throughout where nothing ended", () => {
    expect(kaplanMeier([])).toBeNull();
    const curve = kaplanMeier(durations([1, 2, 3], [0, 0, 0]))!;
    for (const point of curve.points) expect(point).toMatchObject({ survival: 1, low: 1, high: 1, ended: 0 });
    expect(survivalQuantile(curve)).toEqual({ value: null, low: null, high: null });
  });

  it("comes down to 0 where all ended, with no limit below 0", () => {
    const curve = kaplanMeier(durations([1, 2], [1, 1]))!;
    expect(curve.points[1]).toMatchObject({ survival: 0, low: 0, standardError: 0 });
    expect(curve.points[1]!.high).toBe(curve.points[0]!.high);
  });

  it("refuses negative times", () => {
    expect(() => kaplanMeier([{ time: -1, ended: true }])).toThrow(RangeError);
    expect(() => kaplanMeier([{ time: NaN, ended: true }])).toThrow(RangeError);
  });

  it("never rises, stays in its limits, and is the plain share where nothing is censored", () => {
    fc.assert(
      fc.property(anyDurations, (list) => {
        const { points } = kaplanMeier(list)!;
        points.forEach((point, index) => {
          expect(point.survival).toBeLessThanOrEqual(points[index - 1]?.survival ?? 1);
          expect(point.low).toBeLessThanOrEqual(point.survival);
          expect(point.high).toBeGreaterThanOrEqual(point.survival);
        });
        const allEnded = list.map(({ time }) => ({ time, ended: true }));
        for (const { time, survival } of kaplanMeier(allEnded)!.points) {
          const longer = list.filter((one) => one.time > time).length / list.length;
          expectClose(survival, longer, { absolute: 1e-12 });
        }
      }),
    );
  });

  it("does not depend on order, nor on the unit of time", () => {
    fc.assert(
      fc.property(anyDurations, (list) => {
        const curve = kaplanMeier(list);
        expect(kaplanMeier(list.toReversed())).toEqual(curve);
        const hours = kaplanMeier(list.map(({ time, ended }) => ({ time: time * 24, ended })))!;
        expect(hours.points.map(({ survival }) => survival)).toEqual(
          curve!.points.map(({ survival }) => survival),
        );
      }),
    );
  });
});

describe("survivalQuantile", () => {
  it("gives the median of the detectors' vector, 30", () => {
    const curve = kaplanMeier(durations([5, 8, 12, 20, 30, 30, 45, 60], [1, 1, 0, 1, 1, 0, 1, 0]))!;
    expect(survivalQuantile(curve).value).toBe(30);
    expect(survivalQuantile(curve, 0.25).value).toBe(8);
    expect(survivalQuantile(curve, 0.9)).toMatchObject({ value: null, high: null });
  });

  it("finds a half that rounding puts just above one half", () => {
    const curve = kaplanMeier(durations([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1]))!;
    expect(survivalQuantile(curve).value).toBe(3);
  });

  it("has an interval that covers the true median 93 to 98 % of the time under censoring", () => {
    const random = seededRandom("median coverage");
    let covered = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const list = Array.from({ length: 80 }, () => {
        const ends = -Math.log(1 - random());
        const censored = -Math.log(1 - random()) * 2.5;
        return { time: Math.min(ends, censored), ended: ends <= censored };
      });
      const { low, high } = survivalQuantile(kaplanMeier(list)!);
      if ((low ?? Infinity) <= Math.LN2 && Math.LN2 <= (high ?? Infinity)) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.98);
  });

  it("corrects the median that leaving open ones out would give", () => {
    const random = seededRandom("open contracts");
    const list = Array.from({ length: 4000 }, () => {
      const ends = -Math.log(1 - random()) * (62 / Math.LN2);
      const censored = random() * 200;
      return { time: Math.min(ends, censored), ended: ends <= censored };
    });
    const finished = list
      .flatMap(({ time, ended }) => (ended ? [time] : []))
      .toSorted((one, other) => one - other);
    expect(finished[Math.floor(finished.length / 2)]).toBeLessThan(45);
    expectClose(survivalQuantile(kaplanMeier(list)!).value, 62, { relative: 0.06 });
  });
});

describe("survivalAt", () => {
  const curve = kaplanMeier(durations([5, 8, 12], [1, 0, 0]))!;

  it("is 1 before the first time, then the last estimate, and unknown past the last time", () => {
    expect(survivalAt(curve, 4.9)).toBe(1);
    expectClose(survivalAt(curve, 5), 2 / 3, { absolute: 1e-15 });
    expectClose(survivalAt(curve, 12), 2 / 3, { absolute: 1e-15 });
    expect(survivalAt(curve, 12.1)).toBeNull();
  });

  it("is 0 for good where all have ended", () => {
    expect(survivalAt(kaplanMeier(durations([5], [1]))!, 99)).toBe(0);
  });
});
