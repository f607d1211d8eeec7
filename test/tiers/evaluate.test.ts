import { describe, expect, it } from "vitest";
import type { WindowTally } from "~/domain/window-tally";
import { seededRandom, shuffle } from "~/stats/random";
import { type Decision, evaluate, evaluateWindow, standingAfter } from "~/tiers/evaluate";
import { policySchema, type PolicyJson, type TierPolicy } from "~/tiers/policy";
import { replay } from "~/tiers/replay";
import { NEWCOMER, type Standing } from "~/tiers/standing";
import { traceOf, type Trace } from "~/tiers/trace";
import { policyWindows } from "~/tiers/windows";
import { naiveReplay } from "./support/naive-replay";
import { naiveTally, randomPolicy, randomTally } from "./support/random-policies";

const FROM = "2026-01-01T00:00:00.000Z";
const TO = "2026-06-18T00:00:00.000Z";
const PEOPLE = Array.from({ length: 12 }, (_, index) => `A${String(index + 1).padStart(2, "0")}`);

/** A case: two versions of random rules, and what twelve people did in six windows, some of them absent at times. */
function caseOf(seed: number) {
  const random = seededRandom(seed);
  const jsons = [
    randomPolicy(1, "2025-12-01T00:00:00Z", random),
    randomPolicy(2, "2026-03-20T00:00:00Z", random),
  ];
  const windows = policyWindows(
    jsons.map((json) => policySchema.parse(json)),
    FROM,
    TO,
  );
  const tallies = windows.flatMap((window) =>
    PEOPLE.filter(() => random() < 0.85).map((id) =>
      randomTally(id, { from: window.from, to: window.to }, random),
    ),
  );
  return {
    jsons,
    windows,
    tallies,
    upheld: (id: string, endMs: number) => (endMs / 864e5 + Number(id.slice(1))) % 3 !== 0,
  };
}

/** What a trace alone says the tier must be, read without the code that made it. */
function tierByTrace(trace: Trace, policy: TierPolicy): string {
  const ids = trace.tiers.map(({ tierId }) => tierId);
  const goldSeen = Math.max(
    0,
    ...trace.tiers.flatMap(({ rules }) => rules.filter((r) => r.metric === "gold_accuracy").map((r) => r.n)),
  );
  const readsGold = trace.tiers.some(({ rules }) => rules.some((r) => r.metric === "gold_accuracy"));
  const here = trace.fromTier === null ? ids.length - 1 : ids.indexOf(trace.fromTier);
  if (readsGold && (goldSeen === 0 || goldSeen < policy.minimumGold))
    return ids[here === -1 ? ids.length - 1 : here] ?? "";
  const reached = trace.tiers.findIndex(({ rules }) => rules.every(({ verdict }) => verdict === "met"));
  if (here === -1 || reached < here) return ids[reached] ?? "";
  const kept = trace.tiers.findIndex(
    ({ rules }, index) => index >= here && rules.every(({ verdict }) => verdict !== "missed"),
  );
  return ids[kept] ?? "";
}

