import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatCompact,
  formatCount,
  formatDate,
  formatInstant,
  formatInterval,
  formatMoney,
  formatPercent,
  formatSeconds,
  formatValue,
} from "~/ui/format";

/** Narrow no-break spaces read as plain ones here. */
const plain = (text: string) => text.replaceAll(" ", " ");

describe("formatPercent", () => {
  it("writes whole per cents", () => expect(plain(formatPercent(0.9))).toBe("90 %"));
  it("never lets almost all read as all, nor almost none as none", () => {
    expect(plain(formatPercent(0.997))).toBe("99.7 %");
    expect(plain(formatPercent(0.004))).toBe("0.4 %");
    expect(plain(formatPercent(1))).toBe("100 %");
    expect(plain(formatPercent(0))).toBe("0 %");
  });
});

describe("formatSeconds", () => {
  it.each([
    [0, "0 s"],
    [0.84, "0.84 s"],
    [2.5, "2.5 s"],
    [24, "24 s"],
    [24.2, "24.2 s"],
    [59.97, "1 min"],
    [95, "1 min 35 s"],
    [3599.7, "1 h"],
    [5400, "1 h 30 min"],
    [200_000, "55 h 33 min"],
    [-95, "−1 min 35 s"],
  ])("writes %d as %s", (seconds, text) => expect(plain(formatSeconds(seconds))).toBe(text));

  it("never writes a part that is full", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (seconds) => {
        expect(plain(formatSeconds(seconds))).not.toMatch(/\b60 (s|min)/);
      }),
    );
  });
});

describe("formatMoney", () => {
  it("knows how many digits a currency has", () => {
    expect(formatMoney(1999, "EUR")).toBe("€19.99");
    expect(formatMoney(500, "JPY")).toBe("¥500");
    expect(plain(formatMoney(1500, "KES"))).toBe("KES 15.00");
    expect(plain(formatMoney(1500, "KWD"))).toBe("KWD 1.500");
  });
  it("takes a source's own currency as it comes", () => {
    expect(plain(formatMoney(1500, "points"))).toBe("points 15.00");
  });
  it("puts the minus before the sign", () => expect(formatMoney(-250, "USD")).toBe("−$2.50"));
});

describe("formatInterval", () => {
  it("leaves the unit to the value before it", () => {
    expect(formatInterval(0.786, 0.957, { kind: "ratio" })).toBe("79–96");
    expect(formatInterval(22, 27, { kind: "seconds" })).toBe("22–27");
    expect(formatInterval(410, 520, { kind: "money", currency: "EUR" })).toBe("4.10–5.20");
    expect(formatInterval(0.9, 0.99, { kind: "factor" })).toBe("0.90–0.99");
  });
  it("names the unit of times that the value splits into parts", () => {
    expect(plain(formatInterval(66, 84, { kind: "seconds" }))).toBe("1.1–1.4 min");
    expect(plain(formatInterval(3000, 9000, { kind: "seconds" }))).toBe("0.8–2.5 h");
  });
  it("writes each end as exactly as it needs", () => {
    expect(formatInterval(0.926, 0.994, { kind: "ratio" })).toBe("93–99.4");
  });
});

describe("counts and dates", () => {
  it("groups thousands and shortens on axes", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatCompact(1_234_567)).toBe("1.23M");
    expect(formatCompact(1250)).toBe("1.25k");
    expect(formatCompact(-20)).toBe("−20");
  });
  it("writes dates without the machine's own language or zone", () => {
    expect(formatDate("2026-09-03")).toBe("3 Sep 2026");
    expect(formatInstant("2026-03-20T23:30:00Z", "Asia/Manila")).toBe("21 Mar 2026, 07:30");
    expect(formatInstant("2026-03-20T00:05:00Z")).toBe("20 Mar 2026, 00:05");
  });
  it("says how long ago", () => {
    const now = "2026-03-20T12:00:00Z";
    expect(formatAgo("2026-03-20T11:59:50Z", now)).toBe("just now");
    expect(plain(formatAgo("2026-03-20T11:55:00Z", now))).toBe("5 min ago");
    expect(formatAgo("2026-03-18T12:00:00Z", now)).toBe("2 days ago");
  });
  it("writes every unit", () => {
    expect(plain(formatValue(12.34, { kind: "hours" }))).toBe("12.3 h");
    expect(formatValue(0.94, { kind: "factor" })).toBe("0.94×");
    expect(formatValue(725, { kind: "money", currency: "USD", per: "hour" })).toBe("$7.25/h");
  });
});
