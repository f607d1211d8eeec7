import { describe, expect, it } from "vitest";
import { drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { marginalRankSets, simultaneousRankSets } from "~/stats/rank-sets";
import { rankReference } from "../reference/aggregation/ranks";

const reference = rankReference();
const shares = reference.input.k.map((successes, i) => successes / reference.input.n[i]!);
const errors = shares.map((share, i) => Math.sqrt((share * (1 - share)) / reference.input.n[i]!));

describe("rank sets", () => {
  // R: csranks(x, diag(p(1-p)/n), coverage = .95, cstype = "two-sided", stepdown, simul, R = 20000); ends within 1.
  it.each(reference.csranks_R.map((values) => [values.simultaneous, values.stepdown, values] as const))(
    "agree with csranks: simultaneous %s, stepdown %s",
    (simultaneous, stepdown, values) => {
      const sets = (simultaneous ? simultaneousRankSets : marginalRankSets)(shares, errors, seededRandom(1), {
        draws: 4000,
        stepdown,
        confidence: values.coverage,
      }).value!;
      sets.forEach(({ best, worst }, i) => {
        expect(Math.abs(best - values.lower[i]!)).toBeLessThanOrEqual(1);
        expect(Math.abs(worst - values.upper[i]!)).toBeLessThanOrEqual(1);
      });
      const same = sets.filter(({ best, worst }, i) => best === values.lower[i] && worst === values.upper[i]);
      expect(same.length).toBeGreaterThanOrEqual(9);
    },
  );

  it("hold everybody's true rank at once at least 95 times in 100", () => {
    const random = seededRandom(3);
    const truth = Array.from({ length: 12 }, (_, i) => Math.floor(i / 2) * 1.2 + i * 0.01);
    const own = truth.map(() => 0.6);
    let held = 0;
    for (let study = 0; study < 400; study++) {
      const estimates = truth.map((value, i) => value + own[i]! * drawNormal(random));
      const sets = simultaneousRankSets(estimates, own, random, { draws: 300 }).value!;
      if (sets.every(({ best, worst }, i) => best <= 12 - i && 12 - i <= worst)) held++;
    }
    // Two standard errors of 400 studies below .95: the method is conservative, not exact.
    expect(held / 400).toBeGreaterThan(0.928);
  });

  it("are null with nobody to compare, and refuse a standard error of 0", () => {
    expect(simultaneousRankSets([0.9], [0.1], seededRandom(1)).reason).toBe("nothing to compare");
    expect(marginalRankSets([], [], seededRandom(1)).reason).toBe("nothing to compare");
    expect(() => simultaneousRankSets([1, 0.9], [0, 0.1], seededRandom(1))).toThrow(RangeError);
    expect(() => simultaneousRankSets([1, 0.9], [0.1], seededRandom(1))).toThrow(RangeError);
  });
});