describe("evaluating a window", () => {
  it("agrees with a second, naive implementation on 1,000 random policies", () => {
    let moves = 0;
    for (let seed = 1; seed <= 1_000; seed++) {
      const { jsons, windows, tallies, upheld } = caseOf(seed);
      const replayed = replay({
        windows,
        tallies,
        ruling: ({ annotatorId, window }) =>
          upheld(annotatorId, Date.parse(window.to)) ? "upheld" : "refused",
      });
      const naive = naiveReplay(
        windows.map((window) => ({
          startMs: Date.parse(window.from),
          endMs: Date.parse(window.to),
          policy: jsons.find(({ version }) => version === window.policy.version) as PolicyJson,
          tallies: tallies.filter((tally) => tally.window.to === window.to).map(naiveTally),
        })),
        upheld,
      );
      replayed.forEach(({ standings, decisions, window }, index) => {
        const lowest = window.policy.tiers.at(-1)?.id ?? "";
        const ours = Object.fromEntries([...standings].map(([id, { tierId }]) => [id, tierId ?? lowest]));
        // Who never moved has no tier on record yet, and in a version with other tiers that is its lowest.
        const theirs = Object.fromEntries(
          Object.entries(naive[index] ?? {}).map(([id, tier]) => [
            id,
            standings.get(id)?.tierId === null ? lowest : tier,
          ]),
        );
        expect(ours, `seed ${seed}, window ${index}`).toEqual(theirs);
        moves += decisions.filter(({ outcome }) => outcome !== "kept").length;
      });
    }
    expect(moves).toBeGreaterThan(5_000);
  });

  it("never lets trace and result disagree", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { windows, tallies } = caseOf(seed);
      let standings: ReadonlyMap<string, Standing> = new Map();
      for (const window of windows) {
        const roster = tallies.filter((tally) => tally.window.to === window.to);
        const candidates = roster.map((tally) => ({
          tally,
          standing: standings.get(tally.annotatorId) ?? NEWCOMER,
        }));
        const decisions = evaluateWindow(window.policy, candidates);
        decisions.forEach((decision, index) => {
          const candidate = candidates[index] as (typeof candidates)[number];
          const trace = traceOf(window.policy, candidate, decision);
          expect(tierByTrace(trace, window.policy)).toBe(decision.givenTier);
          expect(sidesWithTrace(trace, decision, window.policy)).toBe(true);
        });
        standings = new Map(
          decisions.map((each, i) => [
            each.annotatorId,
            standingAfter(each, candidates[i]!.standing, "upheld"),
          ]),
        );
      }
    }
  });

  it("does not depend on the order of the roster", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { windows, tallies } = caseOf(seed);
      const mixed = shuffle([...tallies], seededRandom(seed + 1));
      expect(JSON.stringify(replay({ windows, tallies: mixed }).map(({ decisions }) => decisions))).toBe(
        JSON.stringify(replay({ windows, tallies }).map(({ decisions }) => decisions)),
      );
    }
  });
});

/** Where nothing restrains a change, the result is what the rules give; where something does, the trace names it. */
function sidesWithTrace(trace: Trace, decision: Decision, policy: TierPolicy): boolean {
  const result = decision.proposedTier ?? decision.toTier;
  if (trace.displaced) return policy.tiers.some(({ quotaShare }) => quotaShare !== null);
  if (trace.heldBy === "consecutive" || trace.heldBy === "grace" || trace.heldBy === "grandfathered") {
    return result === (decision.fromTier ?? policy.tiers.at(-1)?.id);
  }
  if (result === decision.givenTier) return true;
  // Grandfathering softens a fall, and of several windows in a row the mildest counts.
  return policy.grandfatherDays > 0 || policy.consecutiveWindows > 1;
}

const WINDOW = { from: "2026-03-01T00:00:00.000Z", to: "2026-03-29T00:00:00.000Z" };

