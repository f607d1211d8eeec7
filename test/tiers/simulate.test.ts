import { describe, expect, it } from "vitest";
import type { Reading, WindowTally } from "~/domain/window-tally";
import { compareSimulations } from "~/tiers/compare";
import { policySchema, type PolicyJson, type TierPolicy } from "~/tiers/policy";
import { simulate, type SimulationInput, simulationWindows } from "~/tiers/simulate";
import { simulationJson } from "~/tiers/simulation-json";

const FROM = "2026-01-05T00:00:00.000Z";
const TO = "2026-03-30T00:00:00.000Z";

const policyOf = (more: Partial<PolicyJson> = {}): TierPolicy =>
  policySchema.parse({
    version: 9,
    name: "Tried",
    announced_at: "2026-06-01T00:00:00Z",
    effective_at: "2026-07-01T00:00:00Z",
    window_days: 28,
    minimum_gold: 20,
    decide_on: "point",
    tiers: [
      {
        id: "royalty",
        label: "Royalty",
        rules: [{ metric: "gold_accuracy", op: ">=", value: 0.95 }],
        pay_multiplier: 1.5,
        premium_access: true,
      },
      { id: "standard", label: "Standard", rules: [] },
    ],
    ...more,
  });

/** Correct gold items of 40 in each of the three windows, by person; null for a window without work. */
const RECORDS: Readonly<Record<string, readonly (number | null)[]>> = {
  ada: [40, 40, 40],
  ben: [40, 37, 30],
  cem: [30, 30, 39],
  dia: [39, null, null],
};

function talliesOf(policies: readonly TierPolicy[], pay = "USD"): readonly WindowTally[] {
  return simulationWindows(policies, FROM, TO).flatMap(({ from, to }, index) =>
    Object.entries(RECORDS).flatMap(([annotatorId, counts]) => {
      const successes = counts[index];
      if (successes == null) return [];
      const gold: Reading = { kind: "share", successes, n: 40 };
      return [
        {
          ...{ annotatorId, projectId: null, window: { from, to }, readings: { gold_accuracy: gold } },
          pay: { minor: 1_000, currency: pay },
          ...{ workedSec: 3_600, availableSec: 7_200, premiumOfferCount: 2 },
        },
      ];
    }),
  );
}

const inputOf = (policy: TierPolicy, more: Partial<SimulationInput> = {}): SimulationInput => ({
  policies: [policy],
  from: FROM,
  to: TO,
  tallies: talliesOf([policy]),
  ...more,
});

