import { describe, expect, it } from "vitest";
import type { WindowTally } from "~/domain/window-tally";
import { policySchema } from "~/tiers/policy";
import { replay } from "~/tiers/replay";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import {
  historiesOf,
  hoursToQualify,
  qualificationLabour,
  type TierHistory,
  timeToReach,
  timeToRegain,
} from "~/tiers/tier-times";
import { policyWindows } from "~/tiers/windows";

const TIERS = ["royalty", "established", "standard"];
const day = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString();

const history = (
  annotatorId: string,
  until: number,
  ...changes: readonly (readonly [number, string])[]
): TierHistory => ({
  annotatorId,
  enteredAt: day(0),
  watchedUntil: day(until),
  changes: changes.map(([at, tierId]) => ({ at: day(at), tierId })),
});

const HISTORIES = [
  history("A", 100, [10, "royalty"], [40, "standard"], [70, "established"], [90, "royalty"]),
  history("B", 100, [20, "established"], [60, "royalty"]),
  history("C", 100),
  history("D", 30, [5, "royalty"], [25, "established"]),
];

describe("time to a tier", () => {
  it("counts from joining, and who has not got there is still on the way", () => {
    const { n, endedCount, curve, median } = timeToReach(HISTORIES, TIERS, "royalty");
    expect([n, endedCount]).toEqual([4, 3]);
    // 5 of 4 at risk, 10 of 3, 60 of 2 (D is out at 5 already): 3/4, 1/2, 1/4.
    expect(curve?.points.map(({ time, survival }) => [time, survival])).toEqual([
      [5, 0.75],
      [10, 0.5],
      [60, 0.25],
      [100, 0.25],
    ]);
    expect(median?.value).toBe(10);
  });

  it("takes a higher tier for the lower one too", () => {
    expect(timeToReach(HISTORIES, TIERS, "established").curve?.points.map(({ time }) => time)).toEqual([
      5, 10, 20, 100,
    ]);
    expect(() => timeToReach(HISTORIES, TIERS, "platinum")).toThrow(RangeError);
  });

  it("counts each loss until the tier is held again", () => {
    const { n, endedCount, curve } = timeToRegain(HISTORIES, TIERS, "royalty");
    expect([n, endedCount]).toEqual([2, 1]);
    expect(curve?.points.map(({ time, ended }) => [time, ended])).toEqual([
      [5, 0],
      [50, 1],
    ]);
  });

  it("has no curve where there is nobody", () => {
    expect(timeToReach([], TIERS, "royalty")).toEqual({ curve: null, median: null, n: 0, endedCount: 0 });
  });
});

describe("qualification labour", () => {
  const policy = policySchema.parse({ ...EFFICIENCY, effective_at: day(0), announced_at: day(0) });
  const windows = policyWindows([policy], day(0), day(84));
  const tally = (annotatorId: string, index: number, successes: number, minor: number): WindowTally => ({
    ...{ annotatorId, projectId: null, window: { from: windows[index]!.from, to: windows[index]!.to } },
    readings: {
      gold_accuracy: { kind: "share", successes, n: 50 },
      handling_ratio: { kind: "estimate", value: 0.8, low: 0.7, high: 0.9, n: 100 },
    },
    ...{
      pay: { minor, currency: "USD" },
      workedSec: 3_600 * (index + 1),
      availableSec: null,
      premiumOfferCount: null,
    },
  });
  const tallies = [
    tally("A", 0, 40, 100),
    tally("A", 1, 50, 200),
    tally("A", 2, 50, 400),
    tally("B", 0, 40, 100),
    tally("B", 1, 40, 100),
  ];
  const histories = historiesOf(replay({ windows, tallies }));
  const labour = qualificationLabour(histories, tallies, ["royalty", "standard"]);

  it("is the hours and pay of all windows up to the first promotion", () => {
    expect(labour).toEqual([
      { annotatorId: "A", promoted: true, days: 56, hours: 3, payMinor: { USD: 300 } },
      { annotatorId: "B", promoted: false, days: 84, hours: 3, payMinor: { USD: 200 } },
    ]);
  });

  it("is a curve over hours, with those still on the way censored", () => {
    expect(hoursToQualify(labour)).toMatchObject({ n: 2, endedCount: 1 });
  });

  it("is unknown, not zero, where hours were not recorded", () => {
    const unrecorded = tallies.map((each) => ({ ...each, workedSec: null }));
    expect(
      qualificationLabour(histories, unrecorded, ["royalty", "standard"]).map(({ hours }) => hours),
    ).toEqual([null, null]);
  });
});
