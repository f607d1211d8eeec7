import { describe, expect, it } from "vitest";
import { isTimeZone, localDay, secondsBetweenHours, zoneOffsetSec } from "~/domain/local-time";

const at = (iso: string) => Date.parse(iso) / 1_000;
const night = (zone: string, from: string, to: string) =>
  secondsBetweenHours(zone, { from: at(from), to: at(to) }, 0, 5) / 3_600;

describe("local time", () => {
  it("knows summer and winter", () => {
    expect(zoneOffsetSec("Europe/Berlin", at("2026-01-10T12:00:00Z"))).toBe(3_600);
    expect(zoneOffsetSec("Europe/Berlin", at("2026-07-10T12:00:00Z"))).toBe(7_200);
    expect(zoneOffsetSec("Asia/Kolkata", at("2026-07-10T12:00:00Z"))).toBe(19_800);
    expect(zoneOffsetSec("America/St_Johns", at("2026-01-10T12:00:00Z"))).toBe(-12_600);
  });

  it("tells the local day on both sides of midnight", () => {
    const day = localDay("Pacific/Auckland", at("2026-01-10T10:59:59Z"));
    expect(localDay("Pacific/Auckland", at("2026-01-10T11:00:00Z"))).toBe(day + 1);
  });

  it("has four night hours on the spring change and six in autumn", () => {
    expect(night("Europe/Berlin", "2026-03-28T20:00:00Z", "2026-03-29T10:00:00Z")).toBe(4);
    expect(night("Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T10:00:00Z")).toBe(6);
  });

  it("counts each night of a span of several days", () => {
    expect(night("UTC", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z")).toBe(15);
    expect(night("Asia/Manila", "2026-01-01T16:30:00Z", "2026-01-01T17:30:00Z")).toBe(1);
  });

  it("refuses a zone that is none", () => {
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
    expect(() => zoneOffsetSec("Mars/Olympus", 0)).toThrow(RangeError);
  });
});
