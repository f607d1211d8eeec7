import { describe, expect, it } from "vitest";
import { analyse } from "~/features/agreement/analyse";
import { TaskBuilder } from "~/features/agreement/task-builder";
import { seededRandom } from "~/stats/random";

const RULES = { rule: "overlap", tolerance: 0, ordinal: false, preference: true, seed: 1 } as const;

/** Ten annotators on 200 pairs with a better one; the last annotator answers at random and mostly A. */
function planted() {
  const random = seededRandom("planted preferences");
  const builder = new TaskBuilder();
  for (let pair = 0; pair < 200; pair++) {
    const better = random() < 0.5 ? "A" : "B";
    const other = better === "A" ? "B" : "A";
    for (let who = 0; who < 9; who++)
      builder.add(`w${who}`, `p${pair}`, random() < 0.85 ? better : other, null, null);
    builder.add("w9", `p${pair}`, random() < 0.75 ? "A" : "B", null, null);
  }
  return builder.build(RULES);
}

describe("preferences", () => {
  const named = planted();
  const preference = analyse(named.task).preference!;
  const last = preference.annotators.find(({ annotator }) => named.annotators[annotator] === "w9")!;

  it("show who does not prefer what the others prefer, against what is attainable", () => {
    expect(last.high!).toBeLessThan(0);
    expect(last.reliability!).toBeLessThan(0.7);
    const others = preference.annotators.filter((row) => row !== last);
    expect(others.every(({ excess }) => excess! > last.excess!)).toBe(true);
    expect(others.every(({ reliability }) => reliability! > 0.7)).toBe(true);
    expect(preference.agreement.value!).toBeLessThan(1);
  });

  it("show whose choices follow the side", () => {
    expect(last.first.low!).toBeGreaterThan(0.6);
    expect(preference.first.n).toBe(2_000);
  });

  it("count each pair once by how clear it is", () => {
    expect(preference.clarity.reduce((sum, count) => sum + count, 0)).toBe(200);
  });

  it("say why circles cannot be seen where items do not name their things", () => {
    expect(preference.circular).toMatchObject({ share: null, triples: 0 });
    expect(preference.circular.reason).toContain("do not name");
  });

  it("find a circle where items name their things", () => {
    const builder = new TaskBuilder();
    for (const pair of ["x vs y", "y vs z", "z vs x"])
      for (const who of ["a", "b"]) builder.add(who, pair, "A", null, null);
    const { circular } = analyse(builder.build(RULES).task).preference!;
    expect(circular).toMatchObject({ share: 1, triples: 1, reason: null });
  });

  it("are null with a reason for one annotator, and absent for other answers", () => {
    const one = new TaskBuilder();
    one.add("a", "p1", "A", null, null);
    one.add("a", "p2", "tie", null, null);
    const alone = analyse(one.build(RULES).task).preference!;
    expect(alone.agreement).toMatchObject({ value: null, reason: "no item has two judgments" });
    expect(alone.modelReason).toBe("one annotator");
    expect(alone).toMatchObject({ ties: 1, clarity: [] });
    expect(JSON.stringify(alone)).not.toContain("NaN");
    const words = new TaskBuilder();
    words.add("a", "p1", "left", null, null);
    expect(analyse(words.build(RULES).task).preference).toBeNull();
  });
});
