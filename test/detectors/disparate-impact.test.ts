import { describe, expect, it } from "vitest";
import detector from "~/detectors/disparate-impact";
import type { PersonAccess } from "~/domain/evidence";
import { fisherExact } from "~/stats/fisher-exact";
import { drawBinomial } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { programme } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const group = (
  name: string,
  project: string,
  people: number,
  had: number,
  event: "premiumOffered" | "removed" | "paidAtMiddle" = "premiumOffered",
): PersonAccess[] =>
  Array.from({ length: people }, (_, index) => ({
    annotator: `${name}-${project}-${index}`,
    project,
    groups: { language: name },
    premiumOffered: false,
    topTier: false,
    removed: false,
    paidAtMiddle: null,
    [event]: index < had,
  }));

describe("disparate-impact", () => {
  it("compares pay where it is on record, and leaves out people of whom it is not", () => {
    const access = [
      ...group("one", "p", 200, 140, "paidAtMiddle"),
      ...group("two", "p", 200, 60, "paidAtMiddle"),
      ...group("two", "q", 100, 0),
    ];
    const finding = programme(detector, { access });
    expect(finding.outcome).toBe("flagged");
    expect(finding.effect).toMatchObject({ name: "paid_at_middle_ratio" });
    expect(finding.effect!.value).toBeCloseTo(60 / 140, 1);
  });

  it("agrees with R's Fisher test", () => {
    expect(fisherExact({ successes: 3, trials: 20 }, { successes: 9, trials: 20 }).p).toBeCloseTo(
      0.08235877702,
      9,
    );
  });

  it("is silent at equal rates", () => {
    expect(
      programme(detector, { access: [...group("one", "p", 600, 300), ...group("two", "p", 600, 300)] })
        .outcome,
    ).toBe("clear");
  });

  it("does not flag a ratio of nine tenths", () => {
    expect(
      programme(detector, { access: [...group("one", "p", 200, 100), ...group("two", "p", 200, 90)] })
        .outcome,
    ).not.toBe("flagged");
  });

  it("flags half the access", () => {
    expect(
      programme(detector, { access: [...group("one", "p", 200, 100), ...group("two", "p", 200, 50)] }),
    ).toMatchObject({ outcome: "flagged", severity: "high" });
  });

  it("never takes four fifths alone: half of fair comparisons of 100 and 30 people break it", () => {
    const random = seededRandom("four fifths");
    let broken = 0;
    let flagged = 0;
    for (let run = 0; run < 200; run++) {
      const [first, second] = [drawBinomial(100, 0.3, random), drawBinomial(30, 0.3, random)];
      const [one, two] = [first / 100, second / 30];
      if (Math.min(one, two) / Math.max(one, two) < 0.8) broken++;
      const access = [...group("one", "p", 100, first), ...group("two", "p", 30, second)];
      if (programme(detector, { access }).outcome === "flagged") flagged++;
    }
    expect(broken / 200).toBeGreaterThan(0.3);
    expect(flagged / 200).toBeLessThanOrEqual(0.075);
  });

  it("sees a threefold risk of removal that passes four fifths of staying", () => {
    const access = [...group("one", "p", 1_000, 20, "removed"), ...group("two", "p", 1_000, 60, "removed")];
    expect(0.94 / 0.98).toBeGreaterThan(0.8);
    const finding = programme(detector, { access });
    expect(finding).toMatchObject({ outcome: "flagged" });
    expect(finding.effect?.name).toBe("removed_ratio");
  });

  it("does not let a hard project stand for a group", () => {
    const access = [
      ...group("one", "easy", 180, 144),
      ...group("one", "hard", 20, 4),
      ...group("two", "easy", 20, 16),
      ...group("two", "hard", 180, 36),
    ];
    expect(programme(detector, { access }).outcome).not.toBe("flagged");
  });

  it("needs thirty people in each group", () => {
    expect(
      programme(detector, { access: [...group("one", "p", 100, 50), ...group("two", "p", 20, 2)] }).outcome,
    ).toBe("insufficient");
    expect(programme(detector, {}).insufficientReason).toMatch(/annotators.groups/);
  });

  expectRates(detector.id);
});
