import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { againstGold, worseThanMajority } from "~/stats/aggregation/against-gold";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { majority } from "~/stats/aggregation/majority";
import { generate, SYNTHETIC } from "../../reference/aggregation/generator";
import {
  labelsOfTiny,
  readReference,
  onEachReferenceSet,
  type SetValues,
  tinySets,
} from "../../reference/aggregation/sets";

const digits = (labels: Int32Array) => [...labels].join("");

describe("majority", () => {
  it.each(tinySets())("gives the reference's shares and labels on %s", (_, tiny) => {
    const result = majority(labelsOfTiny(tiny)).value!;
    expect([...result.labels]).toEqual(tiny.majority_labels_lowest_id_on_tie);
    tiny.vote_shares_items_x_K.forEach((share, at) => expect(result.posterior[at]).toBeCloseTo(share, 12));
  });

  onEachReferenceSet("gives the reference's labels, ties and accuracy", ({ labels, gold, values }) => {
    const result = majority(labels).value!;
    const expected = values.majority_vote;
    expect(digits(result.labels)).toBe(expected.labels);
    expect(result.ties).toBe(expected.tied_items);
    for (const [item, shares] of Object.entries(expected.posterior_items)) {
      shares.forEach((share, c) =>
        expect(result.posterior[Number(item) * values.classes + c]).toBeCloseTo(share, 12),
      );
    }
    const judged = againstGold(result, gold, values.classes);
    if (expected.accuracy_vs_gold === undefined) {
      expect(judged).toEqual({ value: null, reason: "nothing to compare" });
      return;
    }
    expect(judged.value!.accuracy).toBe(expected.accuracy_vs_gold);
    expect(judged.value!.possible[0]).toBeCloseTo(expected.accuracy_bounds_over_tie_breaking![0], 12);
    expect(judged.value!.possible[1]).toBeCloseTo(expected.accuracy_bounds_over_tie_breaking![1], 12);
    expect(judged.value!.expectedByLot).toBeCloseTo(expected.accuracy_expected_random_ties!, 12);
  });

  it("gives the reference's labels and ties on half a million judgments", () => {
    const expected = readReference<SetValues>("synth500k.json").majority_vote;
    const set = generate(SYNTHETIC.synth500k);
    const result = majority(labelSetFromColumns(set)).value!;
    expect(createHash("sha256").update(Uint8Array.from(result.labels)).digest("hex")).toBe(
      expected.labels_sha256_u8,
    );
    expect(result.ties).toBe(expected.tied_items);
    const judged = againstGold(result, set.truth, 5).value!;
    expect(judged.accuracy).toBeCloseTo(expected.accuracy_vs_gold!, 12);
    expect(judged.possible[0]).toBeCloseTo(expected.accuracy_bounds_over_tie_breaking![0], 12);
  });

  it("says that there are no judgments rather than give a label", () => {
    const empty = labelSetFromColumns({ item: [], annotator: [], label: [] });
    expect(majority(empty)).toEqual({ value: null, reason: "no judgments" });
    const missing = labelSetFromColumns({ item: [0, 1], annotator: [0, 0], label: [-1, -1], classCount: 2 });
    expect(majority(missing)).toEqual({ value: null, reason: "no judgments" });
  });

  it("gives an item nobody judged no label and equal shares", () => {
    const labels = labelSetFromColumns({ item: [0], annotator: [0], label: [1], itemCount: 2 });
    const result = majority(labels).value!;
    expect([...result.labels]).toEqual([1, -1]);
    expect([...result.posterior]).toEqual([0, 1, 0.5, 0.5]);
  });
});

describe("a model against the majority on gold", () => {
  const labels = labelSetFromColumns({ item: [0, 1, 2, 3], annotator: [0, 0, 0, 0], label: [0, 1, 1, 0] });
  const votes = majority(labels).value!;
  const swapped = majority({ ...labels, label: Int32Array.from([1, 0, 1, 0]) }).value!;

  it("is warned of when it is right less often", () => {
    expect(worseThanMajority(swapped, votes, [0, 1, 1, 1])).toEqual({
      kind: "worse than majority",
      n: 4,
      modelAccuracy: 0.25,
      majorityAccuracy: 0.75,
      onlyMajorityRight: 2,
      onlyModelRight: 0,
    });
  });

  it("is not warned of when it does as well, or where no answer is known", () => {
    expect(worseThanMajority(votes, votes, [0, 1, 1, 1])).toBeNull();
    expect(worseThanMajority(swapped, votes, [-1, -1, -1, -1])).toBeNull();
  });
});
