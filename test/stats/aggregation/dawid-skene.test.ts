import { describe, expect, it } from "vitest";
import { againstGold } from "~/stats/aggregation/against-gold";
import { additiveSmoothing, dawidSkene, fitDawidSkene } from "~/stats/aggregation/dawid-skene";
import type { Progress } from "~/stats/aggregation/em-loop";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { distance, expectConsensus, expectErrors } from "../../reference/aggregation/compare";
import { generate, SYNTHETIC } from "../../reference/aggregation/generator";
import {
  labelsOfTiny,
  onEachReferenceSet,
  onSharedSet,
  readReference,
  type SetValues,
  tinySets,
} from "../../reference/aggregation/sets";

const iterations = (maxIterations: number) => ({ maxIterations, tolerance: -1 });
const relative = (actual: number, expected: number) =>
  Math.abs(actual - expected) / Math.max(1, Math.abs(expected));

// Python: ref_em.py (numpy), equal to crowd-kit 1.4.1 with tol=-inf to 1e-10; definitions in conventions.json.
describe("Dawid-Skene at a fixed number of iterations", () => {
  it.each(tinySets())("gives the reference's posteriors, priors and likelihoods on %s", (_, tiny) => {
    for (const [n, expected] of Object.entries(tiny.dawid_skene_fixed_iterations)) {
      const fit = fitDawidSkene(labelsOfTiny(tiny), iterations(Number(n)));
      const tolerance = Number(n) <= 5 ? 1e-9 : 1e-7;
      expect(distance(fit.posterior, expected.posterior_items_x_K)).toBeLessThan(tolerance);
      expect(distance(fit.classPriors, expected.priors)).toBeLessThan(tolerance);
      expected.log_likelihood.forEach((value, at) =>
        expect(relative(fit.history[at]!, value)).toBeLessThan(1e-9),
      );
    }
    for (const [weight, expected] of Object.entries(tiny.dawid_skene_additive_smoothing_n20)) {
      const pseudoCounts = additiveSmoothing(Number(weight));
      const fit = fitDawidSkene(labelsOfTiny(tiny), { ...iterations(20), pseudoCounts });
      expect(distance(fit.posterior, expected.posterior_items_x_K)).toBeLessThan(1e-7);
      expect(distance(fit.classPriors, expected.priors)).toBeLessThan(1e-7);
    }
  });

  onEachReferenceSet(
    "gives the reference's posteriors, priors, errors and likelihoods",
    ({ labels, values }) => {
      for (const [n, expected] of Object.entries(values.dawid_skene_fixed_iterations.by_n)) {
        const tolerance = Number(n) <= 5 ? 1e-9 : 1e-7;
        const fit = fitDawidSkene(labels, iterations(Number(n)));
        expectConsensus(fit, expected, tolerance);
        expectErrors(fit.errors, values.classes, expected.errors, tolerance);
        expect(distance(fit.classPriors, expected.priors)).toBeLessThan(tolerance);
        expected.log_likelihood_before_each_m_step.forEach((value, at) =>
          expect(relative(fit.history[at]!, value)).toBeLessThan(1e-9),
        );
      }
    },
  );

  onEachReferenceSet("gives the reference's values with additive smoothing", ({ labels, values }) => {
    for (const [weight, { n20 }] of Object.entries(values.dawid_skene_additive_smoothing!.by_s)) {
      const pseudoCounts = additiveSmoothing(Number(weight));
      const fit = fitDawidSkene(labels, { ...iterations(20), pseudoCounts });
      expectConsensus(fit, n20, 1e-7);
      expectErrors(fit.errors, values.classes, n20.errors, 1e-7);
      n20.log_likelihood.forEach((value, at) => expect(relative(fit.history[at]!, value)).toBeLessThan(1e-9));
    }
  });

  it("gives the reference's values on half a million judgments", () => {
    const values = readReference<SetValues>("synth500k.json");
    const labels = labelSetFromColumns(generate(SYNTHETIC.synth500k));
    for (const n of ["5", "20"]) {
      const expected = values.dawid_skene_fixed_iterations.by_n[n]!;
      const fit = fitDawidSkene(labels, iterations(Number(n)));
      expectConsensus(fit, expected, n === "5" ? 1e-9 : 1e-7);
      expectErrors(fit.errors, 5, expected.errors, n === "5" ? 1e-9 : 1e-7);
      expected.log_likelihood_before_each_m_step.forEach((value, at) =>
        expect(relative(fit.history[at]!, value)).toBeLessThan(1e-9),
      );
    }
  });
});

