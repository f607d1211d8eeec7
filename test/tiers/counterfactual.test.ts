import { describe, expect, it } from "vitest";
import type { WindowTally } from "~/domain/window-tally";
import { seededRandom } from "~/stats/random";
import { applyCounterfactual, counterfactuals } from "~/tiers/counterfactual";
import { type Candidate, judge } from "~/tiers/judge";
import { policySchema, type PolicyJson, type TierPolicy } from "~/tiers/policy";
import { NEWCOMER, type Standing } from "~/tiers/standing";
import { randomPolicy, randomTally } from "./support/random-policies";

const WINDOW = { from: "2026-03-01T00:00:00.000Z", to: "2026-03-29T00:00:00.000Z" };

const policyOf = (more: Partial<PolicyJson> = {}): TierPolicy =>
  policySchema.parse({
    version: 1,
    name: "Bars",
    announced_at: "2026-01-01T00:00:00Z",
    effective_at: "2026-02-01T00:00:00Z",
    window_days: 28,
    minimum_gold: 20,
    decide_on: "point",
    tiers: [
      { id: "royalty", label: "Royalty", rules: [{ metric: "gold_accuracy", op: ">=", value: 0.98 }] },
      { id: "standard", label: "Standard", rules: [] },
    ],
    ...more,
  });

const tallyOf = (readings: WindowTally["readings"]): WindowTally => ({
  annotatorId: "A1",
  projectId: null,
  window: WINDOW,
  readings,
  pay: null,
  workedSec: null,
  availableSec: null,
  premiumOfferCount: null,
});

const gold = (successes: number, n: number) => ({ gold_accuracy: { kind: "share" as const, successes, n } });
const standing = (tierId: string | null): Standing => ({ ...NEWCOMER, tierId });

function sentences(
  policy: TierPolicy,
  readings: WindowTally["readings"],
  tierId: string | null,
): readonly string[] {
  const candidate = { tally: tallyOf(readings), standing: standing(tierId) };
  return counterfactuals(policy, candidate, judge(policy, candidate)).map(({ sentence }) => sentence);
}

describe("what would alter a decision", () => {
  it("counts the items a promotion is short of", () => {
    expect(sentences(policyOf(), gold(47, 50), null)).toEqual([
      "2 more gold items correct of 50 would give Royalty.",
    ]);
  });

  it("counts the slips a tier can bear", () => {
    expect(sentences(policyOf(), gold(50, 50), "royalty")).toEqual([
      "2 fewer gold items correct of 50 would lead to Standard.",
    ]);
  });

  it("asks under an interval rule only for the interval to reach the bar", () => {
    const policy = policyOf({ decide_on: "interval" });
    expect(sentences(policy, gold(44, 50), "royalty")).toEqual([
      "4 more gold items correct of 50 would give Royalty.",
    ]);
  });

  it("says how many items a decision needs", () => {
    expect(sentences(policyOf(), gold(12, 12), "royalty")).toEqual([
      "8 more gold items would allow a decision.",
    ]);
    expect(sentences(policyOf(), {}, null)).toEqual(["20 more gold items would allow a decision."]);
  });

  it("names all rules that stand in the way, in their own units", () => {
    const policy = policyOf({
      tiers: [
        {
          id: "royalty",
          label: "Royalty",
          rules: [
            { metric: "gold_accuracy", op: ">=", value: 0.9 },
            { metric: "handling_ratio", op: "<=", value: 0.9 },
            { metric: "judgments", op: ">=", value: 100 },
          ],
        },
        { id: "standard", label: "Standard", rules: [] },
      ],
    });
    const readings = {
      ...gold(17, 20),
      handling_ratio: { kind: "estimate" as const, value: 1, low: 0.9, high: 1.1, n: 80 },
      judgments: { kind: "count" as const, value: 80, n: 80 },
    };
    expect(sentences(policy, readings, null)).toEqual([
      "1 more gold item correct of 20, handling time over what is expected for the same work of 0.9 instead of 1 and 20 more judgments would give Royalty.",
    ]);
  });

  it("says nothing where a metric was not measured", () => {
    const policy = policyOf({
      tiers: [
        { id: "royalty", label: "Royalty", rules: [{ metric: "handling_ratio", op: "<=", value: 0.9 }] },
        { id: "standard", label: "Standard", rules: [] },
      ],
    });
    expect(sentences(policy, {}, null)).toEqual([]);
  });

  it("alters what the rules give whenever it is made, and a smaller change of a share does not", () => {
    const random = seededRandom("counterfactual");
    let found = 0;
    for (let round = 0; round < 3_000; round++) {
      const policy = policySchema.parse(randomPolicy(round, "2026-02-01T00:00:00Z", random));
      const tierId =
        random() < 0.3 ? null : (policy.tiers[Math.floor(random() * policy.tiers.length)]?.id ?? null);
      const candidate = { tally: randomTally("A1", WINDOW, random), standing: standing(tierId) };
      const judgement = judge(policy, candidate);
      for (const way of counterfactuals(policy, candidate, judgement)) {
        if (way.direction === "decide") continue;
        found++;
        const then = judge(policy, { ...candidate, tally: applyCounterfactual(candidate.tally, way) });
        expect(policy.tiers[then.given]?.id).toBe(way.tierId);
        expect(way.direction === "up" ? then.given < judgement.given : then.given > judgement.given).toBe(
          true,
        );
        expect(oneLess(policy, candidate, way)).toBe(true);
      }
    }
    expect(found).toBeGreaterThan(1_500);
  });
});

/** Where a single share changes, one success less of change must leave the decision as it was. */
function oneLess(
  policy: TierPolicy,
  candidate: Candidate,
  way: ReturnType<typeof counterfactuals>[number],
): boolean {
  const [only, ...more] = way.changes;
  if (only === undefined || more.length > 0 || only.from.kind !== "share" || only.to.kind !== "share")
    return true;
  const step = Math.sign(only.to.successes - only.from.successes);
  const nearer = { ...only.to, successes: only.to.successes - step };
  const readings = { ...candidate.tally.readings, [only.rule.metric]: nearer };
  const then = judge(policy, { ...candidate, tally: { ...candidate.tally, readings } });
  const before = judge(policy, candidate);
  return way.direction === "up" ? then.given >= before.given : then.given <= before.given;
}
