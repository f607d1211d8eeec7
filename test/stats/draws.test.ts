import { describe, expect, it } from "vitest";
import { betaCdf } from "~/stats/beta";
import { binomialPmf } from "~/stats/binomial";
import {
  drawBeta,
  drawBinomial,
  drawGamma,
  drawMultinomial,
  drawNormal,
  drawPoisson,
  weightedPicker,
} from "~/stats/draws";
import { chiSquareUpperTail, gammaCdf } from "~/stats/gamma";
import { normalCdf } from "~/stats/normal";
import { poissonLowerTail } from "~/stats/poisson";
import { seededRandom } from "~/stats/random";

const DRAWS = 40_000;

/** Kolmogorov-Smirnov p value of draws from a continuous distribution (asymptotic). */
function distributionP(draw: () => number, cdf: (x: number) => number): number {
  const drawn = Float64Array.from({ length: DRAWS }, draw).sort();
  let gap = 0;
  drawn.forEach((value, index) => {
    const below = cdf(value);
    gap = Math.max(gap, below - index / DRAWS, (index + 1) / DRAWS - below);
  });
  const t = gap * Math.sqrt(DRAWS);
  let p = 0;
  for (let k = 1; k < 50; k++) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * t * t);
  return Math.min(1, p);
}

/** Chi-square p value of whole draws against their chances; places expecting under 5 are put together. */
function countsP(draw: () => number, chance: (k: number) => number, most: number): number {
  const seen = new Float64Array(most + 1);
  for (let index = 0; index < DRAWS; index++) seen[draw()]!++;
  let statistic = 0;
  let degrees = -1;
  const rest = { seen: 0, expected: 0 };
  seen.forEach((count, k) => {
    const expected = DRAWS * chance(k);
    if (expected < 5) {
      rest.seen += count;
      rest.expected += expected;
      return;
    }
    statistic += (count - expected) ** 2 / expected;
    degrees++;
  });
  if (rest.expected > 1) {
    statistic += (rest.seen - rest.expected) ** 2 / rest.expected;
    degrees++;
  }
  return chiSquareUpperTail(statistic, degrees);
}

describe("continuous draws follow their distribution (Kolmogorov-Smirnov, 40,000 draws, p > .001)", () => {
  it("normal", () => {
    const random = seededRandom("normal");
    expect(distributionP(() => drawNormal(random), normalCdf)).toBeGreaterThan(0.001);
  });

  it.each([0.05, 0.6, 1, 2.5, 40, 5000])("gamma with shape %d", (shape) => {
    const random = seededRandom(`gamma ${shape}`);
    expect(
      distributionP(
        () => drawGamma(shape, random),
        (x) => gammaCdf(x, shape),
      ),
    ).toBeGreaterThan(0.001);
  });

  it.each([
    [57, 3],
    [0.5, 0.5],
    [0.02, 3],
    [1, 1],
    [2000, 40],
  ])("beta with %d and %d", (a, b) => {
    const random = seededRandom(`beta ${a} ${b}`);
    expect(
      distributionP(
        () => drawBeta(a, b, random),
        (x) => betaCdf(x, a, b),
      ),
    ).toBeGreaterThan(0.001);
  });
});

describe("whole draws follow their distribution (chi-square, 40,000 draws, p > .001)", () => {
  it.each([
    [1, 0.3],
    [20, 0.05],
    [20, 0.97],
    [40, 0.5],
    [1000, 0.4],
    [1000, 0.9],
    [100_000, 0.0001],
    [200_000, 0.0004],
  ])("binomial of %d trials at %d", (trials, p) => {
    const random = seededRandom(`binomial ${trials} ${p}`);
    const draw = () => drawBinomial(trials, p, random);
    expect(countsP(draw, (k) => binomialPmf(k, trials, p), trials)).toBeGreaterThan(0.001);
  });

  it.each([0.2, 3, 9.9, 10, 35, 800])("poisson with mean %d", (mean) => {
    const random = seededRandom(`poisson ${mean}`);
    const chance = (k: number) => poissonLowerTail(k, mean) - poissonLowerTail(k - 1, mean);
    expect(countsP(() => drawPoisson(mean, random), chance, 2000)).toBeGreaterThan(0.001);
  });

  it("picks by weight", () => {
    const weights = [0, 1, 2.5, 0, 6, 0.5];
    const pick = weightedPicker(weights);
    const random = seededRandom("pick");
    expect(
      countsP(
        () => pick(random),
        (k) => weights[k]! / 10,
        5,
      ),
    ).toBeGreaterThan(0.001);
  });

  it("deals each cell of a multinomial its binomial share", () => {
    const random = seededRandom("multinomial");
    const out = new Float64Array(4);
    const cell = (index: number) => () => drawMultinomial(30, [5, 0, 3, 2], random, out)[index]!;
    expect(countsP(cell(0), (k) => binomialPmf(k, 30, 0.5), 30)).toBeGreaterThan(0.001);
    expect(countsP(cell(3), (k) => binomialPmf(k, 30, 0.2), 30)).toBeGreaterThan(0.001);
  });
});

describe("draws at the edges", () => {
  const random = seededRandom("edges");

  it("are certain where only one outcome is possible", () => {
    expect(drawBinomial(0, 0.5, random)).toBe(0);
    expect(drawBinomial(9, 0, random)).toBe(0);
    expect(drawBinomial(9, 1, random)).toBe(9);
    expect(drawPoisson(0, random)).toBe(0);
    expect(drawMultinomial(5, [0, 3, 0], random)).toEqual(Float64Array.of(0, 5, 0));
    expect(drawMultinomial(0, [0, 0], random)).toEqual(Float64Array.of(0, 0));
  });

  it("deal out every unit, however the weights round", () => {
    for (let draw = 0; draw < 2000; draw++) {
      const weights = Array.from({ length: 7 }, () => random() / 3);
      const dealt = drawMultinomial(11, [...weights, 0], random);
      expect(dealt.reduce((sum, units) => sum + units, 0)).toBe(11);
      expect(dealt[7]).toBe(0);
    }
  });

  it("stay in [0, 1] for tiny beta parameters", () => {
    for (let draw = 0; draw < 1000; draw++) {
      const share = drawBeta(1e-4, 1e-4, random);
      if (!(share >= 0 && share <= 1)) expect.fail(`drew ${share}`);
    }
  });

  it("refuse what is no parameter", () => {
    expect(() => drawGamma(0, random)).toThrow(RangeError);
    expect(() => drawBeta(1, -1, random)).toThrow(RangeError);
    expect(() => drawBinomial(1.5, 0.5, random)).toThrow(RangeError);
    expect(() => drawBinomial(3, 1.2, random)).toThrow(RangeError);
    expect(() => drawPoisson(-1, random)).toThrow(RangeError);
    expect(() => weightedPicker([0, 0])).toThrow(RangeError);
    expect(() => drawMultinomial(3, [1, -1], random)).toThrow(RangeError);
  });
});
