import { describe, expect, it } from "vitest";
import detector, { longestDroughtDays, offerGaps } from "~/detectors/task-drought";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { aTimeline, DAY, HOUR, programme, START } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const days = Array.from({ length: 40 }, (_, day) => START + day * DAY);
const crowd = (workHours: number, offerDays: readonly number[] = days) =>
  Array.from({ length: 60 }, (_, index) =>
    aTimeline(`a${index}`, {
      work: days.map((at) => [at, at + workHours * HOUR] as const),
      available: days.map((at) => [at, at + 4 * HOUR, "online"] as const),
      offers: offerDays.map((at) => at + 60),
    }),
  );

describe("task-drought", () => {
  it("is silent where most of the time online is paid work", () => {
    expect(programme(detector, { timelines: crowd(3) }).outcome).toBe("clear");
  });

  it("does not flag just above a half", () => {
    expect(programme(detector, { timelines: crowd(2.1) }).outcome).toBe("clear");
  });

  it("flags a quarter", () => {
    expect(programme(detector, { timelines: crowd(1) })).toMatchObject({
      outcome: "flagged",
      severity: "high",
    });
  });

  it("flags six available days in a row without an offer, and not five", () => {
    const without = (count: number) => days.filter((_, index) => index < 10 || index >= 10 + count);
    expect(programme(detector, { timelines: crowd(3, without(5)) }).outcome).toBe("clear");
    expect(programme(detector, { timelines: crowd(3, without(6)) }).outcome).toBe("flagged");
    expect(longestDroughtDays("UTC", [{ from: START, to: START + 3 * DAY }], Int32Array.of(START + 10))).toBe(
      2,
    );
  });

  it("does not take declared availability without work for waiting", () => {
    const declared = Array.from({ length: 60 }, (_, index) =>
      aTimeline(`a${index}`, {
        work: days.map((at) => [at, at + HOUR] as const),
        available: days.map((at) => [at, at + 8 * HOUR] as const),
        offers: days.map((at) => at + 60),
      }),
    );
    expect(programme(detector, { timelines: declared }).outcome).toBe("clear");
  });

  it("keeps the running drought, censored, in the time to the next offer", () => {
    const gaps = offerGaps(
      [{ from: START, to: START + 10 * HOUR }],
      Int32Array.of(START + HOUR, START + 3 * HOUR),
    );
    expect(gaps).toEqual([
      { time: 1, ended: true },
      { time: 2, ended: true },
      { time: 7, ended: false },
    ]);
    const curve = kaplanMeier(gaps);
    expect(curve && survivalQuantile(curve).value).toBe(2);
  });

  it("needs twenty available hours, and the table", () => {
    expect(
      programme(detector, {
        timelines: crowd(1)
          .slice(0, 1)
          .map((one) => ({ ...one, available: one.available.slice(0, 6) })),
      }).outcome,
    ).toBe("insufficient");
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/availability/);
  });

  expectRates(detector.id, 20, 10);
});
