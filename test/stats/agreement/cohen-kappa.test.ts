import { describe, expect, it } from "vitest";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { cohenKappa, tableOfTwo } from "~/stats/agreement/cohen-kappa";
import { pairwiseAgreement } from "~/stats/agreement/pairwise";
import { agreementWeights } from "~/stats/agreement/weights";
import { agreementReference } from "../../reference/aggregation/agreement";
import { onEachReferenceSet } from "../../reference/aggregation/sets";

const tables = agreementReference().cohen_kappa.map((values, at) => [at, values] as const);
const KINDS = { unweighted: "identity", linear: "linear", quadratic: "quadratic" } as const;

describe("Cohen's kappa", () => {
  // Python: statsmodels.stats.inter_rater.cohens_kappa(table, wt=...), equal to sklearn; tolerance 1e-10.
  it.each(tables)("agrees with statsmodels on table %d, weighted too", (_, values) => {
    for (const [name, kind] of Object.entries(KINDS)) {
      const expected = values[name as keyof typeof KINDS];
      const result = cohenKappa(values.table.flat(), agreementWeights(kind, values.table.length));
      if (expected.kappa === null) {
        expect(result).toEqual({ value: null, reason: "every judgment has the same value" });
        continue;
      }
      const kappa = result.value!;
      expect(Math.abs(kappa.kappa - expected.kappa)).toBeLessThan(1e-10);
      expect(Math.abs(kappa.standardError - expected.se!)).toBeLessThan(1e-10);
      expect(Math.abs(kappa.standardErrorUnderNull - expected.se_under_null!)).toBeLessThan(1e-10);
      expect(Math.abs(kappa.low - Math.max(-1, expected.ci95![0]))).toBeLessThan(1e-10);
      expect(Math.abs(kappa.high - Math.min(1, expected.ci95![1]))).toBeLessThan(1e-10);
      if (kind === "identity") expect(kappa.observed).toBeCloseTo(values.observed_agreement, 12);
    }
  });

  it("is null with no item in common", () => {
    expect(cohenKappa([0, 0, 0, 0], agreementWeights("identity", 2)).reason).toBe("nothing to compare");
  });

  it("refuses a table that does not match its weights", () => {
    expect(() => cohenKappa([1, 2, 3, 4], agreementWeights("identity", 3))).toThrow(RangeError);
  });
});

describe("the table of two annotators", () => {
  const labels = labelSetFromColumns({
    item: [0, 0, 0, 1, 1, 2, 3],
    annotator: [0, 0, 1, 0, 1, 0, 1],
    label: [0, 1, 1, 1, 1, 0, 0],
  });

  it("holds the items both judged, each once, however often one of them judged it", () => {
    expect([...tableOfTwo(labels, 0, 1)]).toEqual([0, 0.5, 0, 1.5]);
    expect([...tableOfTwo(labels, 1, 0)]).toEqual([0, 0, 0.5, 1.5]);
  });

  it("agrees with the pairwise matrix, which says nothing where two share no item", () => {
    const matrix = pairwiseAgreement(labels, [1, 0]);
    expect([...matrix.shared]).toEqual([3, 2, 2, 3]);
    expect([...matrix.agreed]).toEqual([3, 1.5, 1.5, 3]);
    const apart = labelSetFromColumns({ item: [0, 1], annotator: [0, 1], label: [0, 0] });
    expect([...pairwiseAgreement(apart, [0, 1]).shared]).toEqual([1, 0, 0, 1]);
  });

  it("refuses an annotator listed twice", () => {
    expect(() => pairwiseAgreement(labels, [0, 0])).toThrow(RangeError);
    expect(() => pairwiseAgreement(labels, [7])).toThrow(RangeError);
  });

  onEachReferenceSet("and the pairwise matrix count the same", ({ labels: set }) => {
    const listed = [0, 1, 2, 3, 4].filter((a) => a < set.annotatorCount);
    const matrix = pairwiseAgreement(set, listed);
    listed.forEach((a, row) =>
      listed.forEach((b, column) => {
        if (a === b) return;
        const table = tableOfTwo(set, a, b);
        const total = table.reduce((sum, n) => sum + n, 0);
        const same = table.reduce((sum, n, cell) => sum + (cell % (set.classCount + 1) === 0 ? n : 0), 0);
        expect(matrix.shared[row * listed.length + column]).toBeCloseTo(total, 9);
        expect(matrix.agreed[row * listed.length + column]).toBeCloseTo(same, 9);
      }),
    );
  });
});
