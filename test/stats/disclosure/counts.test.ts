import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDominated, roundedPeople, roundedValue } from "~/stats/disclosure/counts";

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
