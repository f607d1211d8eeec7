import { describe, expect, it } from "vitest";
import detector from "~/detectors/tier-lock-in";
import { shorrocksMobility } from "~/stats/mobility";
import {
  aBatch,
  aPolicy,
  aTierChange,
  DAY,
  goldDays,
  HOUR,
  programme,
  START,
  WEEK,
} from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const people = Array.from({ length: 40 }, (_, index) => `a${index}`);
const top = people.slice(0, 20);

/** 40 people of one record, half of them in the tier; batches go to those that `offeree` names. */
function nearBar(offeree: (index: number) => string, batchCount = 200) {
  const weeks = Array.from({ length: 24 }, (_, week) => aBatch("", START + week * WEEK, []).week);
  return {
    policies: [aPolicy()],
    goldDays: goldDays(people.map((annotator) => ({ annotator, at: START - DAY, correct: 95, total: 100 }))),
    tierChanges: top.map((annotator) =>
      aTierChange({ id: annotator, annotator, fromTier: "standard", toTier: "royalty", at: START - DAY }),
    ),
    allocation: {
      batches: Array.from({ length: batchCount }, (_, index) =>
        aBatch(`b${index}`, START + HOUR + Math.floor((index * 23 * WEEK) / batchCount), [offeree(index)]),
      ),
      hours: weeks.flatMap((week) => people.map((annotator) => ({ annotator, week, hours: 20 }))),
    },
  };
}

describe("tier-lock-in", () => {
  it("is silent where equals take turns whatever their tier", () => {
    expect(
      programme(
        detector,
        nearBar((index) => people[(index * 7) % 40] ?? ""),
      ).outcome,
    ).toBe("clear");
  });

  it("does not flag half as much again", () => {
    const turn = [...people, ...top.slice(0, 10)];
    expect(
      programme(
        detector,
        nearBar((index) => turn[(index * 7) % 50] ?? ""),
      ).outcome,
    ).not.toBe("flagged");
  });

  it("flags three times the premium work inside the tier", () => {
    const turn = [...people, ...top, ...top];
    const finding = programme(
      detector,
      nearBar((index) => turn[(index * 7) % 80] ?? "", 400),
    );
    expect(finding.outcome).toBe("flagged");
    expect(finding.effect?.value).toBeGreaterThan(2.4);
  });

  it("shows mobility beside its simulated band and never flags by it", () => {
    expect(
      shorrocksMobility([
        [0.8, 0.15, 0.05],
        [0.2, 0.7, 0.1],
        [0.1, 0.2, 0.7],
      ]),
    ).toBeCloseTo(0.4, 12);
    const finding = programme(
      detector,
      nearBar((index) => people[(index * 7) % 40] ?? ""),
    );
    expect(finding.evidence).toHaveProperty("mobility");
  });

  it("needs people on both sides and thirty offers", () => {
    expect(
      programme(
        detector,
        nearBar((index) => people[(index * 7) % 40] ?? "", 20),
      ).outcome,
    ).toBe("insufficient");
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/batches/);
  });

  expectRates(detector.id, 30, 20);
});
