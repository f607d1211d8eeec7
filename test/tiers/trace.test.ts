import { describe, expect, it } from "vitest";
import type { WindowTally } from "~/domain/window-tally";
import { evaluate, evaluateWindow } from "~/tiers/evaluate";
import { policySchema, type PolicyJson, type Tier } from "~/tiers/policy";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { NEWCOMER, type Standing } from "~/tiers/standing";
import { traceOf } from "~/tiers/trace";
import { chanceInWords, traceInWords } from "~/tiers/trace-words";

const WINDOW = { from: "2026-03-01T00:00:00.000Z", to: "2026-03-29T00:00:00.000Z" };
const tallyOf = (successes: number, n: number, ratio?: number): WindowTally => ({
  ...{ annotatorId: "A1", projectId: "p", window: WINDOW },
  readings: {
    gold_accuracy: { kind: "share", successes, n },
    ...(ratio === undefined
      ? {}
      : {
          handling_ratio: {
            kind: "estimate" as const,
            value: ratio,
            low: ratio - 0.05,
            high: ratio + 0.05,
            n: 90,
          },
        }),
  },
  ...{ pay: null, workedSec: null, availableSec: null, premiumOfferCount: null },
});

function explained(json: PolicyJson, tally: WindowTally, standing: Standing) {
  const policy = policySchema.parse(json);
  const candidate = { tally, standing };
  const trace = traceOf(policy, candidate, evaluate(policy, candidate));
  return { trace, words: traceInWords(policy, trace) };
}

const royal: Standing = { ...NEWCOMER, tierId: "royalty" };

describe("the trace of a decision", () => {
  it("holds each rule with value, interval, bar, n and the rows it came from", () => {
    const { trace } = explained(EFFICIENCY, tallyOf(48, 50, 0.8), royal);
    const [rule] = trace.tiers[0]?.rules ?? [];
    expect(rule).toMatchObject({
      ...{ metric: "gold_accuracy", op: ">=", bar: 0.98, value: 0.96, successes: 48, n: 50 },
      ...{ verdict: "missed", withinNoise: true },
      rows: { table: "judgments", only: "gold", annotatorId: "A1", projectId: "p", ...WINDOW },
    });
    expect(rule?.interval?.[0]).toBeCloseTo(0.8654, 4);
    expect(rule?.interval?.[1]).toBeCloseTo(0.989, 4);
    expect(trace).toMatchObject({ fromTier: "royalty", toTier: "standard", outcome: "demoted", noise: true });
  });

  it("reads as sentences, for the person and the manager alike", () => {
    expect(explained(EFFICIENCY, tallyOf(48, 50, 0.8), royal).words).toEqual([
      "Moved from Royalty down to Standard.",
      "Royalty asks for gold accuracy of at least 98 %; the value is 96 % (86.5 % to 98.9 %, 48 of 50): missed.",
      "Royalty asks for handling time over what is expected for the same work of at most 0.9; the value is 0.8 (0.75 to 0.85, n = 90): reached.",
      "This move rests on a value whose interval reaches across the bar: chance alone can explain it.",
      "1 more gold item correct of 50 would give Royalty.",
    ]);
  });

  it("says why a tier is kept", () => {
    expect(explained(FAIR, tallyOf(46, 50), royal).words.slice(0, 2)).toEqual([
      "Royalty is kept.",
      "A value misses its bar, but its interval reaches it: that is not enough to lose the tier.",
    ]);
    expect(explained(FAIR, tallyOf(30, 50), royal).words.slice(0, 2)).toEqual([
      "Royalty is kept.",
      "The rules call for Standard; that is window 1 of the 2 in a row it takes.",
    ]);
    expect(explained(FAIR, tallyOf(5, 6), royal).words).toContain(
      "24 more gold items would allow a decision.",
    );
    const fresh = { ...royal, since: "2026-03-20T00:00:00.000Z" };
    expect(explained(FAIR, tallyOf(30, 50), fresh).words[1]).toBe(
      "No demotion within 28 days of joining or a promotion.",
    );
    const twice = { ...royal, run: { direction: "down" as const, tierIds: ["standard"] } };
    expect(explained(FAIR, tallyOf(30, 50), twice).words[0]).toBe(
      "Royalty is kept for now; a move down to Standard is proposed and waits for a person's decision.",
    );
    const granted = { ...EFFICIENCY, grandfather_days: 90 };
    const held = { ...royal, guaranteedTierId: "royalty" };
    expect(explained(granted, tallyOf(30, 50, 0.8), held).words[1]).toMatch(
      /held when this version took effect/,
    );
    expect(explained(EFFICIENCY, tallyOf(50, 50), royal).words.join(" ")).toMatch(
      /was not measured in this window/,
    );
  });

  it("says when only the places were missing", () => {
    const policy = policySchema.parse({
      ...EFFICIENCY,
      tiers: [
        {
          ...EFFICIENCY.tiers[0],
          rules: [{ metric: "gold_accuracy", op: ">=", value: 0.9 }],
          quota_share: 0.5,
        },
        EFFICIENCY.tiers[1],
      ],
    });
    const roster = [tallyOf(50, 50), { ...tallyOf(48, 50), annotatorId: "A2" }].map((tally) => ({
      tally,
      standing: NEWCOMER,
    }));
    const decisions = evaluateWindow(policy, roster);
    const words = traceInWords(policy, traceOf(policy, roster[1]!, decisions[1]!));
    expect(words).toContain("The rules were met, but all places went to people with a higher value.");
  });
});

describe("what chance does to a person", () => {
  it("is said for half a year at their own rate", () => {
    const policy = policySchema.parse({ ...EFFICIENCY, minimum_gold: 20 });
    expect(chanceInWords(policy, policy.tiers[0] as Tier, 0.99, 50)).toBe(
      "At a true rate of 99 % and 50 gold items a window, this rule would take Royalty away in 43 % of half-years by chance alone.",
    );
    expect(chanceInWords(policy, policy.tiers[1] as Tier, 0.99, 50)).toBeNull();
  });
});
