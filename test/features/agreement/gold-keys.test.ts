import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareWithGold, keysOf } from "~/features/agreement/gold-keys";
import { againstGold } from "~/stats/aggregation/against-gold";
import { majority } from "~/stats/aggregation/majority";
import { taskOf } from "./shared-sets";

const row = fc.record({
  item: fc.constantFrom("1", "2", "3", "4", "5"),
  annotator: fc.constantFrom("a", "b", "c", "d"),
  answer: fc.constantFrom("0", "1", "2"),
});

describe("a consensus held against keys", () => {
  it("is what one class a key gives", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const keyed = rows.map((one) => ({ ...one, key: rows[Number(one.item) % rows.length]!.answer }));
        const { task } = taskOf(keyed);
        const votes = majority(task.labels).value!;
        const codes = Int32Array.from(task.gold, (key) => task.classes.indexOf(task.goldKeys[key] ?? ""));
        const expected = againstGold(votes, codes, task.classes.length).value!;
        const actual = compareWithGold(votes, task.gold, task.classes.length, keysOf(task))!;
        expect(actual).toMatchObject({ n: expected.n, correct: expected.correct, ties: expected.ties });
        expect(actual.possible[0]).toBeCloseTo(expected.possible[0], 12);
        expect(actual.possible[1]).toBeCloseTo(expected.possible[1], 12);
        expect(actual.expectedByLot).toBeCloseTo(expected.expectedByLot, 12);
      }),
    );
  });

  it("is wrong on a key that nobody gave, and still counts it", () => {
    const { task } = taskOf([{ item: "1", answer: "x", key: "never" }]);
    const votes = majority(task.labels).value!;
    expect(compareWithGold(votes, task.gold, 1, keysOf(task))).toMatchObject({
      n: 1,
      correct: 0,
      accuracy: 0,
    });
  });

  it("is null without keys", () => {
    const { task } = taskOf([{ item: "1", answer: "x" }]);
    expect(compareWithGold(majority(task.labels).value!, task.gold, 1, keysOf(task))).toBeNull();
  });

  it("takes the different keys of one item together and counts the item", () => {
    const named = taskOf([
      { item: "1", answer: "x", key: "x" },
      { item: "1", annotator: "b", answer: "y", key: "y" },
    ]);
    expect(named.conflictingKeys).toBe(1);
    expect(named.task.goldKeys).toContain("x\ny");
  });
});
