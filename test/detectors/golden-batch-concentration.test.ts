import { describe, expect, it } from "vitest";
import detector from "~/detectors/golden-batch-concentration";
import { binomialUpperTail } from "~/stats/binomial";
import { gini } from "~/stats/gini";
import { drawPoisson } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { mean } from "~/stats/variation";
import {
  aBatch,
  aPolicy,
  aTierChange,
  audit,
  DAY,
  goldDays,
  HOUR,
  programme,
  START,
} from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const people = Array.from({ length: 40 }, (_, index) => `a${index}`);
const top = people.slice(0, 8);

/** 40 equal people, eight of them in the top tier, and batches to those that `offeree` names. */
function allocation(
  batchCount: number,
  offeree: (index: number) => readonly string[],
  hours: (annotator: string) => number = () => 10,
  rename: (annotator: string) => string = (annotator) => annotator,
) {
  const at = START + HOUR;
  return {
    policies: [aPolicy()],
    goldDays: goldDays(
      people.map((annotator) => ({ annotator: rename(annotator), at: START - DAY, correct: 96, total: 100 })),
    ),
    tierChanges: top.map((annotator) =>
      aTierChange({
        id: annotator,
        annotator: rename(annotator),
        fromTier: "standard",
        toTier: "royalty",
        at: START - DAY,
      }),
    ),
    allocation: {
      batches: Array.from({ length: batchCount }, (_, index) =>
        aBatch(`b${index}`, at + index * 60, offeree(index).map(rename)),
      ),
      hours: people.map((annotator) => ({
        annotator: rename(annotator),
        week: aBatch("", at, []).week,
        hours: hours(annotator),
      })),
    },
  };
}
const inTurn = (index: number) => [people[index % 40] ?? ""];
const onlyTop = (index: number) => [top[index % 8] ?? ""];

describe("golden-batch-concentration", () => {
  it("is silent where everybody who passes takes turns", () => {
    expect(programme(detector, allocation(200, inTurn))).toMatchObject({ outcome: "clear", severity: null });
  });

  it("is silent where the top tier is simply available three times as long", () => {
    const triple = (annotator: string) => (top.includes(annotator) ? 30 : 10);
    const turn = [...people, ...top, ...top];
    expect(
      programme(
        detector,
        allocation(112, (index) => [turn[index % 56] ?? ""], triple),
      ).outcome,
    ).toBe("clear");
  });

  it("does not flag a lift below one and a half", () => {
    const turn = [...people, ...top.slice(0, 3)];
    expect(
      programme(
        detector,
        allocation(86, (index) => [turn[index % 43] ?? ""]),
      ).outcome,
    ).not.toBe("flagged");
  });

  it("flags premium work that goes to the top tier only, and counts the equals left out", () => {
    const finding = programme(detector, allocation(80, onlyTop));
    expect(finding).toMatchObject({ outcome: "flagged", severity: "high", n: 80 });
    expect(finding.effect?.value).toBeCloseTo(5, 9);
    expect(finding.p).toBeLessThan(1e-20);
  });

  it("says of a tier whether ten people are inside, counted no further", () => {
    const findings = audit(detector, allocation(80, onlyTop));
    const inside = findings.map(({ scope, subject, evidence }) => [
      ...[scope, subject],
      evidence["insideAtLeast"],
    ]);
    expect(inside).toContainEqual(["programme", null, 8]);
    expect(inside).toContainEqual(["tier", "royalty", 8]);
    expect(inside).toContainEqual(["tier", "standard", 10]);
  });

  it("agrees with the exact binomial tail of the reference", () => {
    // R: pbinom(13, 40, .15, lower.tail = FALSE)
    expect(binomialUpperTail(14, 40, 0.15)).toBeCloseTo(0.001403478927, 10);
  });

  it("takes the batch as the unit, not the items in it: a batch of 25 is one draw", () => {
    const finding = programme(
      detector,
      allocation(20, (index) => [people[(index * 2) % 40] ?? ""]),
    );
    expect(finding.n).toBe(20);
    expect(finding.evidence["unit"]).toBe("batch");
  });

  it("never takes raw Gini for concentration: equal odds alone give a coefficient of a half", () => {
    const random = seededRandom("raw gini");
    const alone = Array.from(
      { length: 300 },
      () => gini(Array.from({ length: 100 }, () => drawPoisson(1, random)))?.raw ?? 0,
    );
    expect(mean(alone)).toBeCloseTo(0.522, 1);
    const excess = programme(
      detector,
      allocation(40, (index) => [people[(index * 7) % 40] ?? ""]),
    ).evidence["excessGini"];
    expect((excess as { value: number }).value).toBeLessThan(0.1);
  });

  it("permutes sets of offerees between batches where a batch has several", () => {
    const sets = (index: number) => (index % 2 === 0 ? top.slice(0, 4) : people.slice(20, 24));
    const base = allocation(60, sets);
    const batches = base.allocation.batches.map((batch, index) => ({ ...batch, premium: index % 2 === 0 }));
    const finding = programme(detector, { ...base, allocation: { ...base.allocation, batches } });
    expect(finding).toMatchObject({ outcome: "flagged", n: 30 });
    expect(finding.p).toBeLessThan(0.001);
  });

  it("needs twenty batches, and people outside of the top tier", () => {
    expect(programme(detector, allocation(12, onlyTop)).outcome).toBe("insufficient");
    const all = {
      ...allocation(40, onlyTop),
      tierChanges: people.map((annotator) =>
        aTierChange({ id: annotator, annotator, fromTier: "standard", toTier: "royalty", at: START - DAY }),
      ),
    };
    expect(programme(detector, all).insufficientReason).toMatch(/no comparison/);
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/batches/);
  });

  it("does not change when people are renamed, or somebody without any availability joins", () => {
    const plain = programme(detector, allocation(80, onlyTop));
    const renamed = programme(
      detector,
      allocation(80, onlyTop, undefined, (annotator) => `z-${annotator}`),
    );
    expect(renamed.effect).toEqual(plain.effect);
    expect(renamed.p).toBe(plain.p);
    const base = allocation(80, onlyTop);
    const hours = [
      ...base.allocation.hours,
      { annotator: "idle", week: base.allocation.hours[0]?.week ?? 0, hours: 0 },
    ];
    expect(programme(detector, { ...base, allocation: { ...base.allocation, hours } }).effect).toEqual(
      plain.effect,
    );
  });

  it("answers for each tier", () => {
    const tiers = audit(detector, allocation(80, onlyTop)).filter(({ scope }) => scope === "tier");
    expect(tiers.map(({ subject, outcome }) => [subject, outcome])).toEqual([
      ["royalty", "flagged"],
      ["standard", "clear"],
    ]);
  });

  expectRates(detector.id);
});
