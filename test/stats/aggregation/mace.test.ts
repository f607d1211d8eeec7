import { describe, expect, it } from "vitest";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { fitMace, mace } from "~/stats/aggregation/mace";
import { againstGold } from "~/stats/aggregation/against-gold";
import { type Random, seededRandom } from "~/stats/random";
import { distance, expectConsensus } from "../../reference/aggregation/compare";
import { generate, SYNTHETIC, uniformStream } from "../../reference/aggregation/generator";
import {
  labelsOfTiny,
  onEachReferenceSet,
  onSharedSet,
  readReference,
  type SetValues,
  tinySets,
} from "../../reference/aggregation/sets";

const iterations = (maxIterations: number) => ({ maxIterations, tolerance: -1 });

/** The reference's hashed start as a source of chance: the strategies of all annotators first, then their habits. */
function hashedStart(seed: number, annotators: number): Random {
  const strategy = uniformStream(seed, 20);
  const habit = uniformStream(seed, 21);
  let drawn = 0;
  return () => {
    const at = drawn++;
    return at < 2 * annotators ? strategy(at) : habit(at - 2 * annotators);
  };
}

// Python: ref_em.py (numpy), equal to upstream mace.py to 1e-15 from the same start; definitions in conventions.json.
describe("MACE", () => {
  it.each(tinySets().filter(([, tiny]) => tiny.mace_uniform_start_vb_50))(
    "gives the reference's values on %s",
    (_, tiny) => {
      const expected = tiny.mace_uniform_start_vb_50!;
      const fit = fitMace(labelsOfTiny(tiny), iterations(50));
      expect(distance(fit.posterior, expected.posterior_items_x_K)).toBeLessThan(1e-7);
      expect(distance(fit.knowing, expected.knowing)).toBeLessThan(1e-7);
      expect(Math.abs(fit.logLikelihood / expected.log_likelihood - 1)).toBeLessThan(1e-7);
    },
  );

  onEachReferenceSet("gives the reference's values, even start, both updates", ({ labels, values }) => {
    for (const [run, update] of [
      ["uniform_start_vb", "variational"],
      ["uniform_start_em", "em"],
    ] as const) {
      for (const [n, expected] of Object.entries(values.mace.runs[run]!)) {
        const fit = fitMace(labels, { ...iterations(Number(n)), update });
        expectConsensus(fit, expected, 1e-7);
        if (expected.knowing) expect(distance(fit.knowing, expected.knowing)).toBeLessThan(1e-7);
        for (const [annotator, theta] of Object.entries(expected.theta)) {
          const from = Number(annotator) * values.classes;
          expect(distance(fit.guesses.subarray(from, from + values.classes), theta)).toBeLessThan(1e-7);
        }
        expect(Math.abs(fit.logLikelihood / expected.log_likelihood - 1)).toBeLessThan(1e-7);
      }
    }
  });

  onEachReferenceSet(
    "gives the reference's values from its drawn start, both updates",
    ({ labels, values }) => {
      for (const [run, update] of [
        ["hashed_start_vb", "variational"],
        ["hashed_start_em", "em"],
      ] as const) {
        const expected = values.mace.runs[run]!["50"]!;
        const random = hashedStart(7, values.workers);
        const fit = fitMace(labels, { ...iterations(50), update, restarts: { count: 1, random } });
        const even = fitMace(labels, { ...iterations(50), update });
        // Of the two starts the likelier is kept; where that is the even one, the drawn one must be no likelier.
        if (fit.logLikelihood > even.logLikelihood) expectConsensus(fit, expected, 1e-7);
        expect(fit.logLikelihood).toBeGreaterThanOrEqual(
          expected.log_likelihood - 1e-7 * Math.abs(expected.log_likelihood),
        );
      }
    },
  );

  onEachReferenceSet("is as likely as the best of the reference's ten starts", ({ labels, gold, values }) => {
    const expected = values.mace.best_of_10_hashed_restarts_vb_50!;
    const fit = mace(labels, { ...iterations(50), restarts: { count: 9, random: seededRandom(1) } }).value!;
    expect(fit.starts).toBe(10);
    expect(fit.logLikelihood).toBeGreaterThan(expected.log_likelihood - 0.05);
    if (expected.correct !== undefined) {
      const { correct } = againstGold(fit, gold, values.classes).value!;
      expect(Math.abs(correct - expected.correct)).toBeLessThanOrEqual(2);
    }
  });

  onSharedSet(
    "does not depend on sorted ids as crowd-kit's does",
    "bluebirds",
    ({ labels, gold, values }) => {
      const renamed = { ...labels, annotator: labels.annotator.map((a) => labels.annotatorCount - 1 - a) };
      const fit = mace(renamed, iterations(50)).value!;
      expect(distance(fit.posterior, [...mace(labels, iterations(50)).value!.posterior])).toBeLessThan(1e-9);
      const { accuracy } = againstGold(fit, gold, 2).value!;
      expect(accuracy).toBeGreaterThan(values.mace_crowdkit!.row_order_as_given.accuracy_vs_gold! + 0.1);
      expect(accuracy).toBeCloseTo(values.mace_crowdkit!.ids_ascending.accuracy_vs_gold!, 2);
    },
  );

  it("gives the reference's values on half a million judgments", () => {
    const values = readReference<SetValues>("synth500k.json");
    const labels = labelSetFromColumns(generate(SYNTHETIC.synth500k));
    for (const [run, update] of [
      ["uniform_start_vb", "variational"],
      ["uniform_start_em", "em"],
    ] as const) {
      for (const [n, expected] of Object.entries(values.mace.runs[run] ?? {})) {
        const fit = fitMace(labels, { ...iterations(Number(n)), update });
        expectConsensus(fit, expected, 1e-7);
        expect(Math.abs(fit.logLikelihood / expected.log_likelihood - 1)).toBeLessThan(1e-7);
      }
    }
  });

  it("is the same for the same seed", () => {
    const labels = labelSetFromColumns(generate(SYNTHETIC.synth2k));
    const run = () => mace(labels, { restarts: { count: 2, random: seededRandom(4) } }).value!;
    expect(run()).toEqual(run());
  });

  it.each([
    ["no judgments", { item: [], annotator: [], label: [] }],
    ["one annotator", { item: [0, 1], annotator: [0, 0], label: [0, 1] }],
    ["one class", { item: [0, 0], annotator: [0, 1], label: [0, 0] }],
    ["no two annotators share an item", { item: [0, 1], annotator: [0, 1], label: [0, 1] }],
  ])("is null with the reason: %s", (reason, columns) => {
    expect(mace(labelSetFromColumns(columns))).toEqual({ value: null, reason });
  });
});
