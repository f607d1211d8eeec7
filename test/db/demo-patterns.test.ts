import { beforeAll, describe, expect, it } from "vitest";
import { wilson } from "~/stats/wilson";
import { generateProgramme, type PatternId, PATTERNS, type Planted } from "db/demo";
import { groupBy, mean, tablesOf, tierHistory } from "./demo-ledger";
import * as measure from "./demo-measures";

const run = (plant: Planted): measure.Measured => {
  const programme = generateProgramme({ seed: 3, endOn: "2026-07-02", annotatorCount: 120, plant });
  return { programme, tables: tablesOf(programme.records) };
};

const DEMOTIONS = ["royalty>established", "royalty>standard", "established>standard"];
const demotions = ({ tables }: measure.Measured) =>
  tables.tier_changes.filter(({ fromTier, toTier }) => DEMOTIONS.includes(`${fromTier}>${toTier}`));

/** Share of demotions from the top tier whose Wilson interval reaches the bar. */
function noiseShare(measured: measure.Measured): number {
  const shares = demotions(measured).map(({ fromTier, policyVersion, goldCorrect, goldTotal }) => {
    const policy = measured.programme.policies.find(({ version }) => version === policyVersion);
    const bar = policy?.tiers.find(({ id }) => id === fromTier)?.rules[0]?.value ?? 0;
    return wilson(goldCorrect ?? 0, goldTotal ?? 1).high >= bar ? 1 : 0;
  });
  return mean(shares);
}

const topBars = ({ programme }: measure.Measured): readonly number[] =>
  programme.policies.map(({ tiers }) => tiers[0]?.rules[0]?.value ?? 0);

/** The largest share of those at work in a window who held the top tier at its end. */
function topShare(measured: measure.Measured): number {
  const tierAt = tierHistory(measured.tables);
  const windowMs = 28 * 86_400_000;
  const shares = [1, 2, 3, 4, 5, 6].map((number) => {
    const to = new Date(Date.parse(measured.programme.from) + number * windowMs).toISOString();
    const from = new Date(Date.parse(to) - windowMs).toISOString();
    const work = measured.tables.judgments.filter(
      ({ submittedAt }) => submittedAt != null && submittedAt >= from && submittedAt < to,
    );
    const roster = [...new Set(work.map(({ annotatorId }) => annotatorId))];
    return roster.filter((id) => tierAt(id, to) === "royalty").length / roster.length;
  });
  return Math.max(...shares);
}

const lateAnswers = ({ tables }: measure.Measured): number =>
  mean(
    tables.appeals.map(({ filedAt, answeredAt }) =>
      answeredAt == null || Date.parse(answeredAt) - Date.parse(filedAt) > 14 * 86_400_000 ? 1 : 0,
    ),
  );

const contractsEach = ({ tables }: measure.Measured): number =>
  mean([...groupBy(tables.contracts, ({ annotatorId }) => annotatorId).values()].map((own) => own.length));

/** For each pattern one number, which side of `bar` it lies on in the plain programme, and that it crosses when planted. */
const SIGNS: Readonly<
  Record<
    PatternId,
    {
      readonly of: (m: measure.Measured) => number;
      readonly bar: number;
      readonly planted: "above" | "below";
    }
  >
> = {
  "golden-batch-concentration": { of: (m) => measure.byTier(m, ["royalty"]), bar: 1.8, planted: "above" },
  "tier-lock-in": { of: (m) => measure.byTier(m, ["royalty", "established"]), bar: 2, planted: "above" },
  "near-target-starvation": { of: measure.nearTargetRatio, bar: 0.75, planted: "below" },
  "speed-pressure-decay": { of: measure.fastWorkDifference, bar: -0.03, planted: "below" },
  "perfect-score-cliff": { of: noiseShare, bar: 0.2, planted: "above" },
  "goalpost-ratchet": { of: (m) => (topBars(m)[2] ?? 0) - (topBars(m)[0] ?? 0), bar: 0.01, planted: "above" },
  "forced-ranking-quota": { of: topShare, bar: 0.205, planted: "below" },
  "sub-minimum-effective-pay": { of: measure.belowFloorShare, bar: 0.1, planted: "above" },
  "unpaid-work-share": { of: measure.unpaidShare, bar: 0.2, planted: "above" },
  "personalised-pay-spread": { of: measure.widestPay, bar: 1.1, planted: "above" },
  "compulsion-loop": { of: measure.lateAtRiskRatio, bar: 2, planted: "above" },
  "hours-rest-night-breach": { of: measure.shortRestShare, bar: 0.05, planted: "above" },
  "income-feast-famine": { of: measure.monthlyVariation, bar: 0.39, planted: "above" },
  "task-drought": { of: measure.utilisation, bar: 0.5, planted: "below" },
  "disparate-impact": {
    of: (m) => {
      const women = measure.women(m);
      return measure.premiumRatio(m, (id) => women.has(id));
    },
    bar: 0.7,
    planted: "below",
  },
  "gold-likely-wrong": { of: (m) => m.programme.truth.wrongKeys.size, bar: 1, planted: "above" },
  "reviewer-lottery": { of: measure.reviewerSpread, bar: 0.03, planted: "above" },
  "decision-without-human": { of: lateAnswers, bar: 0.3, planted: "above" },
  "contract-churn": { of: contractsEach, bar: 6, planted: "above" },
  "harmful-content-load": { of: measure.longestExposureMinutes, bar: 60, planted: "above" },
};

describe("patterns of the demo programme", () => {
  let plain: measure.Measured;
  beforeAll(() => {
    plain = run({});
  });

  for (const { id, usual } of PATTERNS) {
    it(`shows ${id} where it is planted and nowhere else`, () => {
      const { of, bar, planted } = SIGNS[id];
      const without = of(plain);
      const with_ = of(run({ [id]: usual }));
      const [low, high] = planted === "above" ? [without, with_] : [with_, without];
      expect(low, `plain ${without}, planted ${with_}`).toBeLessThan(bar);
      expect(high, `plain ${without}, planted ${with_}`).toBeGreaterThan(bar);
    });
  }

  it("leaves no demotion in the plain programme to chance, nor to a machine alone", () => {
    expect(noiseShare(plain)).toBe(0);
    for (const change of demotions(plain)) {
      expect(change.actor).toBe("human");
      const { evidenceOpenedAt, decidedAt, notifiedAt, at } = change;
      expect((evidenceOpenedAt ?? "") < (decidedAt ?? "")).toBe(true);
      expect((decidedAt ?? "") < (notifiedAt ?? "") && (notifiedAt ?? "") < at).toBe(true);
    }
  });
});
