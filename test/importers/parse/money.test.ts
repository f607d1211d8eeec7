import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, parseCurrency, parseMoney } from "~/importers/parse/money";
import { Problem } from "~/importers/parse/problem";

describe("amounts of money", () => {
  it.each([
    ["$0.15", "USD", 15, "USD"],
    ["$0.01 ", "USD", 1, "USD"],
    ["0.05", "USD", 5, "USD"],
    ["1,234.5", "USD", 123_450, "USD"],
    ["€2", "USD", 200, "EUR"],
    ["-3.10", "EUR", -310, "EUR"],
    ["15", "JPY", 15, "JPY"],
    ["0.125", "KWD", 125, "KWD"],
    ["0.29", "USD", 29, "USD"],
    [".5", "USD", 50, "USD"],
    ["0.1500", "USD", 15, "USD"],
  ])("%s in %s is %d minor units of %s", (text, fallback, minor, currency) => {
    expect(parseMoney(text, fallback)).toEqual({ minor, currency });
  });

  it.each([
    ["0.155", "USD", "no whole number of minor units"],
    ["15.5", "JPY", "no whole number of minor units"],
    ["NaN", "USD", "is not an amount"],
    ["", "USD", "is not an amount"],
    ["$", "USD", "is not an amount"],
    ["1.2.3", "USD", "is not an amount"],
    ["1,23", "USD", "is not an amount"],
    ["99999999999999999", "USD", "is too large"],
  ])("%s in %s is refused", (text, currency, sentence) => {
    const value = parseMoney(text, currency);
    expect(value instanceof Problem && value.reason).toContain(sentence);
  });

  it("is exact for every number of cents", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (cents) => {
        expect(parseMoney(`$${(cents / 100).toFixed(2)}`, "USD")).toEqual({ minor: cents, currency: "USD" });
      }),
    );
  });

  it("has as many decimals as the platform's own list of currencies says", () => {
    for (const code of Intl.supportedValuesOf("currency")) {
      const digits = new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions();
      // Unicode shows some currencies without the small coins that ISO 4217 still gives them.
      if (digits.maximumFractionDigits !== 2) continue;
      expect([code, currencyExponent(code)]).toEqual([code, 2]);
    }
    expect(["JPY", "KRW", "VND", "KWD", "TND"].map(currencyExponent)).toEqual([0, 0, 0, 3, 3]);
  });

  it("writes currencies in capitals", () => {
    expect(parseCurrency("usd")).toBe("USD");
    expect(parseCurrency("dollars")).toBeInstanceOf(Problem);
  });
});
