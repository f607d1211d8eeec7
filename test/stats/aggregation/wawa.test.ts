import { describe, expect, it } from "vitest";
import { againstGold } from "~/stats/aggregation/against-gold";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { majority } from "~/stats/aggregation/majority";
import { agreementWith, fitWawa, fitZeroBasedSkill, wawa, zeroBasedSkill } from "~/stats/aggregation/wawa";
import { distance, expectConsensus } from "../../reference/aggregation/compare";
import { generate, SYNTHETIC } from "../../reference/aggregation/generator";
import {
  labelsOfTiny,
  onEachReferenceSet,
  readReference,
  type SetValues,
  tinySets,
} from "../../reference/aggregation/sets";

// Python: crowd-kit 1.4.1 Wawa().fit_predict_proba and ZeroBasedSkill().fit_predict_proba; it counts repeats once.
describe("weighted votes", () => {
  it.each(tinySets())("give the reference's skills and labels on %s", (_, tiny) => {
    const labels = labelsOfTiny(tiny);
    const votes = majority(labels).value!.labels;
    expect(distance(agreementWith(labels, votes, "distinct"), tiny.agreement_with_majority)).toBeLessThan(
      1e-12,
    );
    const fit = fitWawa(labels, "distinct");
    expect(distance(fit.skills, tiny.wawa_skills)).toBeLessThan(1e-12);
    expect([...fit.labels]).toEqual(tiny.wawa_labels);
  });

  onEachReferenceSet("give the reference's values", ({ labels, gold, values }) => {
    for (const [fit, expected] of [
      [fitWawa(labels, "distinct"), values.wawa],
      [fitZeroBasedSkill(labels, "distinct"), values.zero_based_skill],
    ] as const) {
      expectConsensus(fit, expected, 1e-9);
      expect(distance(fit.skills, expected.skills)).toBeLessThan(1e-9);
      if (expected.correct === undefined || expected.near_ties_lt_1e_6.length > 0) continue;
      expect(againstGold(fit, gold, values.classes).value!.correct).toBe(expected.correct);
    }
  });

  it("give the reference's values on half a million judgments", () => {
    const values = readReference<SetValues>("synth500k.json");
    const labels = labelSetFromColumns(generate(SYNTHETIC.synth500k));
    const first = fitWawa(labels);
    expectConsensus(first, values.wawa, 1e-9);
    expect(distance(first.skills.subarray(0, 50), values.wawa.skills)).toBeLessThan(1e-9);
    const rounds = fitZeroBasedSkill(labels);
    expect(distance(rounds.skills.subarray(0, 50), values.zero_based_skill.skills)).toBeLessThan(1e-9);
    expectConsensus(rounds, values.zero_based_skill, 1e-9);
  });

  it("count every judgment unless told to count repeats once", () => {
    const labels = labelSetFromColumns({
      item: [0, 0, 0, 1, 1],
      annotator: [0, 0, 1, 0, 1],
      label: [1, 1, 1, 0, 1],
    });
    const answers = Int32Array.of(1, 1);
    expect([...agreementWith(labels, answers)]).toEqual([2 / 3, 1]);
    expect([...agreementWith(labels, answers, "distinct")]).toEqual([1 / 2, 1]);
  });

  it("fall back on plain counts where nobody on an item has any weight", () => {
    const labels = labelSetFromColumns({
      item: [0, 0, 0, 1, 1, 1, 2, 2],
      annotator: [0, 1, 2, 0, 1, 2, 2, 3],
      label: [0, 0, 1, 0, 0, 1, 1, 0],
    });
    const fit = fitWawa(labels);
    expect(fit.posterior.every((share) => Number.isFinite(share))).toBe(true);
  });

  it.each([
    ["no judgments", { item: [], annotator: [], label: [] }],
    ["one annotator", { item: [0, 1], annotator: [0, 0], label: [0, 1] }],
    ["one class", { item: [0, 0], annotator: [0, 1], label: [0, 0] }],
    ["no two annotators share an item", { item: [0, 1], annotator: [0, 1], label: [0, 1] }],
  ])("are null with the reason: %s", (reason, columns) => {
    const labels = labelSetFromColumns(columns);
    expect(wawa(labels)).toEqual({ value: null, reason });
    expect(zeroBasedSkill(labels)).toEqual({ value: null, reason });
  });
});
