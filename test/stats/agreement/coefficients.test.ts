import { describe, expect, it } from "vitest";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import {
  brennanPrediger,
  fleissKappa,
  gwetAc,
  percentageAgreement,
} from "~/stats/agreement/chance-corrected";
import { studentReach } from "~/stats/agreement/coefficient";
import { cohenKappa } from "~/stats/agreement/cohen-kappa";
import { congerKappa } from "~/stats/agreement/conger-kappa";
import { krippendorffAlpha } from "~/stats/agreement/krippendorff-alpha";
import { valueCounts, valueCountsFromTable } from "~/stats/agreement/value-counts";
import { agreementWeights, type WeightKind } from "~/stats/agreement/weights";
import { seededRandom } from "~/stats/random";
import { agreementReference, labelsOfMatrix } from "../../reference/aggregation/agreement";
import { onEachReferenceSet } from "../../reference/aggregation/sets";

const reference = agreementReference();
const COUNTED = { fleiss: fleissKappa, gwet: gwetAc, bp: brennanPrediger } as const;
const matrices = reference.agreement_matrices.flatMap((matrix) =>
  matrix.irrCAC ? [[matrix.name, matrix] as const] : [],
);

// R: irrCAC 1.4 fleiss.kappa.raw, gwet.ac1.raw, bp.coeff.raw, conger.kappa.raw, krippen.alpha.raw, values to 12 digits
// from its Python port; only values (and standard errors) on which both agree are compared. Tolerance 1e-10.
describe("agreement corrected for chance", () => {
  it.each(matrices)("agrees with irrCAC on %s", (_, matrix) => {
    const { labels, values } = labelsOfMatrix(matrix);
    const counts = valueCounts(labels);
    for (const [name, byWeights] of Object.entries(matrix.irrCAC!)) {
      for (const [kind, expected] of Object.entries(byWeights)) {
        if (expected.R_irrCAC_agrees === false) continue;
        const weights = agreementWeights(kind as WeightKind, values.length, values);
        if (name === "krippendorff") {
          const { alpha } = krippendorffAlpha(counts, { level: "weighted", weights }).value!;
          expect(Math.abs(alpha - expected.value), kind).toBeLessThan(1e-10);
          continue;
        }
        const result =
          name === "conger"
            ? congerKappa(labels, weights)
            : COUNTED[name as keyof typeof COUNTED](counts, weights);
        expect(Math.abs(result.value!.value - expected.value), `${name} ${kind}`).toBeLessThan(1e-10);
        if (expected.R_se_agrees === false) continue;
        expect(Math.abs(result.value!.standardError! - expected.se), `${name} ${kind}`).toBeLessThan(1e-10);
        expect(Math.abs(result.value!.low! - expected.ci95[0])).toBeLessThan(1e-9);
        expect(Math.abs(result.value!.high! - expected.ci95[1])).toBeLessThan(1e-9);
      }
    }
  });

  onEachReferenceSet("agrees with irrCAC", ({ labels, values }) => {
    const counts = valueCounts(labels);
    for (const [name, byWeights] of Object.entries(values.irrCAC ?? {})) {
      for (const [kind, expected] of Object.entries(byWeights)) {
        const weights = agreementWeights(kind as WeightKind, values.classes);
        if (name === "krippendorff") {
          const { alpha } = krippendorffAlpha(counts, { level: "weighted", weights }).value!;
          expect(Math.abs(alpha - expected.value)).toBeLessThan(1e-10);
          continue;
        }
        const result =
          name === "conger"
            ? congerKappa(labels, weights)
            : COUNTED[name as keyof typeof COUNTED](counts, weights);
        expect(Math.abs(result.value!.value - expected.value), `${name} ${kind}`).toBeLessThan(1e-10);
        expect(Math.abs(result.value!.standardError! - expected.se), `${name} ${kind}`).toBeLessThan(1e-10);
      }
    }
  });

  // Python: statsmodels.stats.inter_rater.fleiss_kappa(table, method="fleiss" and "randolph").
  it.each(reference.fleiss_kappa.map((table) => [table.name, table] as const))(
    "agrees with statsmodels on %s",
    (_, table) => {
      const counts = valueCountsFromTable(table.counts);
      const weights = agreementWeights("identity", counts.classCount);
      const kappa = fleissKappa(counts, weights);
      if (table.fleiss_kappa === null)
        expect(kappa).toEqual({ value: null, reason: "every judgment has the same value" });
      else expect(Math.abs(kappa.value!.value - table.fleiss_kappa)).toBeLessThan(1e-10);
      expect(brennanPrediger(counts, weights).value!.value).toBeCloseTo(table.randolph_kappa!, 12);
      const percentage = percentageAgreement(counts, weights).value!;
      expect(percentage.value).toBeCloseTo(table.mean_pairwise_agreement_items_with_2plus, 12);
      expect(percentage.expected).toBe(0);
    },
  );

  it("leaves items nobody judged out, so that they change nothing", () => {
    const columns = { item: [0, 0, 1, 1, 2, 2], annotator: [0, 1, 0, 1, 0, 1], label: [0, 0, 1, 1, 0, 1] };
    const weights = agreementWeights("identity", 2);
    for (const of of [fleissKappa, gwetAc, brennanPrediger]) {
      const one = of(valueCounts(labelSetFromColumns(columns)), weights);
      expect(of(valueCounts(labelSetFromColumns({ ...columns, itemCount: 9 })), weights)).toEqual(one);
    }
    expect(congerKappa(labelSetFromColumns({ ...columns, itemCount: 9 }), weights)).toEqual(
      congerKappa(labelSetFromColumns(columns), weights),
    );
  });

  it("is Cohen's kappa for two annotators who judge everything (Conger)", () => {
    const table = [
      [11, 3, 1],
      [2, 9, 4],
      [0, 3, 8],
    ];
    const cells = table.flatMap((row, c) =>
      row.flatMap((n, k) => Array.from({ length: n }, () => [c, k] as const)),
    );
    const labels = labelSetFromColumns({
      item: cells.flatMap((_, i) => [i, i]),
      annotator: cells.flatMap(() => [0, 1]),
      label: cells.flat(),
    });
    for (const kind of ["identity", "linear", "quadratic"] as const) {
      const weights = agreementWeights(kind, 3);
      expect(congerKappa(labels, weights).value!.value).toBeCloseTo(
        cohenKappa(table.flat(), weights).value!.kappa,
        12,
      );
    }
  });

  it("covers 95 times in 100 (94 to 96 %): Gwet's AC1 of 100 items by three annotators, 4,000 studies", () => {
    const weights = agreementWeights("identity", 3);
    const study = (random: () => number, items: number) => {
      const columns = { item: [] as number[], annotator: [] as number[], label: [] as number[] };
      for (let i = 0; i < items; i++) {
        const truth = Math.floor(3 * random());
        for (let a = 0; a < 3; a++) {
          columns.item.push(i);
          columns.annotator.push(a);
          columns.label.push(random() < 0.6 ? truth : Math.floor(3 * random()));
        }
      }
      return valueCounts(labelSetFromColumns(columns));
    };
    const population = gwetAc(study(seededRandom(1), 400_000), weights).value!.value;
    const random = seededRandom(2);
    let held = 0;
    for (let run = 0; run < 4000; run++) {
      const { low, high } = gwetAc(study(random, 100), weights).value!;
      if (low! <= population && population <= high!) held++;
    }
    expect(held / 4000).toBeGreaterThan(0.94);
    expect(held / 4000).toBeLessThan(0.96);
  });

  const identity = agreementWeights("identity", 2);
  const one = { item: [0, 0], annotator: [0, 1], label: [1, 1], classCount: 2 };

  it.each([
    ["no judgments", { item: [], annotator: [], label: [], classCount: 2 }],
    ["no item has two judgments", { item: [0, 1], annotator: [0, 1], label: [0, 1], classCount: 2 }],
  ])("is null with the reason: %s", (reason, columns) => {
    const labels = labelSetFromColumns(columns);
    for (const of of [fleissKappa, gwetAc, brennanPrediger, percentageAgreement]) {
      expect(of(valueCounts(labels), identity)).toEqual({ value: null, reason });
    }
    expect(congerKappa(labels, identity)).toEqual({ value: null, reason });
  });

  it("is null with one class declared, one annotator, or one value where chance explains all", () => {
    const single = labelSetFromColumns({ ...one, label: [0, 0], classCount: 1 });
    expect(gwetAc(valueCounts(single), agreementWeights("identity", 1)).reason).toBe("one class");
    const alone = labelSetFromColumns({ ...one, annotator: [0, 0], label: [0, 1] });
    expect(congerKappa(alone, identity).reason).toBe("one annotator");
    expect(fleissKappa(valueCounts(labelSetFromColumns(one)), identity).reason).toBe(
      "every judgment has the same value",
    );
    expect(congerKappa(labelSetFromColumns(one), identity).reason).toBe("every judgment has the same value");
  });

  it("has no standard error with one item rather than one of 0", () => {
    const result = gwetAc(valueCounts(labelSetFromColumns(one)), identity).value!;
    expect(result).toMatchObject({ value: 1, standardError: null, low: null, high: null, items: 1 });
  });

  // SciPy: t.ppf(.975, [1, 9, 99]).
  it("reaches as far as Student's t says", () => {
    expect(studentReach(0.95, 1)).toBeCloseTo(12.706204736432095, 9);
    expect(studentReach(0.95, 9)).toBeCloseTo(2.2621571627409915, 9);
    expect(studentReach(0.95, 99)).toBeCloseTo(1.9842169515086827, 9);
  });

  it("refuses weights without a distance", () => {
    expect(() => agreementWeights("linear", 2, [3, 3])).toThrow(RangeError);
    expect(() => agreementWeights("quadratic", 2, [3])).not.toThrow();
    expect(() => agreementWeights("quadratic", 2, [3, Number.NaN])).toThrow(RangeError);
  });
});
