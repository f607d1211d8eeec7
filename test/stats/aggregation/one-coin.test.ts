import { describe, expect, it } from "vitest";
import { againstGold, worseThanMajority } from "~/stats/aggregation/against-gold";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { majority } from "~/stats/aggregation/majority";
import { fitOneCoin, oneCoin } from "~/stats/aggregation/one-coin";
import { distance, expectConsensus } from "../../reference/aggregation/compare";
import { labelsOfTiny, onEachReferenceSet, onSharedSet, tinySets } from "../../reference/aggregation/sets";

const iterations = (maxIterations: number) => ({ maxIterations, tolerance: -1 });

// Python: ref_em.py (numpy), equal to crowd-kit 1.4.1's OneCoinDawidSkene to 1e-10; definitions in conventions.json.
describe("one-coin Dawid-Skene", () => {
  it.each(tinySets().filter(([, tiny]) => tiny.one_coin_n20))(
    "gives the reference's values on %s",
    (_, tiny) => {
      const fit = fitOneCoin(labelsOfTiny(tiny), iterations(20));
      expect(distance(fit.posterior, tiny.one_coin_n20!.posterior_items_x_K)).toBeLessThan(1e-9);
      expect(distance(fit.skills, tiny.one_coin_n20!.skills)).toBeLessThan(1e-9);
      expect(distance(fit.classPriors, tiny.one_coin_n20!.priors)).toBeLessThan(1e-9);
    },
  );

  onEachReferenceSet("gives the reference's values at 1, 5 and 20 iterations", ({ labels, values }) => {
    for (const [n, expected] of Object.entries(values.one_coin_fixed_iterations.by_n)) {
      const fit = fitOneCoin(labels, iterations(Number(n)));
      expectConsensus(fit, expected, 1e-9);
      expect(distance(fit.skills, expected.skills)).toBeLessThan(1e-9);
      expect(distance(fit.classPriors, expected.priors)).toBeLessThan(1e-9);
      expected.log_likelihood.forEach((value, at) =>
        expect(Math.abs(fit.history[at]! / value - 1)).toBeLessThan(1e-9),
      );
    }
  });

  onEachReferenceSet("is at the reference's fixed point", ({ labels, gold, values }) => {
    const expected = values.one_coin_fixed_point!;
    const fit = oneCoin(labels, { tolerance: 1e-10 }).value!;
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.iterations - expected.iterations)).toBeLessThanOrEqual(1);
    expectConsensus(fit, expected, 1e-6);
    expect(distance(fit.skills, expected.skills)).toBeLessThan(1e-6);
    expect(Math.abs(fit.logLikelihood / expected.log_likelihood - 1)).toBeLessThan(1e-9);
    if (expected.correct !== undefined)
      expect(againstGold(fit, gold, values.classes).value!.correct).toBe(expected.correct);
  });

  onSharedSet(
    "is warned of: right .583 of the time where counting votes is .759",
    "bluebirds",
    ({ labels, gold }) => {
      const warning = worseThanMajority(oneCoin(labels).value!, majority(labels).value!, gold)!;
      expect(warning.kind).toBe("worse than majority");
      expect(warning.modelAccuracy).toBeCloseTo(0.5833, 4);
      expect(warning.majorityAccuracy).toBeCloseTo(0.7593, 4);
    },
  );

  onSharedSet("goes on where crowd-kit stops at iteration 14, a posterior .17 from its end", "dog", (set) => {
    const stopped = oneCoin(set.labels, iterations(14)).value!;
    const fit = oneCoin(set.labels).value!;
    const end = [...oneCoin(set.labels, { tolerance: 1e-12 }).value!.posterior];
    expect(distance(stopped.posterior, end)).toBeGreaterThan(0.1);
    expect(distance(fit.posterior, end)).toBeLessThan(1e-3);
  });

  it.each([
    ["no judgments", { item: [], annotator: [], label: [] }],
    ["one annotator", { item: [0, 1], annotator: [0, 0], label: [0, 1] }],
    ["one class", { item: [0, 0], annotator: [0, 1], label: [0, 0] }],
    ["no two annotators share an item", { item: [0, 1], annotator: [0, 1], label: [0, 1] }],
  ])("is null with the reason: %s", (reason, columns) => {
    expect(oneCoin(labelSetFromColumns(columns))).toEqual({ value: null, reason });
  });

  it("marks an annotator without judgments instead of giving a skill", () => {
    const labels = labelSetFromColumns({
      item: [0, 0, 1],
      annotator: [0, 2, 2],
      label: [0, 0, 1],
      annotatorCount: 3,
    });
    expect(oneCoin(labels).value!.skills[1]).toBe(-1);
  });
});
