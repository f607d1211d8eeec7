import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDominated, roundedPeople, roundedShare, roundedValue } from "~/stats/disclosure/counts";

describe("counts of people", () => {
  it("are not told below ten, and otherwise to the nearest five", () => {
    expect([0, 9, 10, 12, 13, 1002].map(roundedPeople)).toEqual([null, null, 10, 10, 15, 1000]);
  });

  it("move by no more than two and a half, and never by asking again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e6 }), (count) => {
        const told = roundedPeople(count) ?? NaN;
        expect(Math.abs(told - count)).toBeLessThanOrEqual(2.5);
        expect(roundedPeople(told)).toBe(told);
      }),
    );
  });
});

describe("a value", () => {
  it("is told to three digits", () => {
    expect([0.912345, 1234.5, 0, -0.00123456].map(roundedValue)).toEqual([0.912, 1230, 0, -0.00123]);
  });
});

describe("dominance", () => {
  it("is more than half of the whole, and no single half", () => {
    expect(isDominated([5, 5])).toBe(false);
    expect(isDominated([6, 5])).toBe(true);
    expect(isDominated([7])).toBe(true);
  });

  it("is of nobody where there is nothing", () => {
    expect(isDominated([])).toBe(false);
    expect(isDominated([0, 0])).toBe(false);
  });
});

describe("a share of people", () => {
  it("is one of counts to the nearest five where ten are on either side", () => {
    expect(roundedShare(32, 84)).toEqual({ kind: "counts", hits: 30, total: 85 });
    expect(roundedShare(10, 20)).toEqual({ kind: "counts", hits: 10, total: 20 });
  });

  it("is told by its end where fewer than ten are on one side", () => {
    expect(roundedShare(9, 60)).toEqual({ kind: "bound", side: "under", bound: 1 / 6, total: 60 });
    expect(roundedShare(0, 60)).toEqual(roundedShare(9, 60));
    expect(roundedShare(55, 60)).toEqual({ kind: "bound", side: "over", bound: 5 / 6, total: 60 });
  });

  it("is not told where its end would say nothing", () => {
    expect(roundedShare(1, 11)).toBeNull();
    expect(roundedShare(8, 17)).toBeNull();
  });

  it("never tells a side of fewer than ten, and holds the share within what it tells", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, others) => {
        const told = roundedShare(hits, hits + others);
        if (told?.kind === "counts") {
          expect(told.hits % 5).toBe(0);
          expect(Math.min(told.hits, told.total - told.hits)).toBeGreaterThanOrEqual(10);
        }
        if (told?.kind === "bound") expect(Math.min(hits, others)).toBeLessThan(10);
      }),
    );
  });
});
