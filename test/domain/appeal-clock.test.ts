import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPEAL_DAYS, appealClock } from "~/domain/appeal-clock";

describe("the clock of an appeal", () => {
  it("ends with the fourteenth day after filing, at midnight of the annotator's calendar", () => {
    const clock = (answeredAt: string) => appealClock("2026-03-02T09:00:00Z", answeredAt, "UTC", answeredAt);
    expect(clock("2026-03-16T23:59:59Z")).toEqual({ dueOn: "2026-03-16", daysLeft: null, late: false });
    expect(clock("2026-03-17T00:00:00Z").late).toBe(true);
  });

  it("reads both ends on the annotator's own clock, across daylight saving too", () => {
    // Filed on 27 March in New York (03:30 UTC on the 28th), where clocks went forward on 8 March.
    const filed = "2026-03-28T03:30:00Z";
    expect(appealClock(filed, "2026-04-11T03:59:00Z", "America/New_York", filed).late).toBe(false);
    expect(appealClock(filed, "2026-04-11T04:00:00Z", "America/New_York", filed).late).toBe(true);
    // Berlin went forward on 29 March, within the fortnight.
    expect(appealClock("2026-03-20T22:30:00Z", "2026-04-03T21:59:00Z", "Europe/Berlin", filed).late).toBe(
      false,
    );
    expect(appealClock("2026-03-20T22:30:00Z", "2026-04-03T22:00:00Z", "Europe/Berlin", filed).late).toBe(
      true,
    );
  });

  it("counts the days that are left, and those that are over", () => {
    const left = (asOf: string) => appealClock("2026-03-02T09:00:00Z", null, "UTC", asOf);
    expect(left("2026-03-02T10:00:00Z")).toEqual({ dueOn: "2026-03-16", daysLeft: APPEAL_DAYS, late: false });
    expect(left("2026-03-16T22:00:00Z")).toMatchObject({ daysLeft: 0, late: false });
    expect(left("2026-03-19T00:00:00Z")).toMatchObject({ daysLeft: -3, late: true });
  });

  it("is never late sooner for waiting less", () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 });
    fc.assert(
      fc.property(
        minutes,
        minutes,
        fc.constantFrom("UTC", "Asia/Kolkata", "America/New_York"),
        (a, b, zone) => {
          const filed = Date.parse("2026-03-02T09:00:00Z");
          const late = (after: number) =>
            appealClock("2026-03-02T09:00:00Z", new Date(filed + after * 60_000).toISOString(), zone, "")
              .late;
          expect(Number(late(Math.min(a, b)))).toBeLessThanOrEqual(Number(late(Math.max(a, b))));
        },
      ),
    );
  });
});