const policyOf = (more: Partial<PolicyJson> = {}): TierPolicy =>
  policySchema.parse({
    version: 3,
    name: "Spring rules",
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

const gold = (successes: number, n: number, annotatorId = "A1"): WindowTally => ({
  annotatorId,
  projectId: null,
  window: WINDOW,
  readings: { gold_accuracy: { kind: "share", successes, n } },
  pay: null,
  workedSec: null,
  availableSec: null,
  premiumOfferCount: null,
});

const standing = (tierId: string, more: Partial<Standing> = {}): Standing => ({
  ...NEWCOMER,
  tierId,
  ...more,
});

describe("a person in one window", () => {
  it("is promoted at the bar exactly: 49 of 50 is 98 %", () => {
    expect(evaluate(policyOf(), { tally: gold(49, 50), standing: NEWCOMER })).toMatchObject({
      outcome: "promoted",
      fromTier: null,
      toTier: "royalty",
      noise: true,
    });
  });

  it("keeps the tier with too little gold, and the decision says so", () => {
    expect(evaluate(policyOf(), { tally: gold(2, 19), standing: standing("royalty") })).toMatchObject({
      outcome: "kept",
      toTier: "royalty",
      heldBy: "insufficient",
    });
  });

  it("is demoted by one slip under a point rule, and the decision is noise", () => {
    expect(evaluate(policyOf(), { tally: gold(48, 50), standing: standing("royalty") })).toMatchObject({
      outcome: "demoted",
      toTier: "standard",
      noise: true,
    });
  });

  it("keeps the tier under an interval rule until the whole interval lies below the bar", () => {
    const policy = policyOf({ decide_on: "interval" });
    expect(evaluate(policy, { tally: gold(48, 50), standing: standing("royalty") })).toMatchObject({
      outcome: "kept",
      heldBy: "interval",
    });
    expect(evaluate(policy, { tally: gold(42, 50), standing: standing("royalty") })).toMatchObject({
      outcome: "demoted",
      noise: false,
    });
  });

  it("is only proposed for demotion where a person must look first", () => {
    const policy = policyOf({ human_review_before_demotion: true });
    const decision = evaluate(policy, { tally: gold(40, 50), standing: standing("royalty") });
    expect(decision).toMatchObject({ outcome: "proposed", toTier: "royalty", proposedTier: "standard" });
    expect(standingAfter(decision, standing("royalty"), "pending").tierId).toBe("royalty");
    expect(standingAfter(decision, standing("royalty"), "refused").tierId).toBe("royalty");
    expect(standingAfter(decision, standing("royalty"), "upheld").tierId).toBe("standard");
  });

  it("needs as many windows in a row as the policy says, and a good one starts the count anew", () => {
    const policy = policyOf({ consecutive_windows: 2 });
    let at = standing("royalty");
    const outcomes = [40, 50, 40, 40].map((successes) => {
      const decision = evaluate(policy, { tally: gold(successes, 50), standing: at });
      at = standingAfter(decision, at, "upheld");
      return decision.outcome;
    });
    expect(outcomes).toEqual(["kept", "kept", "kept", "demoted"]);
  });

  it("is not demoted in the days of grace after a promotion", () => {
    const policy = policyOf({ grace_days: 28 });
    const late = standing("royalty", { since: "2026-02-28T00:00:00.000Z" });
    const fresh = standing("royalty", { since: "2026-03-02T00:00:00.000Z" });
    expect(evaluate(policy, { tally: gold(40, 50), standing: fresh }).heldBy).toBe("grace");
    expect(evaluate(policy, { tally: gold(40, 50), standing: late }).outcome).toBe("demoted");
  });

  it("keeps a tier held when the version took effect for as long as it is grandfathered", () => {
    const held = standing("royalty", { guaranteedTierId: "royalty" });
    const kept = evaluate(policyOf({ grandfather_days: 90 }), { tally: gold(40, 50), standing: held });
    expect(kept).toMatchObject({ outcome: "kept", heldBy: "grandfathered" });
    const over = evaluate(policyOf({ grandfather_days: 30 }), { tally: gold(40, 50), standing: held });
    expect(over.outcome).toBe("demoted");
  });

  it("loses a place to the quota in a fixed order: value, then n, then id", () => {
    const policy = policyOf({
      tiers: [
        {
          id: "royalty",
          label: "Royalty",
          rules: [{ metric: "gold_accuracy", op: ">=", value: 0.9 }],
          quota_share: 0.5,
        },
        { id: "standard", label: "Standard", rules: [] },
      ],
    });
    const roster = [gold(38, 40, "C"), gold(19, 20, "B"), gold(19, 20, "A"), gold(18, 20, "D")];
    const decisions = evaluateWindow(
      policy,
      roster.map((tally) => ({ tally, standing: NEWCOMER })),
    );
    expect(decisions.map(({ annotatorId, toTier, displaced }) => [annotatorId, toTier, displaced])).toEqual([
      ["C", "royalty", false],
      ["B", "standard", true],
      ["A", "royalty", false],
      ["D", "standard", true],
    ]);
  });

  it("is not demoted for a metric nobody measured", () => {
    const policy = policyOf({
      tiers: [
        { id: "royalty", label: "Royalty", rules: [{ metric: "handling_ratio", op: "<=", value: 0.9 }] },
        { id: "standard", label: "Standard", rules: [] },
      ],
    });
    const tally = { ...gold(50, 50), readings: {} };
    expect(evaluate(policy, { tally, standing: standing("royalty") })).toMatchObject({
      outcome: "kept",
      heldBy: "insufficient",
    });
    expect(evaluate(policy, { tally, standing: NEWCOMER })).toMatchObject({
      outcome: "kept",
      toTier: "standard",
    });
  });
});
