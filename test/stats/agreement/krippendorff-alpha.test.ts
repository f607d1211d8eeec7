import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import {
  alphaReading,
  krippendorffAlpha,
  type Level,
  type Scale,
} from "~/stats/agreement/krippendorff-alpha";
import { alphaInterval } from "~/stats/agreement/alpha-interval";
import { valueCounts } from "~/stats/agreement/value-counts";
import { seededRandom } from "~/stats/random";
import { agreementReference, labelsOfMatrix } from "../../reference/aggregation/agreement";
import { generate, SYNTHETIC } from "../../reference/aggregation/generator";
import {
  labelsOfTiny,
  onEachReferenceSet,
  readReference,
  type SetValues,
  tinySets,
} from "../../reference/aggregation/sets";

const LEVELS: readonly Level[] = ["nominal", "ordinal", "interval", "ratio"];
const scaleOf = (level: Level, values: ArrayLike<number>): Scale =>
  level === "interval" || level === "ratio" ? { level, values } : { level };
const indices = (classes: number) => Array.from({ length: classes }, (_, c) => c);

// Python: krippendorff.alpha(reliability_data or value_counts, level_of_measurement); tolerance 1e-10.
describe("Krippendorff's alpha", () => {
  it.each(agreementReference().agreement_matrices.map((matrix) => [matrix.name, matrix] as const))(
    "agrees with the krippendorff package on %s at every level",
    (_, matrix) => {
      const { labels, values } = labelsOfMatrix(matrix);
      for (const level of LEVELS) {
        const result = krippendorffAlpha(valueCounts(labels), scaleOf(level, values));
        const expected = matrix.krippendorff_alpha[level];
        if (expected === null) expect(result.value).toBeNull();
        else expect(Math.abs(result.value!.alpha - expected)).toBeLessThan(1e-10);
      }
    },
  );

  it.each(tinySets())("agrees with it, or is null where it fails, on %s", (_, tiny) => {
    const counts = valueCounts(labelsOfTiny(tiny));
    for (const [level, expected] of Object.entries(tiny.krippendorff_alpha_from_value_counts)) {
      const result = krippendorffAlpha(counts, scaleOf(level as Level, indices(tiny.K_used)));
      if (typeof expected === "number") expect(Math.abs(result.value!.alpha - expected)).toBeLessThan(1e-10);
      else expect(result.value).toBeNull();
    }
  });

  onEachReferenceSet("agrees with it at every level", ({ labels, values }) => {
    const counts = valueCounts(labels);
    for (const level of LEVELS) {
      const result = krippendorffAlpha(counts, scaleOf(level, indices(values.classes)));
      expect(Math.abs(result.value!.alpha - values.krippendorff_alpha[level])).toBeLessThan(1e-10);
    }
  });

  it("agrees with it on half a million judgments, from at most 126 patterns", () => {
    const counts = valueCounts(labelSetFromColumns(generate(SYNTHETIC.synth500k)));
    expect(counts.times.length).toBeLessThanOrEqual(126);
    const expected = readReference<SetValues>("synth500k.json").krippendorff_alpha;
    for (const level of LEVELS) {
      const result = krippendorffAlpha(counts, scaleOf(level, indices(5)));
      expect(Math.abs(result.value!.alpha - expected[level])).toBeLessThan(1e-10);
    }
  });

  it.each([
    ["no judgments", { item: [], annotator: [], label: [] }],
    ["no judgments", { item: [0, 1], annotator: [0, 1], label: [-1, -1] }],
    ["no item has two judgments", { item: [0, 1], annotator: [0, 1], label: [0, 1] }],
    ["every judgment has the same value", { item: [0, 0], annotator: [0, 1], label: [1, 1] }],
  ])("is null with the reason: %s", (reason, columns) => {
    const counts = valueCounts(labelSetFromColumns(columns));
    for (const level of LEVELS) {
      expect(krippendorffAlpha(counts, scaleOf(level, [0, 1]))).toEqual({ value: null, reason });
    }
  });

  it("asks for numbers where the level needs them", () => {
    const counts = valueCounts(labelSetFromColumns({ item: [0, 0], annotator: [0, 1], label: [0, 1] }));
    expect(krippendorffAlpha(counts, { level: "interval", values: [1, Number.NaN] }).reason).toBe(
      "values must be numbers",
    );
    expect(krippendorffAlpha(counts, { level: "ratio", values: [-1, 2] }).reason).toBe(
      "ratio scale needs values of zero or more",
    );
  });

  it("does not change when annotators are renamed, rows permuted or, if nominal, classes relabelled", () => {
    const rows = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(2)), { minLength: 2 });
    fc.assert(
      fc.property(rows, fc.integer(), (judgments, seed) => {
        const alphaOf = (list: readonly (readonly [number, number, number])[]) =>
          krippendorffAlpha(
            valueCounts(
              labelSetFromColumns({
                item: list.map(([item]) => item),
                annotator: list.map(([, annotator]) => annotator),
                label: list.map(([, , label]) => label),
                classCount: 3,
              }),
            ),
            { level: "nominal" },
          );
        const shuffled = fc.sample(fc.shuffledSubarray(judgments, { minLength: judgments.length }), {
          seed,
          numRuns: 1,
        })[0]!;
        const other = alphaOf(
          shuffled.map(([item, annotator, label]) => [item, 3 - annotator, (label + 1) % 3]),
        );
        const alpha = alphaOf(judgments);
        expect(other.reason).toBe(alpha.reason);
        if (alpha.value) expect(other.value!.alpha).toBeCloseTo(alpha.value.alpha, 12);
      }),
    );
  });

  it("is read by Krippendorff's bars", () => {
    expect([0.8, 0.799, 0.667, 0.6].map(alphaReading)).toEqual(["reliable", "tentative", "tentative", "low"]);
  });
});

