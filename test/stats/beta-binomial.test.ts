import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBetaBinomial, intraclassCorrelation, probabilityAtLeast, shrink } from "~/stats/beta-binomial";
import { betaBinomialLogLikelihood } from "~/stats/beta-binomial-likelihood";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import reference from "../reference/stats/beta-binomial.json";
import { tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

const tallies = (k: readonly number[], n: readonly number[]) =>
  k.map((successes, index) => ({ successes, trials: n[index]! }));
const [main, ...degenerate] = reference.rows;
const record = tallies(main!.input!.k, main!.input!.n);
const mle = main!.mle!;

function population(people: number, trials: number, a: number, b: number, seed: string) {
  const random = seededRandom(seed);
  return Array.from({ length: people }, () => ({
    successes: drawBinomial(trials, drawBeta(a, b, random), random),
    trials,
  }));
}

describe("fitBetaBinomial by likelihood", () => {
  it("agrees with SciPy and VGAM: parameters to 1e-6 relative, log likelihood to 1e-9", () => {
    const fit = fitBetaBinomial(record, "likelihood")!;
    expectClose(fit.mean * fit.strength, mle.alpha, { relative: 1e-6 });
    expectClose((1 - fit.mean) * fit.strength, mle.beta, { relative: 1e-6 });
    expectClose(fit.strength, mle.M, { relative: 1e-6 });
    expectClose(betaBinomialLogLikelihood(record, fit), mle.loglik, { absolute: 1e-9 });
  });

  it("falls back to the pooled mean and infinite strength where no maximum exists", () => {
    expect(degenerate.map((row) => row.name!.split(":")[0])).toContain("every n=1");
    for (const { name, k, n } of degenerate) {
      const fit = fitBetaBinomial(tallies(k!, n!), "likelihood")!;
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expectClose(fit.mean, sum(k!) / sum(n!), { absolute: 1e-12 }, name);
      expect(fit.strength, name).toBe(Infinity);
    }
  });

  it("finds no false gain over the binomial model at huge strengths", () => {
    const [equal] = degenerate;
    const same = tallies(equal!.k!, equal!.n!);
    const limit = betaBinomialLogLikelihood(same, { mean: 0.8, strength: Infinity });
    expectClose(limit, equal!.binomial_limit_loglik!, { absolute: 1e-9 });
    for (const strength of [1e6, 1e8, 1e10, 1e12]) {
      expect(betaBinomialLogLikelihood(same, { mean: 0.8, strength })).toBeLessThanOrEqual(limit + 1e-12);
    }
  });

  // scipy: minimize(-betabinom.logpmf(k, n, m M, (1 - m) M).sum(), Nelder-Mead) from mean .95, M 20: .8980775, 5.003223;
  // from mean .98, M 400 it runs away to the lower hill at infinity.
  it("finds the higher of two hills", () => {
    const fit = fitBetaBinomial(tallies([2, 104, 1], [2, 105, 2]), "likelihood")!;
    expectClose(fit.mean, 0.8980775, { relative: 1e-6 });
    expectClose(fit.strength, 5.003223, { relative: 1e-6 });
  });

  it("recovers the population it was drawn from", () => {
    const fit = fitBetaBinomial(population(2000, 60, 18, 6, "recover"), "likelihood")!;
    expectClose(fit.mean, 0.75, { absolute: 0.01 });
    expectClose(fit.strength, 24, { relative: 0.12 });
  });

  it("is at least as likely as the moments' fit and does not depend on order", () => {
    const group = fc.array(tallyOfWhole, { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(group, (people) => {
        const fit = fitBetaBinomial(people, "likelihood")!;
        const moments = fitBetaBinomial(people)!;
        if (moments.mean > 0 && moments.mean < 1) {
          const gain = betaBinomialLogLikelihood(people, fit) - betaBinomialLogLikelihood(people, moments);
          expect(gain).toBeGreaterThanOrEqual(-1e-8);
        }
        const turned = fitBetaBinomial(people.toReversed(), "likelihood")!;
        expectClose(turned.mean, fit.mean, { relative: 1e-6 });
        expectClose(turned.strength, fit.strength, { relative: 1e-4 });
      }),
      { numRuns: 60 },
    );
  });

  it("fits 10,000 people", () => {
    const people = population(10_000, 50, 57, 3, "many");
    expect(fitBetaBinomial(people, "likelihood")!.strength).toBeLessThan(100);
  });
});

describe("fitBetaBinomial by moments", () => {
  it("agrees with Kleinman's estimator to 1e-9", () => {
    const fit = fitBetaBinomial(record)!;
    expectClose(fit.mean, main!.moments_kleinman_weights_n!.p, { relative: 1e-9 });
    expectClose(fit.strength, main!.moments_kleinman_weights_n!.M, { relative: 1e-9 });
  });

  it("says infinite strength where people differ no more than by chance", () => {
    for (const { name, k, n } of degenerate) {
      expect(fitBetaBinomial(tallies(k!, n!))!.strength, name).toBe(Infinity);
    }
  });

  it("leaves people without trials out", () => {
    const more = [...record, { successes: 0, trials: 0 }];
    expect(fitBetaBinomial(more)).toEqual(fitBetaBinomial(record));
  });

  it("keeps a strength above 0 where everybody is all right or all wrong", () => {
    const fit = fitBetaBinomial(tallies([0, 5, 0, 5], [5, 5, 5, 5]))!;
    expect(fit.strength).toBeGreaterThan(0);
    expect(shrink(5, 5, fit).value).toBeGreaterThan(0.99);
  });
});

describe("fitBetaBinomial on either method", () => {
  it("answers null with no trials and refuses impossible tallies", () => {
    for (const method of ["moments", "likelihood"] as const) {
      expect(fitBetaBinomial([], method)).toBeNull();
      expect(fitBetaBinomial([{ successes: 0, trials: 0 }], method)).toBeNull();
      expect(() => fitBetaBinomial([{ successes: 3, trials: 2 }], method)).toThrow(RangeError);
    }
  });
});

describe("shrink", () => {
  const prior = { mean: mle.mean, strength: mle.M };

  it("agrees with SciPy's posterior for all twenty people: mean, weight and interval to 1e-9", () => {
    for (const row of main!.posterior!) {
      const shrunk = shrink(row.k, row.n, prior, main!.conf);
      if (row.raw === null) expect(shrunk.raw).toBeNull();
      else expectClose(shrunk.raw, row.raw, { absolute: 1e-12 });
      expectClose(shrunk.value, row.post_mean, { absolute: 1e-9 }, row);
      expectClose(shrunk.weight, row.shrink_weight, { absolute: 1e-9 }, row);
      expectClose(shrunk.low, row.ci[0]!, { absolute: 1e-9 }, row);
      expectClose(shrunk.high, row.ci[1]!, { absolute: 1e-9 }, row);
    }
  });

  it("gives everybody the mean, and no interval, at infinite strength", () => {
    expect(shrink(9, 10, { mean: 0.7, strength: Infinity })).toEqual({ raw: 0.9, value: 0.7, weight: 0 });
  });

  it("lies between the raw share and the mean", () => {
    const anyPrior = fc.record({
      mean: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      strength: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
    });
    fc.assert(
      fc.property(tallyOfWhole, anyPrior, ({ successes, trials }, { mean, strength }) => {
        const { raw, value, low, high } = shrink(successes, trials, { mean, strength });
        expect(value).toBeGreaterThanOrEqual(Math.min(raw!, mean) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.max(raw!, mean) + 1e-12);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low!).toBeLessThanOrEqual(high!);
      }),
    );
  });

  it("refuses impossible tallies and confidence", () => {
    expect(() => shrink(3, 2, prior)).toThrow(RangeError);
    expect(() => shrink(1, 2, prior, 0)).toThrow(RangeError);
  });

  it("has intervals that cover 94 to 96 % of true shares drawn from the prior", () => {
    const random = seededRandom("posterior coverage");
    let covered = 0;
    const people = 4000;
    for (let person = 0; person < people; person++) {
      const share = drawBeta(18, 6, random);
      const { low, high } = shrink(drawBinomial(40, share, random), 40, { mean: 0.75, strength: 24 });
      if (low! <= share && share <= high!) covered++;
    }
    expectClose(covered / people, 0.95, { absolute: 0.01 });
  });
});

describe("intraclassCorrelation", () => {
  it("is the reference's rho, by either method, and 0 where people do not differ", () => {
    expectClose(intraclassCorrelation(fitBetaBinomial(record)!), main!.moments_kleinman_weights_n!.rho, {
      relative: 1e-9,
    });
    expectClose(intraclassCorrelation(fitBetaBinomial(record, "likelihood")!), mle.rho, { relative: 1e-6 });
    expect(intraclassCorrelation({ mean: 0.5, strength: Infinity })).toBe(0);
  });
});

describe("probabilityAtLeast", () => {
  // scipy: stats.beta.sf(.9, 45 + .8 * 20, 5 + .2 * 20) = 0.25021353590478534
  it("is the posterior's upper tail", () => {
    expectClose(probabilityAtLeast(0.9, 45, 50, { mean: 0.8, strength: 20 }), 0.25021353590478534, {
      relative: 1e-11,
    });
  });

  it("is all or nothing at infinite strength, and falls as the bar rises", () => {
    expect(probabilityAtLeast(0.8, 1, 2, { mean: 0.8, strength: Infinity })).toBe(1);
    expect(probabilityAtLeast(0.81, 1, 2, { mean: 0.8, strength: Infinity })).toBe(0);
    const chances = [0, 0.3, 0.6, 0.9, 1].map((bar) =>
      probabilityAtLeast(bar, 3, 5, { mean: 0.5, strength: 4 }),
    );
    expect(chances).toEqual(chances.toSorted((one, other) => other - one));
    expect(chances[0]).toBe(1);
    expect(chances[4]).toBe(0);
  });
});
