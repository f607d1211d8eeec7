import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUDIT_LEVEL, gateAudit, UNCONFIRMED } from "~/detectors/parts/audit-gate";
import type { Finding } from "~/domain/finding";
import { seededRandom } from "~/stats/random";
import { cleanProgramme, wholeAudit } from "./support/clean-programme";

const finding = (detector: string, q: number | null, more: Partial<Finding> = {}): Finding => ({
  detector,
  version: 1,
  scope: "programme",
  subject: null,
  outcome: "flagged",
  severity: "high",
  message: { id: "flagged", data: {} },
  effect: null,
  p: q,
  q,
  family: q === null ? null : { id: `${detector}/programme`, size: 1 },
  n: 100,
  nUnit: "people",
  threshold: { value: 1, kind: "convention", source: "a test" },
  insufficientReason: null,
  wouldChange: "More records.",
  coverage: null,
  evidence: {},
  rowIds: [],
  affected: null,
  affectedHours: null,
  money: null,
  chart: null,
  window: { from: 0, to: 1 },
  remedy: "",
  audience: ["manager"],
  ...more,
});

const outcomes = (results: readonly (readonly Finding[])[]) =>
  results.map((findings) => findings.map(({ outcome }) => outcome));

describe("the gate over a whole audit", () => {
  it("lets a flag stand whose p is small for all that was tested, and withholds one that is not", () => {
    const gated = gateAudit([[finding("a", 0.0001)], [finding("b", 0.03)]]);
    expect(outcomes(gated)).toEqual([["flagged"], ["inconclusive"]]);
    expect(gated[1]![0]).toMatchObject({ severity: null, wouldChange: UNCONFIRMED, q: 0.03 });
  });

  it("steps as Holm does: what passes leaves more room for the rest", () => {
    const gated = gateAudit([[finding("a", 0.004)], [finding("b", 0.009)], [finding("c", 0.0001)]]);
    expect(outcomes(gated)).toEqual([["flagged"], ["flagged"], ["flagged"]]);
    expect(outcomes(gateAudit([[finding("a", 0.004)], [finding("b", 0.009)], [finding("c", 0.5)]]))).toEqual([
      ["inconclusive"],
      ["inconclusive"],
      ["inconclusive"],
    ]);
  });

  it("counts every family of a detector", () => {
    const two = [
      finding("a", 0.004),
      finding("a", 0.5, { scope: "tier", family: { id: "a/tier", size: 2 } }),
    ];
    expect(outcomes(gateAudit([two, [finding("b", 0.9)]]))[0]).toEqual(["inconclusive", "inconclusive"]);
  });

  it("leaves breaches of rules alone, and an audit of one detector", () => {
    expect(outcomes(gateAudit([[finding("a", null)], [finding("b", 0.5)], [finding("c", 0.6)]]))[0]).toEqual([
      "flagged",
    ]);
    expect(outcomes(gateAudit([[finding("a", 0.04)]]))).toEqual([["flagged"]]);
    expect(gateAudit([])).toEqual([]);
  });

  it("never flags what was not flagged, whatever the p values", () => {
    const qs = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(qs, (values) => {
        const given = values.map((q, place) => [
          finding(String(place), q, { outcome: place % 2 === 0 ? "flagged" : "clear" }),
        ]);
        gateAudit(given).forEach((own, place) => {
          if (place % 2 === 1) expect(own[0]!.outcome).toBe("clear");
        });
      }),
    );
  });

  it("keeps tests of nothing to one audit in a hundred: 20,000 audits of eight uniform p values", () => {
    const random = seededRandom("gate");
    let alarms = 0;
    for (let run = 0; run < 20_000; run++) {
      const results = Array.from({ length: 8 }, (_, place) => [finding(String(place), random())]);
      if (gateAudit(results).some(([own]) => own!.outcome === "flagged")) alarms++;
    }
    expect(alarms / 20_000).toBeLessThan(AUDIT_LEVEL + 0.003);
    expect(alarms / 20_000).toBeGreaterThan(AUDIT_LEVEL - 0.003);
  });
});

describe("whole clean programmes", () => {
  it("are examined by nearly every detector, and flagged by none: ten of them (the bench draws many more)", () => {
    let alarms = 0;
    for (let run = 0; run < 10; run++) {
      const { together } = wholeAudit(cleanProgramme(seededRandom(`clean/${run}`)), run);
      if (together.some(({ outcome }) => outcome === "flagged")) alarms++;
      if (run > 0) continue;
      const silent = together.filter(
        ({ scope, outcome }) => scope === "programme" && outcome === "insufficient",
      );
      expect(silent.map(({ detector }) => detector)).toEqual(["forced-ranking-quota"]);
    }
    expect(alarms).toBeLessThanOrEqual(1);
  });
});
