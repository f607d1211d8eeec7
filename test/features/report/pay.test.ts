import { describe, expect, it } from "vitest";
import { inOneCurrency } from "~/features/report/pay";

const dollars = { currency: "USD", payMinor: 1_000, otherMinor: 50, judgments: 10 };
const euros = { currency: "EUR", payMinor: 500, otherMinor: -20, judgments: 4 };
const pounds = { currency: "GBP", payMinor: 300, otherMinor: 0, judgments: 1 };
const FACTORS: Readonly<Record<string, number>> = { "EUR USD": 1.1, "GBP USD": 1.3 };
const factor = (from: string, to: string) => FACTORS[`${from} ${to}`] ?? null;

describe("pay in several currencies", () => {
  it("is not summed where one of them has no rate, and says what is left out", () => {
    const pay = inOneCurrency([euros, dollars], () => null);
    expect(pay).toEqual({ main: dollars, others: [euros], several: true });
  });

  it("is not half converted", () => {
    const onlyEuros = (from: string, to: string) => (from === "EUR" ? factor(from, to) : null);
    expect(inOneCurrency([dollars, euros, pounds], onlyEuros)).toMatchObject({
      main: dollars,
      several: true,
    });
  });

  it("is told in the currency of most judgments where rates lead there, with what was paid beside it", () => {
    expect(inOneCurrency([pounds, euros, dollars], factor)).toEqual({
      main: { currency: "USD", payMinor: 1_940, otherMinor: 28, judgments: 15 },
      others: [euros, pounds],
      several: false,
    });
  });

  it("of one currency, or of none, stays what it is", () => {
    expect(inOneCurrency([dollars], () => null)).toEqual({ main: dollars, others: [], several: false });
    expect(inOneCurrency([], factor)).toEqual({ main: null, others: [], several: false });
  });
});
