import { describe, expect, it } from "vitest";
import { fitBetaBinomial } from "~/stats/beta-binomial";
import { seededRandom } from "~/stats/random";
import { betaPosteriors, rankIntervals, ranksFromIntervals } from "~/stats/ranks";
import { wilson } from "~/stats/wilson";
import { rankReference } from "../reference/aggregation/ranks";

const reference = rankReference();
const { k, n } = reference.input;
const posteriors = {
  alpha: Float64Array.from(k, (successes) => successes + 1),
  beta: Float64Array.from(k, (successes, i) => n[i]! - successes + 1),
};

describe("rank intervals by simulation", () => {
  it("agree with 400,000 draws of numpy: expected ranks within .02, ends within 1", () => {
    const ranks = rankIntervals(posteriors, seededRandom(1), { draws: 100_000 }).value!;
    ranks.forEach((rank, i) => {
      const [best, worst] = reference.posterior_rank_interval_mc[i]!;
      expect(Math.abs(rank.expected - reference.mc_expected_rank[i]!)).toBeLessThan(0.02);
      expect(Math.abs(rank.expected - reference.expected_rank[i]!)).toBeLessThan(0.02);
      expect(Math.abs(rank.best - best)).toBeLessThanOrEqual(1);
      expect(Math.abs(rank.worst - worst)).toBeLessThanOrEqual(1);
      expect(Math.abs(rank.chanceFirst - reference.mc_p_best[i]!)).toBeLessThan(0.01);
    });
  });

  it("are the same for the same seed", () => {
    const run = (seed: number) => rankIntervals(posteriors, seededRandom(seed)).value;
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });

  it("turn round when lower is better", () => {
    const errors = { alpha: posteriors.beta, beta: posteriors.alpha };
    const expected = rankIntervals(posteriors, seededRandom(3)).value!;
    expect(rankIntervals(errors, seededRandom(3), { higherIsBetter: false }).value).toEqual(expected);
  });

  it("hold the true rank 95 times in 100 (94 to 97 %: ranks are whole) when the prior is true", () => {
    const random = seededRandom(11);
    let held = 0;
    let all = 0;
    for (let study = 0; study < 150; study++) {
      const truth = Array.from({ length: 40 }, () => 0.7 + 0.29 * random());
      const tallies = truth.map((share) => {
        let successes = 0;
        for (let trial = 0; trial < 150; trial++) if (random() < share) successes++;
        return { successes, trials: 150 };
      });
      const found = betaPosteriors(tallies, fitBetaBinomial(tallies)!).value!;
      rankIntervals(found, random, { draws: 500 }).value!.forEach(({ best, worst }, i) => {
        const rank = 1 + truth.filter((share) => share > truth[i]!).length;
        if (best <= rank && rank <= worst) held++;
        all++;
      });
    }
    expect(held / all).toBeGreaterThan(0.94);
    expect(held / all).toBeLessThan(0.97);
  });

  it("are null with nobody to compare, or with no difference between people", () => {
    const one = { alpha: Float64Array.of(3), beta: Float64Array.of(2) };
    expect(rankIntervals(one, seededRandom(1))).toEqual({ value: null, reason: "nothing to compare" });
    const tally = { successes: 9, trials: 10 };
    expect(betaPosteriors([tally, tally], { mean: 0.9, strength: Infinity }).reason).toBe("no variation");
    expect(betaPosteriors([tally], { mean: 0.9, strength: 20 }).reason).toBe("nothing to compare");
  });

  it("refuse what is no distribution", () => {
    const bad = { alpha: Float64Array.of(1, 0), beta: Float64Array.of(1, 1) };
    expect(() => rankIntervals(bad, seededRandom(1))).toThrow(RangeError);
  });
});

describe("ranks from intervals", () => {
  it("agree with the reference for Bonferroni-Wilson and for plain Wilson intervals", () => {
    const at = (confidence: number) =>
      ranksFromIntervals(k.map((successes, i) => wilson(successes, n[i]!, confidence))).map((rank) => [
        rank.best,
        rank.worst,
      ]);
    expect(at(1 - 0.05 / k.length)).toEqual(reference.joint_wilson_bonferroni_rank_interval);
    expect(at(0.95)).toEqual(reference.unadjusted_wilson_overlap_rank_interval);
  });
});
