import { describe, expect, it } from "vitest";
import { seededRandom } from "~/stats/random";
import { fitBetaBinomial } from "~/stats/beta-binomial";
import { drawBeta, drawBinomial } from "~/stats/draws";
import {
  bandOf,
  comparisonConfidence,
  comparisonInterval,
  ordinalsMayBeShown,
  rankability,
  rankabilityOfShares,
} from "~/stats/rankability";

describe("rankability", () => {
  it("is the share of variance that is true", () => {
    expect(rankability(3, [1, 1]).value).toBe(0.75);
    expect(rankability(0, [1, 2]).value).toBe(0);
  });

  // Detectors' catalogue, §3.5, by simulation: shares Beta(57, 3) give .25, .40, .62 and .77.
  it.each([
    [20, 0.25],
    [40, 0.4],
    [100, 0.625],
    [200, 0.77],
  ])("of shares Beta(57, 3) at %d trials each is %d", (trials, expected) => {
    const rho = rankabilityOfShares({ mean: 0.95, strength: 60 }, Array<number>(50).fill(trials));
    expect(rho.value).toBeCloseTo(expected, 2);
    const random = seededRandom(trials);
    const tallies = Array.from({ length: 40_000 }, () => ({
      trials,
      successes: drawBinomial(trials, drawBeta(57, 3, random), random),
    }));
    const fitted = rankabilityOfShares(
      fitBetaBinomial(tallies)!,
      tallies.map((tally) => tally.trials),
    );
    expect(Math.abs(fitted.value! - expected)).toBeLessThan(0.05);
  });

  it("is 0 where no difference can be detected, and closes the gate", () => {
    const rho = rankabilityOfShares({ mean: 0.9, strength: Infinity }, [10, 20]);
    expect(rho.value).toBe(0);
    expect(ordinalsMayBeShown(rho)).toBe(false);
    expect(ordinalsMayBeShown({ value: 0.7, reason: null })).toBe(true);
    expect(ordinalsMayBeShown({ value: 0.699, reason: null })).toBe(false);
  });

  it("is null with fewer than two people or nothing that varies, and closes the gate", () => {
    expect(rankability(1, [1]).reason).toBe("nothing to compare");
    expect(rankability(0, [0, 0]).reason).toBe("no variation");
    expect(rankabilityOfShares({ mean: 0.9, strength: 5 }, [10, 0]).reason).toBe("nothing to compare");
    expect(ordinalsMayBeShown(rankability(1, []))).toBe(false);
  });
});

describe("what is shown for a rank", () => {
  it("is a band that says above or below only where the whole interval does", () => {
    expect(bandOf({ low: 0.91, high: 0.95 }, 0.9)).toBe("above");
    expect(bandOf({ low: 0.85, high: 0.95 }, 0.9)).toBe("around");
    expect(bandOf({ low: 0.8, high: 0.89 }, 0.9)).toBe("below");
  });

  // SciPy: 2 * norm.cdf(norm.ppf(.975) / sqrt(2)) - 1 = 0.834223727104296; Goldstein and Healy's 83.4 %, 1.39 s.e.
  it("is an interval of 83.4 % where the eye compares two", () => {
    expect(comparisonConfidence()).toBeCloseTo(0.834223727104296, 12);
    const { low, high } = comparisonInterval(0.9, 0.01);
    expect(high - 0.9).toBeCloseTo(0.013859038243496777, 12);
    expect(0.9 - low).toBeCloseTo(0.013859038243496777, 12);
  });
});
