import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { zoneOffsetSec } from "~/domain/local-time";
import { dueOf, isQuiet, type MailWishes, MOST_ATTEMPTS, waitAfter } from "~/features/alerts/due";

const sec = (iso: string) => Date.parse(iso) / 1_000;
const iso = (at: number | undefined) => new Date((at ?? NaN) * 1_000).toISOString().slice(0, 16);
const wishes = (more: Partial<MailWishes> = {}): MailWishes => ({
  mode: "at_once",
  zone: "Europe/Berlin",
  quiet: { from: 22 * 60, to: 7 * 60 },
  digestHour: 8,
  digestWeekday: 1,
  ...more,
});

const zones = fc.constantFrom(
  ...["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Nairobi"],
);
const quarter = fc.integer({ min: 0, max: 95 }).map((part) => part * 15);
// Two years with every change of the clocks in them.
const instants = fc.integer({ min: sec("2025-01-01T00:00:00Z"), max: sec("2027-01-01T00:00:00Z") });
const localHour = (zone: string, at: number) =>
  Math.floor(((((at + zoneOffsetSec(zone, at)) / 3_600) % 24) + 24) % 24);

describe("quiet hours", () => {
  it("hold nothing outside them, and nothing at all where none were chosen", () => {
    const noon = sec("2026-06-01T10:00:00Z");
    expect(dueOf(noon, wishes())).toEqual({ at: noon, heldFor: null });
    const night = sec("2026-06-01T23:00:00Z");
    expect(dueOf(night, wishes({ quiet: null }))).toEqual({ at: night, heldFor: null });
  });

  it("hold what comes at night until the morning of that place", () => {
    const due = dueOf(sec("2026-06-01T21:30:00Z"), wishes());
    expect([iso(due?.at), due?.heldFor]).toEqual(["2026-06-02T05:00", "quiet hours"]);
  });

  it("end by the clock on the wall in the nights in which clocks change", () => {
    // Forward on 29 March 2026, so seven o'clock is at five in UTC; back on 25 October, so it is at six.
    expect(iso(dueOf(sec("2026-03-28T22:00:00Z"), wishes())?.at)).toBe("2026-03-29T05:00");
    expect(iso(dueOf(sec("2026-10-24T22:00:00Z"), wishes())?.at)).toBe("2026-10-25T06:00");
    // A half past two that is not there ends when the clock has passed it.
    const skipped = wishes({ quiet: { from: 60, to: 150 } });
    expect(iso(dueOf(sec("2026-03-29T00:30:00Z"), skipped)?.at)).toBe("2026-03-29T01:00");
  });

  it("are never broken, and hold nothing for longer than they last, in any zone at any time", () => {
    fc.assert(
      fc.property(zones, quarter, quarter, instants, (zone, from, to, now) => {
        const own = wishes({ zone, quiet: { from, to } });
        const due = dueOf(now, own);
        if (due === null) throw new Error("it is always due");
        expect(isQuiet(due.at, own)).toBe(false);
        expect(due.at).toBeGreaterThanOrEqual(now);
        expect(due.at - now).toBeLessThanOrEqual(25 * 3_600);
        if (!isQuiet(now, own)) expect(due.at).toBe(now);
        // Held to the first moment after them: a quarter of an hour before it was still quiet.
        else expect(isQuiet(Math.max(now, due.at - 900), own)).toBe(true);
      }),
    );
  });
});

describe("a digest", () => {
  it("comes at its hour, daily or on its day of the week, and is none for whoever wants no mail", () => {
    const now = sec("2026-06-02T06:30:00Z");
    expect(iso(dueOf(now, wishes({ mode: "daily" }))?.at)).toBe("2026-06-03T06:00");
    expect(iso(dueOf(now, wishes({ mode: "weekly" }))?.at)).toBe("2026-06-08T06:00");
    expect(dueOf(now, wishes({ mode: "never" }))).toBeNull();
  });

  it("is never more than a day, or a week, and an hour away, and keeps quiet hours", () => {
    fc.assert(
      fc.property(
        fc.record({
          zone: zones,
          hour: fc.integer({ min: 0, max: 23 }),
          weekly: fc.boolean(),
          now: instants,
        }),
        ({ zone, hour, weekly, now }) => {
          const own = wishes({ zone, mode: weekly ? "weekly" : "daily", digestHour: hour, quiet: null });
          const due = dueOf(now, own);
          if (due === null) throw new Error("it is always due");
          expect(due.at).toBeGreaterThan(now);
          expect(due.at - now).toBeLessThanOrEqual((weekly ? 8 : 1) * 86_400 + 2 * 3_600);
          expect(localHour(zone, due.at)).toBeGreaterThanOrEqual(hour);
          const quiet = { ...own, quiet: { from: 0, to: 12 * 60 } };
          expect(isQuiet(dueOf(now, quiet)?.at ?? 0, quiet)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("attempts", () => {
  it("come twice as long after each other, at most six hours, for about a day in all", () => {
    const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, attempt) => waitAfter(attempt + 1));
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(waits.every((wait, place) => wait >= (waits[place - 1] ?? 0))).toBe(true);
    expect(waitAfter(60)).toBe(6 * 3_600);
  });
});
