import { describe, expect, it } from "vitest";
import detector from "~/detectors/reviewer-lottery";
import type { ReviewTallyRow } from "~/domain/evidence";
import { audit, programme } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const row = (reviewer: string, passed: number, more: Partial<ReviewTallyRow> = {}): ReviewTallyRow => ({
  reviewer,
  project: "p1",
  author: null,
  random: true,
  reviews: 400,
  passed,
  overturned: 0,
  ...more,
});
const crowd = (passed: readonly number[]) => ({
  reviewTallies: passed.map((count, index) => row(`r${index}`, count)),
});
const alike = [340, 344, 338, 341, 336, 342, 339, 343];

describe("reviewer-lottery", () => {
  it("is silent where reviewers agree", () => {
    expect(programme(detector, crowd(alike)).outcome).toBe("clear");
  });

  it("does not flag differences that sampling explains", () => {
    expect(programme(detector, crowd([340, 352, 330, 346, 333, 349, 336, 341])).outcome).not.toBe("flagged");
  });

  it("flags a spread of severity, and the severe reviewer among alike ones", () => {
    expect(programme(detector, crowd([380, 300, 370, 310, 385, 290, 375, 320])).outcome).toBe("flagged");
    const findings = audit(detector, crowd([...alike, ...alike, 230]));
    expect(findings[0]?.outcome).toBe("flagged");
    expect(
      findings
        .filter(({ scope, outcome }) => scope === "reviewer" && outcome === "flagged")
        .map(({ subject }) => subject),
    ).toEqual(["r16"]);
  });

  it("does not blame a reviewer for hard projects", () => {
    const reviewTallies = Array.from({ length: 8 }, (_, index) =>
      row(`r${index}`, index < 4 ? 380 : 240, { project: index < 4 ? "easy" : "hard" }),
    );
    expect(programme(detector, { reviewTallies }).outcome).toBe("clear");
  });

  it("compares within author and project where routing is not random", () => {
    const reviewTallies = Array.from({ length: 8 }, (_, index) =>
      row(`r${index}`, index % 2 === 0 ? 380 : 240, {
        random: false,
        author: index % 2 === 0 ? "good" : "new",
      }),
    );
    const finding = programme(detector, { reviewTallies });
    expect(finding.outcome).toBe("clear");
    expect(finding.evidence["routing"]).toMatch(/author/);
  });

  it("needs five reviewers with fifty reviews, and the table", () => {
    expect(programme(detector, crowd(alike.slice(0, 4))).outcome).toBe("insufficient");
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/reviews/);
  });

  expectRates(detector.id, 200, 60);
});
