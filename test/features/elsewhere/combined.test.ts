import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combined, combinedHoursAWeek, type OwnWork } from "~/features/elsewhere/combined";

const at = (text: string) => Date.parse(text) / 1_000;
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });
const own = (from: string, to: string, payMinor: number | null = null, currency = "USD"): OwnWork => ({
  ...span(from, to),
  ...{ platform: "Elsewhere", payMinor, currency: payMinor === null ? null : currency },
});
const NO_LEDGER = { spans: [], pay: [] };
const noRate = (from: string, to: string) => (from === to ? 1 : null);

describe("work here and elsewhere together", () => {
  it("is nothing without own records, whatever the ledger has", () => {
    const spans = [span("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z")];
    expect(combined([], { spans, pay: [] }, "UTC", noRate)).toBeNull();
    expect(combinedHoursAWeek([], spans, "UTC").kind).toBe("unmeasured");
  });

  it("has no week of less than seven days, no pay that is not known, and no hours here without times", () => {
    const found = combined([own("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z")], NO_LEDGER, "UTC", noRate);
    expect(found).toMatchObject({ days: 1, hours: { here: null, elsewhere: 2, both: null, together: 2 } });
    expect(found?.hoursAWeek.kind).toBe("unmeasured");
    expect(found?.pay.measured.kind).toBe("unmeasured");
    expect(found?.withoutPay).toBe(1);
    expect(found?.shortRests).toBe(0);
  });

  it("counts the same minute once, and what the ledger has outside the covered days not at all", () => {
    const found = combined(
      [
        own("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"),
        own("2026-03-08T08:00:00Z", "2026-03-08T12:00:00Z"),
      ],
      {
        spans: [
          span("2026-02-20T08:00:00Z", "2026-02-20T18:00:00Z"),
          span("2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z"),
        ],
        pay: [],
      },
      "UTC",
      noRate,
    );
    expect(found?.hours).toEqual({ here: 2, elsewhere: 6, both: 1, together: 7 });
    expect(found?.hoursAWeek).toMatchObject({ kind: "measured", value: 7 });
    expect(found?.weeks).toEqual([{ monday: "2026-03-02", here: 2, elsewhere: 6, both: 1, together: 7 }]);
  });

  it("finds the rest that only both together cut short", () => {
    const here = [
      span("2026-03-02T08:00:00Z", "2026-03-02T16:00:00Z"),
      span("2026-03-03T08:00:00Z", "2026-03-03T16:00:00Z"),
    ];
    const evening = own("2026-03-02T19:00:00Z", "2026-03-02T23:00:00Z");
    const found = combined(
      [evening, own("2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z")],
      { spans: here, pay: [] },
      "UTC",
      noRate,
    );
    expect(found?.shortestRestHours).toMatchObject({ kind: "measured", value: 9 });
    expect(found?.shortRests).toBeGreaterThan(0);
  });

  it("keeps to the clock of the zone on the day it changes", () => {
    // Berlin, 29 March 2026: the day has 23 hours, from 23:00 UTC on the 28th to 22:00 UTC.
    const found = combined(
      [
        own("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        own("2026-03-29T22:00:00Z", "2026-03-29T23:00:00Z"),
      ],
      NO_LEDGER,
      "Europe/Berlin",
      noRate,
    );
    expect(found).toMatchObject({ fromDay: "2026-03-29", toDay: "2026-03-30", days: 2 });
    expect(found?.weeks.map(({ monday, together }) => [monday, together])).toEqual([
      ["2026-03-30", 1],
      ["2026-03-23", 23],
    ]);
  });

  it("sums no currencies without a rate, and all with one", () => {
    const rows = [
      own("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", 2_000),
      own("2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z", 130_000, "KES"),
    ];
    const without = combined(rows, NO_LEDGER, "UTC", noRate)?.pay;
    expect(without).toMatchObject({ currency: null, measured: { kind: "unmeasured" } });
    const withRate = combined(rows, NO_LEDGER, "UTC", (from) => (from === "USD" ? 130 : 1))?.pay;
    expect(withRate).toMatchObject({ currency: "KES", measured: { value: 130_000 } });
  });

  it("has pay an hour of the hours that pay is known for", () => {
    const pay = [{ day: "2026-03-02", currency: "USD", payMinor: 1_000, judgments: 5 }];
    const spans = [span("2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z")];
    const rows = [
      own("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", 2_000),
      own("2026-03-02T20:00:00Z", "2026-03-02T23:00:00Z"),
    ];
    // Thirty dollars in the three hours from eight to eleven; the evening's pay is not known.
    expect(combined(rows, { spans, pay }, "UTC", noRate)?.pay.measured).toMatchObject({ value: 1_000 });
    // Pay here without times is no pay of an hour.
    expect(combined(rows, { spans: [], pay }, "UTC", noRate)?.pay.measured).toMatchObject({ value: 1_000 });
  });

  it("is never more than its parts, nor less than the larger", () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 600 })), {
      minLength: 1,
      maxLength: 12,
    });
    const start = at("2026-03-02T00:00:00Z");
    const of = (pairs: readonly (readonly [number, number])[]) =>
      pairs.map(([from, length]) => ({ from: start + from * 60, to: start + (from + length) * 60 }));
    fc.assert(
      fc.property(spans, spans, (mine, theirs) => {
        const rows = of(mine).map((row) => ({ ...row, platform: "E", payMinor: null, currency: null }));
        const { here, elsewhere, both, together } = combined(
          rows,
          { spans: of(theirs), pay: [] },
          "UTC",
          noRate,
        )!.hours;
        expect(together).toBeGreaterThanOrEqual(Math.max(here ?? 0, elsewhere) - 1e-9);
        expect(together + (both ?? 0)).toBeCloseTo((here ?? 0) + elsewhere, 9);
        expect(both ?? -1).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});
