import { afterEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import { provideConventions, type Shown, USUAL } from "~/ui/conventions";
import {
  formatCount,
  formatDate,
  formatInstant,
  formatInterval,
  formatMoney,
  formatValue,
} from "~/ui/format";
import { DATE_STYLES, type Display, LOCALES, readDisplay, writeDisplay } from "~/ui/preferences";

afterEach(() => provideConventions(() => undefined));

const show = (more: Partial<Shown>) => provideConventions(() => ({ ...USUAL, ...more }));
const inEuro = { currency: "EUR", rates: { KES: { factor: 1 / 150, date: "2026-05-01" } } };

describe("conventions", () => {
  it("are the usual ones where nobody chose any", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatInstant("2026-03-20T23:05:00Z")).toBe("20 Mar 2026, 23:05");
    expect(formatMoney(15_000, "KES")).toMatch(/^KES.150\.00$/);
  });

  it("write numbers, dates and instants as the reader wants them", () => {
    show({ locale: "de-DE", dates: "iso", zone: "Asia/Manila" });
    expect(formatCount(1_234_567)).toBe("1.234.567");
    expect(formatValue(0.905, { kind: "number" })).toBe("0,91");
    expect(formatDate("2026-03-20")).toBe("2026-03-20");
    expect(formatInstant("2026-03-20T23:05:00Z")).toBe("2026-03-21 07:05");
    show({ dates: "month" });
    expect(formatDate("2026-03-20")).toBe("Mar 20, 2026");
    expect(formatInstant("2026-03-20T23:05:00Z", "Africa/Nairobi")).toBe("Mar 21, 2026, 02:05");
  });

  it("convert money where a rate is known, say so, and leave every other currency alone", () => {
    show({ money: inEuro });
    expect(formatMoney(15_000, "KES")).toBe("≈€1.00");
    expect(formatInterval(15_000, 30_000, { kind: "money", currency: "KES" })).toBe("1.00–2.00");
    expect(formatMoney(500, "EUR")).toBe("€5.00");
    expect(formatMoney(500, "PHP")).toBe("₱5.00");
    expect(formatMoney(-15_000, "KES")).toBe("≈−€1.00");
  });

  it("write the same number with the same digits in every locale", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.constantFrom(...LOCALES),
        (value, locale) => {
          const digits = (text: string) => text.replace(/\D/g, "");
          expect(digits(formatValue(value, { kind: "number" }, locale))).toBe(
            digits(formatValue(value, { kind: "number" }, "en-GB")),
          );
        },
      ),
    );
  });
});

describe("what an account wants", () => {
  const displays: fc.Arbitrary<Display> = fc.record({
    theme: fc.constantFrom("system", "light", "dark"),
    density: fc.constantFrom("comfortable", "compact"),
    motion: fc.constantFrom("system", "reduced"),
    locale: fc.constantFrom(...LOCALES),
    dates: fc.constantFrom(...DATE_STYLES),
    zone: fc.constantFrom(null, "UTC", "Asia/Manila", "America/Argentina/Buenos_Aires"),
    currency: fc.constantFrom(null, "EUR", "KES"),
  });

  it("is read as it was written, and nothing is written for the defaults", () => {
    fc.assert(
      fc.property(displays, (display) => {
        expect(readDisplay(writeDisplay(display))).toEqual(display);
      }),
    );
    expect(writeDisplay(readDisplay(""))).toBe("");
  });

  it("is the default for whatever is unknown", () => {
    expect(readDisplay("theme=pink&locale=xx&dates=<b>&%%%")).toEqual(readDisplay(""));
  });
});
