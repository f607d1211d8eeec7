import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { labelSetFromColumns, LabelSetBuilder } from "~/stats/aggregation/label-set";
import { generate, SYNTHETIC } from "../../reference/aggregation/generator";
import { readReference } from "../../reference/aggregation/sets";

const judgment = fc.tuple(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 0, max: 3 }),
);

const built = (rows: readonly (readonly [number, number, number])[]) => {
  const builder = new LabelSetBuilder();
  for (const [item, annotator, label] of rows) builder.add(`i${item}`, `a${annotator}`, `l${label}`);
  return builder.build();
};

describe("a label set", () => {
  it("is the same whatever the order of rows", () => {
    fc.assert(
      fc.property(fc.array(judgment), fc.integer(), (rows, seed) => {
        const shuffled = fc.sample(fc.shuffledSubarray(rows, { minLength: rows.length }), {
          seed,
          numRuns: 1,
        })[0]!;
        expect(built(shuffled)).toEqual(built(rows));
      }),
    );
  });

  it("keeps every judgment, repeats too", () => {
    fc.assert(
      fc.property(fc.array(judgment), (rows) => {
        const { labels, items, annotators, classes } = built(rows);
        const back: string[] = [];
        for (let i = 0; i < labels.itemCount; i++) {
          for (let row = labels.itemStart[i]!; row < labels.itemStart[i + 1]!; row++) {
            back.push(`${items[i]} ${annotators[labels.annotator[row]!]} ${classes[labels.label[row]!]}`);
          }
        }
        expect(back.sort()).toEqual(rows.map(([i, a, l]) => `i${i} a${a} l${l}`).sort());
      }),
    );
  });

  it("orders classes that are numbers as numbers, so that 10 follows 9", () => {
    const builder = new LabelSetBuilder();
    for (const label of ["10", "9", "2.5", "1"]) builder.add("x", "y", label);
    expect(builder.build().classes).toEqual(["1", "2.5", "9", "10"]);
  });

  it("keeps declared classes and their order, given or not", () => {
    const builder = new LabelSetBuilder({ classes: ["low", "middle", "high"] });
    builder.add("x", "y", "high");
    const { labels, classes } = builder.build();
    expect(classes).toEqual(["low", "middle", "high"]);
    expect(labels.classCount).toBe(3);
    expect([...labels.label]).toEqual([2]);
  });

  it("refuses an answer outside the declared classes", () => {
    const builder = new LabelSetBuilder({ classes: ["yes", "no"] });
    builder.add("x", "y", "maybe");
    expect(() => builder.build()).toThrow(RangeError);
  });

  it("counts missing answers and leaves them out", () => {
    const builder = new LabelSetBuilder();
    builder.add("x", "y", null);
    builder.add("x", "z", "yes");
    const { labels, missing, annotators } = builder.build();
    expect(missing).toBe(1);
    expect(annotators).toEqual(["z"]);
    expect(labels.label).toHaveLength(1);
  });

  it("leaves negative labels out of columns and keeps the item's place", () => {
    const labels = labelSetFromColumns({ item: [0, 1, 2], annotator: [0, 0, 0], label: [1, -1, 0] });
    expect([...labels.itemStart]).toEqual([0, 1, 1, 2]);
  });

  it.each([
    ["a fraction", { item: [0.5], annotator: [0], label: [0] }],
    ["a negative item", { item: [-1], annotator: [0], label: [0] }],
    ["NaN", { item: [0], annotator: [Number.NaN], label: [0] }],
    ["columns of unequal length", { item: [0, 1], annotator: [0], label: [0] }],
    ["a label outside the declared classes", { item: [0], annotator: [0], label: [3], classCount: 3 }],
  ])("refuses %s", (_, columns) => {
    expect(() => labelSetFromColumns(columns)).toThrow(RangeError);
  });

  it("comes from a generator that gives the reference's bytes", () => {
    const expected =
      readReference<Record<string, { sha256_workers_i32_labels_u8: string; sha256_truth_u8: string }>>(
        "synthetic.json",
      );
    for (const name of ["synth2k", "synth500k"] as const) {
      const set = generate(SYNTHETIC[name]);
      const hash = createHash("sha256").update(new Uint8Array(set.annotator.buffer)).update(set.label);
      expect(hash.digest("hex")).toBe(expected[name]!.sha256_workers_i32_labels_u8);
      expect(createHash("sha256").update(set.truth).digest("hex")).toBe(expected[name]!.sha256_truth_u8);
    }
  });
});
