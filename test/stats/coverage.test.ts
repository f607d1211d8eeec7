import { describe, expect, it } from "vitest";
import { clopperPearson } from "~/stats/clopper-pearson";
import { drawBeta, drawBinomial, drawPoisson } from "~/stats/draws";
import type { Interval } from "~/stats/interval";
import { jeffreys } from "~/stats/jeffreys";
import { newcombeDifference } from "~/stats/newcombe";
import { poissonInterval } from "~/stats/poisson";
import { type Random, randomInteger, seededRandom } from "~/stats/random";
import { effectiveTrials, wilson, wilsonOfShare } from "~/stats/wilson";

const RUNS = 20_000;

/** In what share of simulated cases the interval holds the truth; the standard error of that is .0015. */
function coverage(seed: string, simulate: (random: Random) => { truth: number; interval: Interval }): number {
  const random = seededRandom(seed);
  let covered = 0;
  for (let run = 0; run < RUNS; run++) {
    const { truth, interval } = simulate(random);
    if (interval.low <= truth && truth <= interval.high) covered++;
  }
  return covered / RUNS;
}

const between = (low: number, high: number, random: Random) => low + randomInteger(high - low + 1, random);

describe("95 % intervals in simulation, over shares from 0 to 1 and 5 to 300 trials", () => {
  const ofShare = (interval: (k: number, n: number) => Interval) => (random: Random) => {
    const truth = random();
    const n = between(5, 300, random);
    return { truth, interval: interval(drawBinomial(n, truth, random), n) };
  };

  it("Wilson covers 94 to 96 %", () => {
    const share = coverage("wilson", ofShare(wilson));
    expect(share).toBeGreaterThan(0.94);
    expect(share).toBeLessThan(0.96);
  });

  it("Wilson covers 94 to 96 % of annotators as they are, most of them right nine times in ten", () => {
    const share = coverage("annotators", (random) => {
      const truth = drawBeta(18, 2, random);
      const n = between(20, 200, random);
      return { truth, interval: wilson(drawBinomial(n, truth, random), n) };
    });
    expect(share).toBeGreaterThan(0.94);
    expect(share).toBeLessThan(0.96);
  });

  it("Wilson covers 83 to 84 % where 83.4 % is asked for, to compare two by eye", () => {
    const share = coverage(
      "by eye",
      ofShare((k, n) => wilson(k, n, 0.834)),
    );
    expect(share).toBeGreaterThan(0.825);
    expect(share).toBeLessThan(0.845);
  });

  it("Jeffreys covers 94 to 96 %", () => {
    const share = coverage("jeffreys", ofShare(jeffreys));
    expect(share).toBeGreaterThan(0.94);
    expect(share).toBeLessThan(0.96);
  });

  it("Clopper-Pearson covers at least 95 %", () => {
    expect(coverage("clopper-pearson", ofShare(clopperPearson))).toBeGreaterThan(0.95);
  });
});

describe("95 % intervals in simulation, otherwise", () => {
  it("Newcombe's difference covers 94 to 96.5 %", () => {
    const share = coverage("newcombe", (random) => {
      const tally = () => {
        const truth = random();
        const trials = between(10, 120, random);
        return { truth, successes: drawBinomial(trials, truth, random), trials };
      };
      const first = tally();
      const second = tally();
      return { truth: first.truth - second.truth, interval: newcombeDifference(first, second) };
    });
    expect(share).toBeGreaterThan(0.94);
    expect(share).toBeLessThan(0.965);
  });

  it("the exact Poisson interval covers at least 95 %", () => {
    const share = coverage("poisson", (random) => {
      const truth = 30 * random();
      return { truth, interval: poissonInterval(drawPoisson(truth, random)) };
    });
    expect(share).toBeGreaterThan(0.95);
  });

  it("batches of alike items need the effective n: plain Wilson covers under 75 %, with it 93 to 97 %", () => {
    const [batches, size, correlation] = [20, 25, 0.2];
    const strength = 1 / correlation - 1;
    const simulate = (interval: (share: number, n: number) => Interval) => (random: Random) => {
      let successes = 0;
      for (let batch = 0; batch < batches; batch++) {
        successes += drawBinomial(size, drawBeta(0.8 * strength, 0.2 * strength, random), random);
      }
      return { truth: 0.8, interval: interval(successes / (batches * size), batches * size) };
    };
    const plain = coverage(
      "plain",
      simulate((share, n) => wilsonOfShare(share, n)),
    );
    const effective = coverage(
      "effective",
      simulate((share, n) => wilsonOfShare(share, effectiveTrials(n, size, correlation))),
    );
    expect(plain).toBeLessThan(0.75);
    expect(effective).toBeGreaterThan(0.93);
    expect(effective).toBeLessThan(0.97);
  });
});
