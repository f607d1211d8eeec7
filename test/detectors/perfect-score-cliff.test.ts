import { describe, expect, it } from "vitest";
import detector, { falseDemotion, smallestTellingWindow } from "~/detectors/perfect-score-cliff";
import { aPolicy, aTierChange, DAY, END, goldDays, programme, START } from "./support/evidence";

const point = { decideOn: "point", consecutiveWindows: 1 } as const;
const fair = aPolicy({ decideOn: "interval", consecutiveWindows: 2, minimumGold: 60 });
const barOf = (value: number) =>
  aPolicy({
    tiers: aPolicy().tiers.map((tier) => ({
      ...tier,
      rules: tier.rules.map((rule) => ({ ...rule, value })),
    })),
  });

describe("perfect-score-cliff", () => {
  // SciPy, ../shared/reference/detectors/sim1.json and vectors.txt.
  it("gives the exact binomial chance that a rule demotes by noise", () => {
    expect(falseDemotion(0.99, 50, 1, point)).toBeCloseTo(0.394994, 6);
    expect(falseDemotion(0.99, 20, 1, point)).toBeCloseTo(0.182, 3);
    expect(falseDemotion(0.99, 200, 1, point)).toBeCloseTo(0.866, 3);
    expect(falseDemotion(0.99, 50, 0.98, point)).toBeCloseTo(0.089, 3);
    expect(falseDemotion(0.97, 100, 0.95, point)).toBeCloseTo(0.081, 3);
  });

  it("finds the smallest window in which an interval rule can tell five points", () => {
    expect(smallestTellingWindow(0.95)).toBe(180);
    expect(smallestTellingWindow(0.9)).toBe(320);
    expect(falseDemotion(0.95, 180, 0.95, { decideOn: "interval", consecutiveWindows: 1 })).toBeCloseTo(
      0.0374,
      4,
    );
  });

  it("is silent for an interval rule over two windows", () => {
    expect(programme(detector, { policies: [fair] })).toMatchObject({ outcome: "clear", severity: null });
  });

  it("is silent near the threshold, for a low bar on a large window", () => {
    const near = { ...barOf(0.5), minimumGold: 2_500 };
    expect(programme(detector, { policies: [near] }).outcome).toBe("clear");
  });

  it("flags a bar of perfection decided on points", () => {
    const finding = programme(detector, { policies: [barOf(1)] });
    expect(finding).toMatchObject({ outcome: "flagged", severity: "watch" });
    expect(finding.effect?.value).toBeCloseTo(1 - 0.99 ** 20, 6);
  });

  it("is critical where noise cost access and the appeal was refused", () => {
    const change = aTierChange({ goldCorrect: 49, goldTotal: 52 });
    const appeal = {
      id: "x1",
      annotator: "a1",
      subject: "tier_change",
      subjectId: "t1",
      filedAt: change.at,
      answeredAt: change.at,
      outcome: "rejected" as const,
      rectifiedAt: null,
    };
    const finding = programme(detector, {
      policies: [barOf(0.95)],
      tierChanges: [change],
      appeals: [appeal],
    });
    expect(finding).toMatchObject({ outcome: "flagged", severity: "critical", affected: 1, rowIds: ["t1"] });
  });

  it("flags a rule that looks fair but demoted within noise in practice", () => {
    const changes = Array.from({ length: 30 }, (_, index) =>
      aTierChange({
        id: `t${index}`,
        annotator: `a${index}`,
        goldCorrect: index < 20 ? 56 : 40,
        goldTotal: 60,
      }),
    );
    const finding = programme(detector, { policies: [fair], tierChanges: changes });
    expect(finding).toMatchObject({ outcome: "flagged", n: 30, nUnit: "demotions" });
  });

  it("has a chance of standing above a bar for people who all score alike, and for those without a miss", () => {
    for (const correct of [46, 50]) {
      const rows = Array.from({ length: 30 }, (_, index) => ({
        annotator: `a${index}`,
        at: START - 29 * DAY,
        correct,
        total: 50,
      }));
      const bar = barOf(correct / 50);
      const { evidence } = programme(
        detector,
        { policies: [{ ...bar, minimumGold: 50 }], goldDays: goldDays(rows) },
        { context: { window: { from: START - 60 * DAY, to: END } } },
      );
      expect(evidence["bunching"]).toMatchObject({ above: 30, below: 0 });
      expect((evidence["bunching"] as { p: number }).p).toBeGreaterThanOrEqual(0);
    }
  });

  it("names the table it lacks", () => {
    const finding = programme(detector, {}, { tables: new Set() });
    expect(finding).toMatchObject({
      outcome: "insufficient",
      insufficientReason: "the ledger holds no tier_policies",
    });
  });
});
