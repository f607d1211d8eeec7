import { describe, expect, it } from "vitest";
import detector from "~/detectors/compulsion-loop";
import type { Bonus } from "~/domain/evidence";
import { DAY, programme, START } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const bonuses = (unexplained: number, more: Partial<Bonus> = {}): readonly Bonus[] =>
  Array.from({ length: 60 }, (_, index) => ({
    id: `p${index}`,
    annotator: `a${index % 20}`,
    paidAt: START + index * DAY,
    amountMinor: 500,
    currency: "EUR",
    ruleId: "weekly",
    rule: "published",
    expectedMinor: 500,
    workSince: 40,
    ...(index < unexplained ? { rule: "none", ruleId: null, expectedMinor: null, ...more } : {}),
  }));

describe("compulsion-loop", () => {
  it("is silent where every bonus follows its published rule, to a minor unit", () => {
    expect(
      programme(detector, {
        bonuses: bonuses(30, { rule: "published", ruleId: "weekly", expectedMinor: 499 }),
      }).outcome,
    ).toBe("clear");
  });

  it("does not flag a tenth unexplained", () => {
    expect(programme(detector, { bonuses: bonuses(6) }).outcome).not.toBe("flagged");
  });

  it("flags half unexplained: no rule, one published later, or an amount that the rule does not give", () => {
    expect(programme(detector, { bonuses: bonuses(30) })).toMatchObject({
      outcome: "flagged",
      severity: "high",
      money: { minor: 15_000, currency: "EUR" },
    });
    expect(
      programme(detector, { bonuses: bonuses(30, { rule: "unpublished", ruleId: "late" }) }).outcome,
    ).toBe("flagged");
    expect(
      programme(detector, { bonuses: bonuses(30, { rule: "published", ruleId: "weekly", expectedMinor: 0 }) })
        .outcome,
    ).toBe("flagged");
  });

  it("reports a named rule that is not in the ledger and does not flag it", () => {
    const finding = programme(detector, { bonuses: bonuses(30, { rule: "missing", ruleId: "elsewhere" }) });
    expect(finding.outcome).toBe("clear");
    expect(finding.evidence).toMatchObject({ unverifiable: 30 });
  });

  it("flags streaks that lapse on the day of rest", () => {
    const streaks = Array.from({ length: 30 }, (_, day) => ({
      annotator: "a1",
      length: day % 7,
      atRiskAt: START + day * DAY,
      resetAt: day % 7 === 6 ? START + (day + 1) * DAY : null,
    }));
    expect(programme(detector, { streaks })).toMatchObject({ outcome: "flagged", severity: "high" });
  });

  it("needs thirty bonuses or twenty days at risk", () => {
    expect(programme(detector, { bonuses: bonuses(5).slice(0, 10) }).insufficientReason).toMatch(
      /payments, streaks/,
    );
  });

  expectRates(detector.id, 20, 10);
});
