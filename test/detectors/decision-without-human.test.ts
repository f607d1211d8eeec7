import { describe, expect, it } from "vitest";
import detector from "~/detectors/decision-without-human";
import type { Appeal, Decision } from "~/domain/evidence";
import {
  aPerson,
  aPolicy,
  aTierChange,
  aTimeline,
  audit,
  DAY,
  HOUR,
  programme,
  START,
} from "./support/evidence";

const at = START + 30 * DAY;
const aDecision = (more: Partial<Decision> = {}): Decision => ({
  id: "d1",
  annotator: "a1",
  kind: "suspension",
  at,
  actor: "human",
  actorId: "m1",
  evidenceOpenedAt: at - 2 * HOUR,
  decidedAt: at - HOUR,
  reasons: "Two answers were shared with another account.",
  notifiedAt: at - HOUR,
  contact: "m1, annotator relations",
  ...more,
});
const anAppeal = (more: Partial<Appeal> = {}): Appeal => ({
  id: "x1",
  annotator: "a1",
  subject: "decision",
  subjectId: "d1",
  filedAt: at,
  answeredAt: at + 3 * DAY,
  outcome: "rejected",
  rectifiedAt: null,
  ...more,
});
const berlin = [aPerson("a1", { zone: "Europe/Berlin" })];

describe("decision-without-human", () => {
  it("is silent where a person opened, reasoned, told and named a contact", () => {
    expect(
      programme(detector, { decisions: [aDecision()], appeals: [anAppeal()], people: berlin }).outcome,
    ).toBe("clear");
  });

  it("is critical where a system decided", () => {
    const finding = programme(detector, { decisions: [aDecision({ actor: "system" })] });
    expect(finding).toMatchObject({ outcome: "flagged", severity: "critical", rowIds: ["d1"] });
  });

  it("takes thirty seconds with the evidence as a review, and twenty-nine as none", () => {
    const after = (seconds: number) => aDecision({ decidedAt: at - 2 * HOUR + seconds });
    expect(programme(detector, { decisions: [after(30)] }).outcome).toBe("clear");
    expect(programme(detector, { decisions: [after(29)] }).outcome).toBe("flagged");
  });

  it("counts missing reasons, being told after the effect, and no contact", () => {
    expect(programme(detector, { decisions: [aDecision({ reasons: " " })] }).severity).toBe("critical");
    expect(programme(detector, { decisions: [aDecision({ notifiedAt: at + 1 })] }).severity).toBe("critical");
    expect(programme(detector, { decisions: [aDecision({ contact: null })] }).severity).toBe("high");
  });

  it("does not ask for a contact person on tier changes, and leaves promotions alone", () => {
    const demotion = aTierChange({ at, notifiedAt: at - DAY });
    const promotion = aTierChange({
      id: "t2",
      at,
      fromTier: "standard",
      toTier: "royalty",
      actor: "system",
      reasons: null,
    });
    expect(programme(detector, { policies: [aPolicy()], tierChanges: [demotion, promotion] }).outcome).toBe(
      "clear",
    );
  });

  it("keeps the clock of an appeal to the end of the fourteenth local day, over a change of clocks", () => {
    // Berlin, summer time from 29 March 2026: filed on 20 March at 10:00, day 14 ends on 3 April at 22:00 UTC.
    const filedAt = Date.UTC(2026, 2, 20, 9) / 1_000;
    const answered = (answeredAt: number) =>
      programme(detector, { appeals: [anAppeal({ filedAt, answeredAt })], people: berlin }).outcome;
    expect(answered(Date.UTC(2026, 3, 3, 21, 59, 59) / 1_000)).toBe("clear");
    expect(answered(Date.UTC(2026, 3, 3, 22) / 1_000)).toBe("flagged");
  });

  it("counts an open appeal against the last record, not against today", () => {
    const open = anAppeal({ answeredAt: null, outcome: null });
    expect(programme(detector, { appeals: [open] }, { context: { now: at + 10 * DAY } }).outcome).toBe(
      "clear",
    );
    expect(programme(detector, { appeals: [open] }, { context: { now: at + 20 * DAY } }).outcome).toBe(
      "flagged",
    );
  });

  it("finds that offers fall after people file appeals, compared with others", () => {
    const days = Array.from({ length: 120 }, (_, day) => START + day * DAY);
    const person = (annotator: string, filer: boolean) =>
      aTimeline(annotator, {
        available: days.map((day) => [day + 9 * HOUR, day + 17 * HOUR] as const),
        offers: days.flatMap((day, index) =>
          Array.from({ length: filer && index >= 60 ? 1 : 3 }, (_, offer) => day + (10 + offer) * HOUR),
        ),
      });
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const timelines = [
      ...names.map((name) => person(name, true)),
      ...Array.from({ length: 20 }, (_, index) => person(`o${index}`, false)),
    ];
    const appeals = names.map((annotator) =>
      anAppeal({ id: annotator, annotator, filedAt: START + 60 * DAY, answeredAt: START + 62 * DAY }),
    );
    const finding = programme(detector, { timelines, appeals });
    expect(finding.evidence["offersAfterFiling"]).toMatchObject({ outcome: "flagged", filers: 12 });
    expect(finding.outcome).toBe("flagged");
  });

  it("answers for each person concerned, and says what is missing where nothing was decided", () => {
    const findings = audit(detector, {
      decisions: [aDecision({ actor: "system" }), aDecision({ id: "d2", annotator: "a2" })],
    });
    expect(findings.filter(({ scope }) => scope === "annotator").map(({ subject }) => subject)).toEqual([
      "a1",
    ]);
    expect(programme(detector, {}).insufficientReason).toMatch(/decisions/);
  });
});
