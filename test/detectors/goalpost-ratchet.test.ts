import { describe, expect, it } from "vitest";
import detector from "~/detectors/goalpost-ratchet";
import type { TierPolicyRecord } from "~/domain/evidence";
import { aPolicy, DAY, goldDays, programme, START } from "./support/evidence";

const version = (number: number, value: number, more: Partial<TierPolicyRecord> = {}) => {
  const effectiveAt = START + number * 100 * DAY;
  return aPolicy({
    version: number,
    effectiveAt,
    announcedAt: effectiveAt - 20 * DAY,
    tiers: aPolicy().tiers.map((tier) => ({
      ...tier,
      rules: tier.rules.map((rule) => ({ ...rule, value })),
    })),
    ...more,
  });
};
const effective = START + 100 * DAY;

describe("goalpost-ratchet", () => {
  it("is silent when bars are loosened", () => {
    expect(programme(detector, { policies: [version(0, 0.95), version(1, 0.9)] }).outcome).toBe("clear");
  });

  it("is silent on one tightening with exactly fifteen days' notice", () => {
    const policies = [version(0, 0.9), version(1, 0.95, { announcedAt: effective - 15 * DAY })];
    expect(programme(detector, { policies }).outcome).toBe("clear");
  });

  it("flags notice a second short of fifteen days", () => {
    const policies = [version(0, 0.9), version(1, 0.95, { announcedAt: effective - 15 * DAY + 1 })];
    expect(programme(detector, { policies })).toMatchObject({ outcome: "flagged", severity: "high" });
  });

  it("is critical where a rule was announced after it took effect", () => {
    const policies = [version(0, 0.9), version(1, 0.95, { announcedAt: effective + DAY })];
    const finding = programme(detector, { policies });
    expect(finding).toMatchObject({ outcome: "flagged", severity: "critical" });
    expect(finding.evidence["medianNoticeDays"]).toBe(-1);
  });

  it("flags two tightenings within 90 days", () => {
    const later = effective + 60 * DAY;
    const policies = [
      version(0, 0.9),
      version(1, 0.92),
      version(2, 0.94, { effectiveAt: later, announcedAt: later - 30 * DAY }),
    ];
    expect(programme(detector, { policies }).outcome).toBe("flagged");
  });

  it("lists changes of the minimum of gold without counting them", () => {
    const finding = programme(detector, {
      policies: [version(0, 0.9), version(1, 0.9, { minimumGold: 40 })],
    });
    expect(finding.outcome).toBe("clear");
    expect(finding.evidence["otherChanges"]).toEqual(["version 1: minimumGold"]);
  });

  it("counts people whom the bar moved under", () => {
    const gold = goldDays([
      { annotator: "a1", at: effective - 5 * DAY, correct: 46, total: 50 },
      { annotator: "a1", at: effective + 5 * DAY, correct: 46, total: 50 },
    ]);
    const policies = [version(0, 0.9), version(1, 0.95, { announcedAt: effective - DAY })];
    expect(programme(detector, { policies, goldDays: gold })).toMatchObject({ affected: 1 });
  });

  it("needs two versions", () => {
    expect(programme(detector, { policies: [version(0, 0.9)] }).outcome).toBe("insufficient");
  });
});