describe("trying a policy on history", () => {
  it("answers with tiers by window, movers, pay and access", () => {
    const simulation = simulate(inputOf(policyOf()));
    expect(simulation.windows.map(({ from }) => from.slice(0, 10))).toEqual([
      "2026-01-05",
      "2026-02-02",
      "2026-03-02",
    ]);
    expect(simulation.windows.map(({ tiers }) => tiers)).toEqual([
      { royalty: 3, standard: 1 },
      { royalty: 2, standard: 2 },
      { royalty: 3, standard: 1 },
    ]);
    expect(simulation.windows.map((w) => [w.promotionCount, w.demotionCount, w.noiseDemotionCount])).toEqual([
      [3, 0, 0],
      [0, 1, 1],
      [1, 0, 0],
    ]);
    expect(simulation.people.map((p) => [p.annotatorId, p.fromTier, p.toTier, p.moveCount, p.noise])).toEqual(
      [
        ["ada", "standard", "royalty", 1, true],
        ["ben", "standard", "standard", 2, true],
        ["cem", "standard", "royalty", 1, true],
        ["dia", "standard", "royalty", 1, true],
      ],
    );
    // Half as much again in the windows in which the tier was held: two for ada, one for ben, none for cem and dia.
    expect(simulation.people.map(({ payChangeMinor }) => payChangeMinor)).toEqual([1_000, 500, 0, 0]);
    expect(simulation.payChangeMinor).toEqual({ USD: 1_500 });
  });

  it("deals the recorded premium offers out again to those with access", () => {
    const { access } = simulate(inputOf(policyOf()));
    // Without any record of tiers everybody had access; under the policy nobody at first, then the royalty alone.
    expect(access.topDecileShareBefore).toBeCloseTo(6 / 20, 12);
    // Eight in the first window among four; six among ada and ben (dia is away); six to ada alone.
    expect(access.topDecileShareAfter).toBeCloseTo((2 + 3 + 6) / 20, 12);
    expect(access.peopleAfter).toBe(4);
    expect(access.largestAfter).toBeCloseTo(11, 12);
  });

  it("starts from the tiers really held and sets the outcome beside them", () => {
    const actual = (annotatorId: string) =>
      annotatorId === "ben" ? { tierId: "royalty", payMultiplier: 1.5, premiumAccess: true } : null;
    const simulation = simulate(inputOf(policyOf(), { actual }));
    const ben = simulation.people.find(({ annotatorId }) => annotatorId === "ben");
    expect(ben).toMatchObject({
      fromTier: "royalty",
      toTier: "standard",
      actualTier: "royalty",
      moveCount: 1,
      payChangeMinor: -333,
      premiumAccess: "lost",
    });
  });

  it("holds proposed demotions back as humans rule on them", () => {
    const policy = policyOf({ human_review_before_demotion: true });
    const upheld = simulate(inputOf(policy));
    expect(upheld.windows[1]).toMatchObject({ demotionCount: 1, proposalCount: 1 });
    const refused = simulate(inputOf(policy, { ruling: () => "refused" }));
    expect(refused.windows.map((w) => [w.demotionCount, w.proposalCount])).toEqual([
      [0, 0],
      [0, 1],
      [0, 1],
    ]);
  });

  it("gives the exact chances of error, with the tier and the number of items they are about", () => {
    const { errors } = simulate(
      inputOf(
        policyOf({
          minimum_gold: 50,
          tiers: [
            { id: "top", label: "Top", rules: [{ metric: "gold_accuracy", op: ">=", value: 1 }] },
            { id: "rest", label: "Rest", rules: [] },
          ],
        }),
      ),
    );
    expect(errors).toMatchObject({ tierId: "top", n: 50, bar: 1 });
    const row = errors?.falseDemotion.find(({ trueShare }) => trueShare === 0.99);
    expect(row?.perWindow).toBeCloseTo(0.394994, 6);
    expect(row?.sixWindows).toBeCloseTo(1 - (1 - 0.394994) ** 6, 5);
  });

  it("says why a figure is missing", () => {
    const policy = policyOf();
    const tallies = talliesOf([policy]).map((tally, index) => ({
      ...tally,
      pay: tally.annotatorId === "ada" ? { minor: 500, currency: index === 0 ? "EUR" : "USD" } : null,
      premiumOfferCount: null,
    }));
    const json = simulationJson(simulate(inputOf(policy, { tallies })));
    expect(json.people.map((p) => [p.annotator_id, p.pay_change_minor, p.pay_change_reason])).toEqual([
      ["ada", null, "paid in several currencies"],
      ["ben", null, "no pay recorded in these windows"],
      ["cem", null, "no pay recorded in these windows"],
      ["dia", null, "no pay recorded in these windows"],
    ]);
    expect(json.access).toMatchObject({
      top_decile_share_after: null,
      reason: "no premium offers in the period",
    });
  });

  it("has the fields of the command line's contract", () => {
    const json = simulationJson(simulate(inputOf(policyOf())));
    expect(json).toMatchObject({ policy_version: 9 });
    expect(json.windows[0]).toMatchObject({
      from: FROM,
      tiers: { royalty: 3, standard: 1 },
      promotions: 3,
      demotions: 0,
      noise_demotions: 0,
    });
    expect(json.people[0]).toMatchObject({
      annotator_id: "ada",
      from_tier: "standard",
      to_tier: "royalty",
      noise: true,
      pay_change_minor: 1_000,
      premium_access_change: "gained",
    });
    expect(Object.keys(json.access)).toEqual(
      expect.arrayContaining(["top_decile_share_before", "top_decile_share_after"]),
    );
    expect(Object.keys(json.false_demotion_probability[0] ?? {})).toEqual(
      expect.arrayContaining(["true_accuracy", "per_window", "six_windows"]),
    );
  });

  it("answers with nothing where the period holds no whole window", () => {
    const simulation = simulate(inputOf(policyOf(), { to: "2026-01-20T00:00:00.000Z", tallies: [] }));
    expect(simulation.windows).toEqual([]);
    expect(simulation.people).toEqual([]);
  });
});

describe("two policies side by side", () => {
  it("says who ends elsewhere and what it does to pay", () => {
    const strict = policyOf();
    const lenient = policyOf({ version: 10, decide_on: "interval" });
    const comparison = compareSimulations(simulate(inputOf(strict)), simulate(inputOf(lenient)));
    expect(comparison.one).toMatchObject({ policyVersion: 9, demotionCount: 1, noiseDemotionCount: 1 });
    expect(comparison.other).toMatchObject({ policyVersion: 10, demotionCount: 1, noiseDemotionCount: 0 });
    expect(comparison.other.payChangeMinor).toEqual({ USD: 2_000 });
    expect(comparison.peopleApart).toEqual([]);
    const none = simulate(inputOf(policyOf({ minimum_gold: 100 })));
    expect(
      compareSimulations(simulate(inputOf(strict)), none).peopleApart.map(({ annotatorId }) => annotatorId),
    ).toEqual(["ada", "cem", "dia"]);
  });
});