describe("the bootstrap interval of alpha", () => {
  const simulated = (seed: number, items: number) => {
    const random = seededRandom(seed);
    const item: number[] = [];
    const annotator: number[] = [];
    const label: number[] = [];
    for (let i = 0; i < items; i++) {
      const truth = random() < 0.6 ? 0 : random() < 0.5 ? 1 : 2;
      for (let a = 0; a < 3; a++) {
        item.push(i);
        annotator.push(a);
        label.push(random() < 0.75 ? truth : Math.floor(3 * random()));
      }
    }
    return valueCounts(labelSetFromColumns({ item, annotator, label }));
  };

  it("holds the population's alpha 95 times in 100 (94 to 96 % over 2,500 studies)", () => {
    const population = krippendorffAlpha(simulated(1, 400_000), { level: "nominal" }).value!.alpha;
    let held = 0;
    for (let study = 0; study < 2500; study++) {
      const interval = alphaInterval(
        simulated(1000 + study, 300),
        { level: "nominal" },
        seededRandom(study),
        {
          draws: 300,
        },
      ).value!;
      if (interval.low <= population && population <= interval.high) held++;
    }
    expect(held / 2500).toBeGreaterThan(0.94);
    expect(held / 2500).toBeLessThan(0.96);
  });

  it("is the same for the same seed, and holds the estimate", () => {
    const counts = simulated(7, 200);
    const run = () => alphaInterval(counts, { level: "ordinal" }, seededRandom(5)).value!;
    expect(run()).toEqual(run());
    const alpha = krippendorffAlpha(counts, { level: "ordinal" }).value!.alpha;
    expect(run().low).toBeLessThan(alpha);
    expect(run().high).toBeGreaterThan(alpha);
  });

  it("is null where alpha is, and with one item", () => {
    const one = valueCounts(labelSetFromColumns({ item: [0, 0], annotator: [0, 1], label: [0, 1] }));
    expect(alphaInterval(one, { level: "nominal" }, seededRandom(1)).reason).toBe("one item");
    const same = valueCounts(labelSetFromColumns({ item: [0, 0], annotator: [0, 1], label: [0, 0] }));
    expect(alphaInterval(same, { level: "nominal" }, seededRandom(1)).reason).toBe(
      "every judgment has the same value",
    );
  });
});
