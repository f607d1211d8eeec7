import { describe, expect, it } from "vitest";
import detector from "~/detectors/gold-likely-wrong";
import type { GoldItems } from "~/domain/evidence";
import { poissonBinomialUpperTail } from "~/stats/poisson-binomial";
import { aPolicy, aTierChange, audit, DAY, programme, START } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

/** 120 items answered by the same ten people; everybody misses every 20th, no two the same one, and all of them the items named. */
function items(wrong: readonly number[], converging = 10): { goldItems: GoldItems } {
  const annotators = Array.from({ length: 10 }, (_, index) => `a${index}`);
  const missed = Array.from({ length: 120 }, (_, item) =>
    annotators.map((_name, person) => (wrong.includes(item) || (item + person * 13) % 20 === 0 ? 1 : 0)),
  );
  return {
    goldItems: {
      annotators,
      items: missed.map((_, item) => ({
        item: `i${item}`,
        project: "p1",
        key: "A",
        alternative: "B",
        alternativeCount: wrong.includes(item) ? converging : 1,
        start: item * 10,
      })),
      person: Int32Array.from(missed.flat(), (_, row) => row % 10),
      missed: Uint8Array.from(missed.flat()),
      at: Float64Array.from(missed.flat(), () => START + 10 * DAY),
    },
  };
}

describe("gold-likely-wrong", () => {
  it("agrees with the reference's Poisson-binomial tail", () => {
    expect(poissonBinomialUpperTail(3, [0.05, 0.1, 0.02, 0.2, 0.08])).toBeCloseTo(0.0046016, 10);
  });

  it("is silent where misses are what people's records explain", () => {
    expect(programme(detector, items([])).outcome).toBe("clear");
  });

  it("leaves open an item that everybody misses in different ways", () => {
    expect(programme(detector, items([7], 3)).outcome).toBe("inconclusive");
  });

  it("flags keys against which everybody agrees, as disputed", () => {
    const findings = audit(detector, items([7, 31]));
    expect(findings[0]).toMatchObject({ outcome: "flagged", rowIds: ["i7", "i31"], affected: 10 });
    expect(
      findings.slice(1).map(({ scope, subject, evidence }) => [scope, subject, evidence["verdict"]]),
    ).toEqual([
      ["item", "i7", "disputed"],
      ["item", "i31", "disputed"],
    ]);
    expect(findings[1]?.family?.size).toBe(120);
  });

  it("is critical where a demotion does not stand without the key", () => {
    const change = aTierChange({ annotator: "a3", at: START + 20 * DAY, goldCorrect: 38, goldTotal: 41 });
    const finding = programme(detector, { ...items([7, 31]), policies: [aPolicy()], tierChanges: [change] });
    expect(finding).toMatchObject({ severity: "critical" });
    expect(finding.evidence["flippedTierChanges"]).toEqual(["t1"]);
  });

  it("needs a hundred items with five responders", () => {
    const { goldItems } = items([]);
    expect(
      programme(detector, { goldItems: { ...goldItems, items: goldItems.items.slice(0, 50) } }).outcome,
    ).toBe("insufficient");
  });

  expectRates(detector.id, 40, 10);
});
