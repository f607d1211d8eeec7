import { describe, expect, it } from "vitest";
import { againstGold } from "~/stats/aggregation/against-gold";
import { fitGlad, glad } from "~/stats/aggregation/glad";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { distance, expectConsensus } from "../../reference/aggregation/compare";
import { labelsOfTiny, onEachReferenceSet, tinySets } from "../../reference/aggregation/sets";

// Python: scipy L-BFGS-B of the same objective, from all ones and from crowd-kit's point; definition in conventions.json.
describe("GLAD", () => {
  it.each(tinySets().filter(([, tiny]) => tiny.glad_map_optimum))(
    "is at the reference's optimum on %s",
    (_, tiny) => {
      const expected = tiny.glad_map_optimum!;
      const fit = fitGlad(labelsOfTiny(tiny));
      expect(fit.converged).toBe(true);
      expect(Math.abs(fit.objective - expected.objective)).toBeLessThan(1e-6);
      expect(distance(fit.posterior, expected.posterior_items_x_K)).toBeLessThan(1e-4);
      expect(distance(fit.abilities, expected.alphas)).toBeLessThan(1e-4);
      expect(distance(fit.easiness, expected.betas)).toBeLessThan(1e-4);
    },
  );

  onEachReferenceSet("is at the reference's optimum", ({ labels, gold, values }) => {
    const expected = values.glad_map_optimum!;
    const fit = glad(labels).value!;
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.objective / expected.objective - 1)).toBeLessThan(1e-9);
    expectConsensus(fit, expected, 1e-4);
    expect(distance(fit.abilities, expected.alphas)).toBeLessThan(1e-4);
    for (const [item, easiness] of Object.entries(expected.betas_items)) {
      expect(Math.abs(fit.easiness[Number(item)]! - easiness)).toBeLessThan(1e-4);
    }
    if (expected.correct !== undefined)
      expect(againstGold(fit, gold, values.classes).value!.correct).toBe(expected.correct);
  });

  it("has derivatives that agree with differences of its objective", () => {
    const labels = labelSetFromColumns({
      item: [0, 0, 0, 1, 1, 1, 2, 2, 2],
      annotator: [0, 1, 2, 0, 1, 2, 0, 1, 2],
      label: [0, 0, 1, 1, 2, 1, 0, 1, 2],
    });
    const fit = fitGlad(labels, { tolerance: 1e-9 });
    const plain = (abilities: readonly number[], easiness: readonly number[]) => {
      let total = 0;
      for (let i = 0; i < 3; i++) {
        let sum = 0;
        for (let c = 0; c < 3; c++) {
          let product = 1 / 3;
          for (let a = 0; a < 3; a++) {
            const right = 1 / (1 + Math.exp(-abilities[a]! * Math.exp(easiness[i]!)));
            product *= labels.label[3 * i + a] === c ? right : (1 - right) / 2;
          }
          sum += product;
        }
        total += Math.log(sum);
      }
      for (const x of [...abilities, ...easiness]) total -= (x - 1) ** 2 / 2;
      return total;
    };
    const best = plain([...fit.abilities], [...fit.easiness]);
    expect(best).toBeCloseTo(fit.objective, 12);
    expect(fit.logLikelihood).toBeGreaterThan(best);
    for (let at = 0; at < 6; at++) {
      for (const step of [-1e-3, 1e-3]) {
        const moved = [...fit.abilities, ...fit.easiness].map((x, i) => (i === at ? x + step : x));
        expect(plain(moved.slice(0, 3), moved.slice(3))).toBeLessThan(best);
      }
    }
  });

  it("reports each iteration and says when it runs out of them", () => {
    const labels = labelSetFromColumns({
      item: [0, 0, 0, 1, 1, 1, 2, 2, 2],
      annotator: [0, 1, 2, 0, 1, 2, 0, 1, 2],
      label: [0, 0, 1, 1, 1, 1, 0, 1, 0],
    });
    const seen: number[] = [];
    const fit = glad(labels, { onProgress: ({ logLikelihood }) => seen.push(logLikelihood) }).value!;
    expect(seen).toHaveLength(fit.iterations);
    expect(seen.at(-1)).toBeCloseTo(fit.logLikelihood, 9);
    expect(glad(labels, { maxIterations: 1 }).value!.converged).toBe(false);
  });

  it.each([
    ["no judgments", { item: [], annotator: [], label: [] }],
    ["one annotator", { item: [0, 1], annotator: [0, 0], label: [0, 1] }],
    ["one class", { item: [0, 0], annotator: [0, 1], label: [0, 0] }],
    ["no two annotators share an item", { item: [0, 1], annotator: [0, 1], label: [0, 1] }],
  ])("is null with the reason: %s", (reason, columns) => {
    expect(glad(labelSetFromColumns(columns))).toEqual({ value: null, reason });
  });
});
