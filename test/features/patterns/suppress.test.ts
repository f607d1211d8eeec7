import { describe, expect, it } from "vitest";
import type { Finding } from "~/domain/finding";
import { suppressed } from "~/features/patterns/suppress";
import { roundedPeople } from "~/stats/disclosure/counts";

const finding: Finding = {
  detector: "d",
  version: 1,
  window: { from: 0, to: 1 },
  scope: "programme",
  subject: null,
  outcome: "flagged",
  severity: "high",
  message: { id: "flagged", data: { people: 7 } },
  effect: { name: "share_below", value: 0.63, unit: "share", low: 0.57, high: 0.69, method: "m" },
  p: null,
  q: null,
  family: null,
  n: 242,
  nUnit: "people",
  threshold: { value: 0.1, kind: "law", source: "s" },
  insufficientReason: null,
  wouldChange: "w",
  coverage: 1,
  evidence: {
    total: 12,
    possiblyBelow: 152,
    passing: 4,
    worst: { annotator: "ann-1", seconds: 5 },
    list: [{ annotator: "ann-1" }, { project: "p", share: 0.2 }],
    few: ["x", "y"],
    ids: Array.from({ length: 23 }, (_, index) => `row-${index}`),
  },
  rowIds: ["row-1"],
  audience: ["manager", "researcher"],
  affected: 7,
  affectedHours: 12,
  money: { minor: 100, currency: "EUR" },
  chart: {
    kind: "bars",
    title: "t",
    unit: "people",
    bars: [
      { label: "a", value: 4 },
      { label: "b", value: 13 },
    ],
    reference: null,
  },
  remedy: "r",
};
const people = new Set(["ann-1"]);

describe("what a researcher is shown", () => {
  it("keeps nothing that names a person or counts fewer than ten", () => {
    const shown = suppressed(finding, people);
    expect(JSON.stringify(shown)).not.toContain("ann-1");
    expect(shown).toMatchObject({ n: 240, affected: null, affectedHours: null, money: null, rowIds: [] });
    expect(shown?.evidence).toEqual({
      total: 12,
      possiblyBelow: 150,
      passing: "fewer than ten",
      list: [{ project: "p", share: 0.2 }],
      few: "fewer than ten",
      ids: 25,
    });
    expect(shown?.chart).toMatchObject({ bars: [{ label: "b", value: 15 }] });
    expect(shown?.message.id).toBe("Share below: 63 % (57 % to 69 %), against a threshold of 10 %.");
  });

  it("is no finding about a person, an item or a reviewer", () => {
    for (const scope of ["annotator", "item", "reviewer"] as const) {
      expect(suppressed({ ...finding, scope }, people)).toBeNull();
    }
    expect(suppressed({ ...finding, scope: "tier" }, people)).not.toBeNull();
  });

  it("is no extreme, which is one person's", () => {
    const most = { ...finding, effect: { ...finding.effect!, name: "most_hours_a_day" } };
    expect(suppressed(most, people)?.effect).toBeNull();
  });

  it("rounds counts of people to five from ten on", () => {
    expect([9, 10, 12, 13].map(roundedPeople)).toEqual([null, 10, 10, 15]);
  });
});
