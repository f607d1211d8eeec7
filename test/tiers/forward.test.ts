import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorTable, gainChance, lossChance, runChance, smallestTellingCount } from "~/tiers/forward";
import { policySchema, type Tier, type TierPolicy } from "~/tiers/policy";

// SciPy -> test/reference/tiers/forward.py
const witness = JSON.parse(
  readFileSync(new URL("../reference/tiers/forward.json", import.meta.url), "utf8"),
) as {
  readonly loss: readonly {
    readonly bar: number;
    readonly n: number;
    readonly share: number;
    readonly decideOn: "point" | "interval";
    readonly chance: number;
  }[];
  readonly runs: readonly {
    readonly chance: number;
    readonly length: number;
    readonly windows: number;
    readonly within: number;
  }[];
  readonly telling: readonly { readonly bar: number; readonly n: number; readonly atTheBar: number }[];
};

function policyOf(bar: number, decideOn: "point" | "interval", more: object = {}): [TierPolicy, Tier] {
  const policy = policySchema.parse({
    version: 1,
    name: "Bar",
    announced_at: "2026-01-01T00:00:00Z",
    effective_at: "2026-02-01T00:00:00Z",
    window_days: 28,
    decide_on: decideOn,
    tiers: [
      { id: "top", label: "Top", rules: [{ metric: "gold_accuracy", op: ">=", value: bar }] },
      { id: "rest", label: "Rest", rules: [] },
    ],
    ...more,
  });
  return [policy, policy.tiers[0] as Tier];
}

const gold = (n: number, share: number) => ({ metric: "gold_accuracy", n, share });

describe("what a rule does by chance", () => {
  it("demotes a 99 % annotator under a bar of 100 % in 39.4994 % of windows of 50", () => {
    const [policy, tier] = policyOf(1, "point");
    expect(lossChance(policy, tier, gold(50, 0.99))).toBeCloseTo(1 - 0.99 ** 50, 12);
    expect(lossChance(policy, tier, gold(50, 0.99))).toBeCloseTo(0.394994, 6);
  });

  it("gives the shares of the detector catalogue for other windows and bars", () => {
    const [perfect, top] = policyOf(1, "point");
    const shares = [20, 50, 100, 200].map((n) => lossChance(perfect, top, gold(n, 0.99)));
    expect(shares.map((share) => Number(share.toFixed(2)))).toEqual([0.18, 0.39, 0.63, 0.87]);
    const [policy, tier] = policyOf(0.98, "point");
    const loss = lossChance(policy, tier, gold(50, 0.99));
    expect(loss).toBeCloseTo(0.09, 2);
    expect(runChance(loss, 1, 6)).toBeCloseTo(0.43, 2);
  });

  it("agrees with SciPy, which asks every count", () => {
    for (const { bar, n, share, decideOn, chance } of witness.loss) {
      const [policy, tier] = policyOf(bar, decideOn);
      expect(
        lossChance(policy, tier, gold(n, share)),
        JSON.stringify({ bar, n, share, decideOn }),
      ).toBeCloseTo(chance, 10);
    }
  });

  it("counts windows in a row as enumerating them all does", () => {
    for (const { chance, length, windows, within } of witness.runs) {
      expect(runChance(chance, length, windows)).toBeCloseTo(within, 12);
    }
  });

  it("never demotes on fewer gold items than the policy asks for", () => {
    const [policy, tier] = policyOf(1, "point", { minimum_gold: 50 });
    expect(lossChance(policy, tier, gold(49, 0.5))).toBe(0);
    expect(gainChance(policy, tier, gold(49, 1))).toBe(0);
  });

  it("promotes on the value itself, whatever demotions are decided on", () => {
    const [policy, tier] = policyOf(0.98, "interval");
    expect(gainChance(policy, tier, gold(50, 0.9))).toBeCloseTo(0.9 ** 50 + 50 * 0.1 * 0.9 ** 49, 12);
  });

  it("knows ceilings and both sides of a band", () => {
    const rules = [
      { metric: "gold_accuracy", op: ">=", value: 0.4 },
      { metric: "gold_accuracy", op: "<", value: 0.6 },
    ];
    const tiers = [
      { id: "top", label: "Top", rules },
      { id: "rest", label: "Rest", rules: [] },
    ];
    const [policy, tier] = policyOf(0.5, "point", { tiers });
    // 4 or 5 of 10.
    expect(1 - lossChance(policy, tier, gold(10, 0.5))).toBeCloseTo((210 + 252) / 1024, 12);
  });

  it("tells five points apart from 180 items at 95 % and from 320 at 90 %", () => {
    expect(smallestTellingCount(0.95)).toBe(180);
    expect(smallestTellingCount(0.9)).toBe(320);
    for (const { bar, n, atTheBar } of witness.telling) {
      expect(smallestTellingCount(bar)).toBe(n);
      const [policy, tier] = policyOf(bar, "interval");
      expect(lossChance(policy, tier, gold(n, bar))).toBeCloseTo(atTheBar, 10);
    }
    expect(smallestTellingCount(0.9, { step: 1 })).toBe(306);
    expect(smallestTellingCount(0.05, { gap: 1e-9 })).toBeNull();
  });

  it("lists errors with windows in a row counted", () => {
    const [policy, tier] = policyOf(1, "point", { consecutive_windows: 2 });
    const [row] = errorTable(policy, tier, "gold_accuracy", 50, [0.99]);
    expect(row?.perWindow).toBeCloseTo((1 - 0.99 ** 50) ** 2, 12);
    expect(row?.sixWindows).toBeCloseTo(runChance(1 - 0.99 ** 50, 2, 6), 12);
  });
});