describe("Dawid-Skene at its maximum", () => {
  onEachReferenceSet("is at the reference's fixed point", ({ labels, gold, values }) => {
    const expected = values.dawid_skene_fixed_point!;
    const fit = dawidSkene(labels, { tolerance: 1e-10 }).value!;
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.iterations - expected.iterations)).toBeLessThanOrEqual(1);
    expectConsensus(fit, expected, 1e-6);
    expectErrors(fit.errors, values.classes, expected.errors, 1e-6);
    expect(distance(fit.classPriors, expected.priors)).toBeLessThan(1e-6);
    expect(relative(fit.logLikelihood, expected.log_likelihood)).toBeLessThan(1e-9);
    if (expected.correct !== undefined)
      expect(againstGold(fit, gold, values.classes).value!.correct).toBe(expected.correct);
  });

  onEachReferenceSet("is at the reference's maximum under the priors of R's rater", ({ labels, values }) => {
    const expected = values.dawid_skene_map_rater_priors;
    const wrong = (8 * 0.4) / (values.classes - 1) - 1;
    // From five classes on the prior has no mode, and the reference no value.
    if (wrong < 0 || !expected) return expect(values.classes).toBeGreaterThan(4);
    const pseudoCounts = { right: 8 * 0.6 - 1, wrong, classes: 3 - 1 };
    const fit = dawidSkene(labels, { pseudoCounts, tolerance: 1e-10 }).value!;
    expectConsensus(fit, expected, 1e-6);
    expectErrors(fit.errors, values.classes, expected.errors, 1e-6);
    expect(distance(fit.classPriors, expected.priors)).toBeLessThan(1e-6);
  });

  onEachReferenceSet("is within 1e-3 of it by the default rule", ({ labels, values }) => {
    const fit = dawidSkene(labels).value!;
    expect(fit.converged).toBe(true);
    expectConsensus(fit, values.dawid_skene_fixed_point!, 1e-3);
  });

  onEachReferenceSet("never loses likelihood on the way", ({ labels }) => {
    const { history } = dawidSkene(labels).value!;
    // 1e-9: the floor of 1e-10 on cells makes the last step no exact maximum.
    history.forEach((value, at) => expect(value).toBeGreaterThan((history[at - 1] ?? -Infinity) - 1e-7));
  });

  onSharedSet("does not stop at crowd-kit's iteration 2", "bluebirds", ({ labels, gold, values }) => {
    expect(values.dawid_skene_crowdkit_default.iterations).toBe(2);
    const fit = dawidSkene(labels).value!;
    expect(fit.iterations).toBeGreaterThan(10);
    expect(againstGold(fit, gold, 2).value!.accuracy).toBeCloseTo(0.8981, 4);
  });

  onSharedSet("has the class shares Dawid and Skene printed", "anesthesia", ({ labels }) => {
    const shares = dawidSkene(labels, { tolerance: 1e-10 }).value!.classPriors;
    expect([...shares].map((share) => Number(share.toFixed(2)))).toEqual([0.4, 0.42, 0.11, 0.07]);
  });
});

describe("Dawid-Skene", () => {
  const labels = labelSetFromColumns({
    item: [0, 0, 0, 1, 1, 1, 2, 2, 2],
    annotator: [0, 1, 2, 0, 1, 2, 0, 1, 2],
    label: [0, 0, 1, 1, 1, 1, 0, 1, 0],
  });

  it("reports each iteration as it comes", () => {
    const seen: Progress[] = [];
    const fit = dawidSkene(labels, { onProgress: (progress) => seen.push(progress) }).value!;
    expect(seen.map(({ iteration }) => iteration)).toEqual(Array.from(fit.history, (_, at) => at + 1));
    expect(seen.map(({ logLikelihood }) => logLikelihood)).toEqual([...fit.history]);
    expect(seen.at(-1)!.change).toBe(fit.change);
    expect(fit.change).toBeLessThanOrEqual(1e-5);
  });

  it("says so when it runs out of iterations", () => {
    expect(dawidSkene(labels, { maxIterations: 2 }).value).toMatchObject({ iterations: 2, converged: false });
    expect(() => dawidSkene(labels, { maxIterations: 0 })).toThrow(RangeError);
  });

  it.each([
    ["no judgments", { item: [], annotator: [], label: [] }],
    ["no judgments", { item: [0, 0], annotator: [0, 1], label: [-1, -1] }],
    ["one annotator", { item: [0, 1], annotator: [0, 0], label: [0, 1] }],
    ["one class", { item: [0, 0], annotator: [0, 1], label: [0, 0] }],
    ["no two annotators share an item", { item: [0, 1], annotator: [0, 1], label: [0, 1] }],
    ["too many classes for these annotators", { item: [0, 0], annotator: [0, 1], label: [0, 7999] }],
  ])("is null with the reason: %s", (reason, columns) => {
    expect(dawidSkene(labelSetFromColumns(columns))).toEqual({ value: null, reason });
  });
});
