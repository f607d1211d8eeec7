import { describe, expect, it } from "vitest";
import detector from "~/detectors/near-target-starvation";
import { programme } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const states = (near: number, people = 10, block = 0) => ({
  targetStates: {
    cells: Array.from({ length: people }, (_, index) => ({
      annotator: `a${index}`,
      block,
      nearHours: 10,
      nearOffers: near,
      referenceHours: 40,
      referenceOffers: 80,
    })),
    targets: 40,
    lapsed: [],
  },
});

describe("near-target-starvation", () => {
  it("is silent at the same rate", () => {
    expect(programme(detector, states(20)).outcome).toBe("clear");
  });

  it("does not flag a tenth less", () => {
    expect(programme(detector, states(18)).outcome).not.toBe("flagged");
  });

  it("flags a half, and is high where a bonus lapsed", () => {
    expect(programme(detector, states(10))).toMatchObject({
      outcome: "flagged",
      p: expect.any(Number) as number,
    });
    const lapsed = [{ id: "t1", annotator: "a1", rewardMinor: 500, currency: "EUR" }];
    expect(programme(detector, { targetStates: { ...states(10).targetStates, lapsed } })).toMatchObject({
      severity: "high",
      money: { minor: 500, currency: "EUR" },
    });
  });

  it("is silent about a person who nears targets only at three in the morning, when nobody gets offers", () => {
    const { cells } = states(20).targetStates;
    const night = cells.map((cell) => ({
      ...cell,
      block: 5,
      nearHours: 100,
      nearOffers: 0,
      referenceHours: 20,
      referenceOffers: 0,
    }));
    expect(
      programme(detector, { targetStates: { cells: [...cells, ...night], targets: 40, lapsed: [] } }).outcome,
    ).toBe("clear");
  });

  it("needs thirty offers near targets, and the table", () => {
    expect(programme(detector, states(2, 1)).outcome).toBe("insufficient");
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/targets/);
  });

  expectRates(detector.id);
});
