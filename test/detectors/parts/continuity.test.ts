import { describe, expect, it } from "vitest";
import { gapDays, incomeConcentration } from "~/detectors/parts/continuity";
import { nightPull, nightSeconds } from "~/detectors/parts/night-pull";
import { aBatch, aTimeline, DAY, END, HOUR, someEarnings, START, WEEK } from "../support/evidence";

const contract = (id: string, fromDay: number, toDay: number | null) => ({
  id,
  annotator: "a1",
  platform: "p1",
  startedAt: START + fromDay * DAY,
  endedAt: toDay === null ? null : START + toDay * DAY,
  endNoticeDays: null,
});

describe("continuity of contracts", () => {
  it("counts days without any, overlapping ones once", () => {
    expect(gapDays([contract("a", 0, 10), contract("b", 5, 12), contract("c", 20, null)], END)).toEqual({
      middle: 8,
      total: 8,
      gaps: 1,
    });
    expect(gapDays([contract("a", 0, null)], END)).toBeNull();
  });

  it("is one where a single contract brings all, a half where two bring as much", () => {
    const weeks = [0, 1, 2, 3].map((week) => someEarnings("a1", START + week * WEEK, { payMinor: 100 }));
    expect(incomeConcentration([contract("a", 0, null)], weeks, END)).toBe(1);
    expect(incomeConcentration([contract("a", 0, 14), contract("b", 14, 28)], weeks, END)).toBe(0.5);
    expect(incomeConcentration([], weeks, END)).toBeNull();
    const dollars = someEarnings("a1", START, { payMinor: 100, currency: "USD" });
    expect(incomeConcentration([contract("a", 0, null)], [...weeks, dollars], END)).toBeNull();
  });
});

describe("night pull", () => {
  const night = { fromHour: 23, toHour: 6 };

  it("counts seconds of the local night, across midnight and the turn of the clocks", () => {
    const spans = [{ from: START + 22 * HOUR, to: START + 31 * HOUR }];
    expect(nightSeconds("UTC", spans, night)).toBe(7 * HOUR);
    // Manila is eight hours ahead: 22:00 to 07:00 UTC is 06:00 to 15:00 there.
    expect(nightSeconds("Asia/Manila", spans, night)).toBe(0);
    const all = [{ from: START, to: START + 10 * DAY }];
    expect(nightSeconds("UTC", all, night)).toBe(10 * 7 * HOUR);
  });

  it("is the rate of premium offers by night over that by day", () => {
    const timelines = [
      aTimeline("a1", {
        available: Array.from({ length: 20 }, (_, day) => [START + day * DAY, START + (day + 1) * DAY]),
      }),
    ];
    const batches = Array.from({ length: 20 }, (_, day) => [
      aBatch(`n${day}`, START + day * DAY + HOUR, ["a1"]),
      aBatch(`d${day}`, START + day * DAY + 12 * HOUR, ["a1"]),
    ]).flat();
    const pull = nightPull(timelines, { batches, hours: [] }, night) as {
      ratio: number;
      nightOffers: number;
    };
    expect(pull.nightOffers).toBe(20);
    expect(pull.ratio).toBeCloseTo(17 / 7, 6);
    expect(nightPull([], { batches, hours: [] }, night)).toBeNull();
  });
});
