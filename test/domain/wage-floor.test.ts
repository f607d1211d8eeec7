import { describe, expect, it } from "vitest";
import { type WageFloor, floorMinorOn, minorFactor } from "~/domain/wage-floor";

const floor = (given: Partial<WageFloor>): WageFloor => ({
  country: "US",
  region: "",
  validFrom: "2009-07-24",
  amountMinorPerHour: 725,
  currency: "USD",
  kind: "minimum",
  ...given,
});
const FLOORS = [
  floor({}),
  floor({ region: "US-CA", validFrom: "2025-01-01", amountMinorPerHour: 1_650 }),
  floor({ region: "US-CA", validFrom: "2026-01-01", amountMinorPerHour: 1_690 }),
  floor({ kind: "living", amountMinorPerHour: 2_500 }),
];
const RATES = [{ date: "2026-01-01", fromCurrency: "USD", toCurrency: "JPY", rate: 150 }];

describe("the wage floor", () => {
  it("is the region's own, in force on the day", () => {
    expect(floorMinorOn(FLOORS, [], { country: "US", region: "US-CA" }, "2026-03-01", "USD")).toBe(1_690);
    expect(floorMinorOn(FLOORS, [], { country: "US", region: "US-CA" }, "2025-03-01", "USD")).toBe(1_650);
    expect(floorMinorOn(FLOORS, [], { country: "US", region: "US-TX" }, "2026-03-01", "USD")).toBe(725);
  });

  it("does not exist for a place without one, or in a currency without a rate", () => {
    expect(floorMinorOn(FLOORS, [], { country: "KE", region: null }, "2026-03-01", "USD")).toBeNull();
    expect(floorMinorOn(FLOORS, [], { country: "US", region: null }, "2026-03-01", "EUR")).toBeNull();
    expect(floorMinorOn(FLOORS, RATES, { country: "US", region: null }, "2025-12-31", "JPY")).toBeNull();
  });

  it("is converted between minor units of different size, both ways", () => {
    // 7.25 USD are 1,087.5 yen, which have no minor unit.
    expect(floorMinorOn(FLOORS, RATES, { country: "US", region: null }, "2026-03-01", "JPY")).toBeCloseTo(
      1_087.5,
    );
    expect(minorFactor(RATES, "JPY", "USD", "2026-03-01")).toBeCloseTo(100 / 150);
  });

  it("is converted by way of a base that both currencies have a rate with, and not without one", () => {
    const base = [
      { date: "2026-01-01", fromCurrency: "EUR", toCurrency: "USD", rate: 1.2 },
      { date: "2026-02-01", fromCurrency: "GBP", toCurrency: "USD", rate: 1.5 },
    ];
    expect(minorFactor(base, "GBP", "EUR", "2026-03-01")).toBeCloseTo(1.25);
    expect(minorFactor(base, "GBP", "EUR", "2026-01-15")).toBeNull();
    expect(minorFactor(base, "GBP", "CHF", "2026-03-01")).toBeNull();
  });
});
