import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate, parseInstant } from "~/importers/parse/instant";
import { Problem } from "~/importers/parse/problem";
import { parseAnyTime, parseEpoch, parseMonthFirst, parseNamedZone } from "~/importers/parse/source-time";

const reason = (value: unknown) => (value instanceof Problem ? value.reason : `read as ${String(value)}`);

describe("ISO 8601", () => {
  it.each([
    ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"],
    ["2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.500Z"],
    ["2026-03-01T10:00:00.123456Z", "2026-03-01T10:00:00.123Z"],
    ["2026-03-01T10:00:00+05:30", "2026-03-01T04:30:00.000Z"],
    ["2026-03-01 10:00:00+00", "2026-03-01T10:00:00.000Z"],
    ["2026-03-01 10:00:00 UTC", "2026-03-01T10:00:00.000Z"],
    ["2026-03-01T10:00-0800", "2026-03-01T18:00:00.000Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
  ])("%s is %s", (text, expected) => expect(parseInstant(text, null)).toBe(expected));

  it.each([
    ["2026-02-29T10:00:00Z", "does not exist"],
    ["2026-13-01T10:00:00Z", "does not exist"],
    ["2026-04-31T10:00:00Z", "does not exist"],
    ["2026-03-01T24:00:00Z", "does not exist"],
    ["2026-03-01T10:60:00Z", "does not exist"],
    ["1900-03-01T10:00:00Z", "not between the years"],
    ["9999-12-31T23:59:59Z", "not between the years"],
    ["2026-03-01T10:00:00", "names no time zone"],
    ["2026-03-01", "a date without a time"],
    ["yesterday", "is not a time such as"],
    ["2026/03-01T10:00:00Z", "is not a time such as"],
    ["2026-03-01T10:00:0xZ", "is not a time such as"],
  ])("%s is refused", (text, sentence) => expect(reason(parseInstant(text, null))).toContain(sentence));

  it("agrees with the platform on every instant there is", () => {
    const instants = fc.date({
      min: new Date(0),
      max: new Date("2199-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseInstant(instant.toISOString(), null)).toBe(instant.toISOString());
        const whole = `${instant.toISOString().slice(0, 19)}Z`;
        expect(parseInstant(whole, null)).toBe(whole.replace("Z", ".000Z"));
      }),
    );
  });

  it("reads a time without a zone in the zone given, on either side of a change of clocks", () => {
    expect(parseInstant("2026-03-29T01:59:59", "Europe/Berlin")).toBe("2026-03-29T00:59:59.000Z");
    expect(parseInstant("2026-03-29T03:00:00", "Europe/Berlin")).toBe("2026-03-29T01:00:00.000Z");
    expect(parseInstant("2026-11-01T12:00:00", "America/Los_Angeles")).toBe("2026-11-01T20:00:00.000Z");
  });
});

describe("zones by name", () => {
  it.each([
    ["Mon Nov 20 12:11:44 PST 2017", "2017-11-20T20:11:44.000Z"],
    ["Mon Sep 25 09:38:35 PDT 2017", "2017-09-25T16:38:35.000Z"],
    ["Wed Jul 07 20:15:04 UTC 2021", "2021-07-07T20:15:04.000Z"],
    ["Sat Jul  7 20:15:04 EST 2018", "2018-07-08T01:15:04.000Z"],
    ["2017-10-02 16:39:18 UTC", "2017-10-02T16:39:18.000Z"],
    ["2017-10-02 16:39:18 PDT", "2017-10-02T23:39:18.000Z"],
  ])("%s is %s", (text, expected) => expect(parseNamedZone(text)).toBe(expected));

  it.each([
    ["Mon Nov 20 12:11:44 XYZ 2017", "the time zone XYZ"],
    ["Mon Nov 31 12:11:44 PST 2017", "does not exist"],
    ["Mon Now 20 12:11:44 PST 2017", "is not a time"],
  ])("%s is refused", (text, sentence) => expect(reason(parseNamedZone(text))).toContain(sentence));
});

describe("other spellings", () => {
  it("puts the month first", () => {
    expect(parseMonthFirst("8/24/2013 20:28:31", "UTC")).toBe("2013-08-24T20:28:31.000Z");
    expect(parseMonthFirst("1/2/2013 1:05 PM", "UTC")).toBe("2013-01-02T13:05:00.000Z");
    expect(reason(parseMonthFirst("24/8/2013 20:28:31", "UTC"))).toContain("does not exist");
  });

  it("tells seconds from milliseconds by their size", () => {
    expect(parseEpoch("1660110809.483")).toBe("2022-08-10T05:53:29.483Z");
    expect(parseEpoch("1660110809483")).toBe("2022-08-10T05:53:29.483Z");
    expect(reason(parseEpoch("NaN"))).toContain("is not a time");
  });

  it("recognises each by its form", () => {
    for (const text of [
      "1660110809",
      "8/10/2022 05:53:29",
      "2022-08-10T05:53:29",
      "Wed Aug 10 05:53:29 GMT 2022",
    ]) {
      expect(parseAnyTime(text, "UTC")).toBe("2022-08-10T05:53:29.000Z");
    }
  });

  it("knows which days exist", () => {
    expect(parseDate("2024-02-29")).toBe("2024-02-29");
    expect(reason(parseDate("2023-02-29"))).toContain("does not exist");
    expect(reason(parseDate("29.2.2024"))).toContain("is not a date");
  });

  it("never gives a time that is none, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789:-/TZ+. APM"), maxLength: 30 }), (text) => {
        const value = parseAnyTime(text, "UTC");
        if (!(value instanceof Problem)) expect(new Date(value).toISOString()).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });
});
