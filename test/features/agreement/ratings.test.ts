import { describe, expect, it } from "vitest";
import { analyse } from "~/features/agreement/analyse";
import { TaskBuilder } from "~/features/agreement/task-builder";
import { drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";

const RULES = { rule: "overlap", tolerance: 0, ordinal: true, seed: 1 } as const;
const FAIR = Array.from({ length: 9 }, (_, i) => [`fair${i}`, 0] as const);
const LEANS: readonly (readonly [string, number])[] = [["kind", 0.8], ["hard", -0.8], ["fair", 0], ...FAIR];

/** Ratings 1 to 5 of 400 items by twelve annotators of known leniency; every tenth item has its true value as a key. */
function planted() {
  const random = seededRandom("planted ratings");
  const builder = new TaskBuilder();
  for (let item = 0; item < 400; item++) {
    const truth = 1 + Math.floor(random() * 5);
    for (const [annotator, lean] of LEANS) {
      const rating = Math.min(5, Math.max(1, Math.round(truth + lean + 0.4 * drawNormal(random))));
      builder.add(annotator, `i${item}`, String(rating), item % 10 === 0 ? String(truth) : null, null);
    }
  }
  return builder.build(RULES);
}

describe("ratings", () => {
  const named = planted();
  const rating = analyse(named.task).rating!;
  const byName = new Map(rating.annotators.map((row) => [named.annotators[row.annotator], row]));

  it("tell severe annotators from lenient ones", () => {
    const { kind, fair, hard } = Object.fromEntries(byName) as Record<string, (typeof rating.annotators)[0]>;
    expect(kind!.low!).toBeGreaterThan(0.3);
    expect(hard!.high!).toBeLessThan(-0.3);
    expect(Math.abs(fair!.leniency!)).toBeLessThan(0.2);
    expect(rating.spread!.annotators).toBeGreaterThan(0.2);
  });

  it("are held against keys with bias and distance apart", () => {
    expect(byName.get("kind")!.errors!.bias).toBeGreaterThan(0.3);
    expect(byName.get("hard")!.errors!.bias).toBeLessThan(-0.3);
    expect(rating.errors).toMatchObject({ n: 480 });
    expect(rating.errors!.withinOne).toBeGreaterThan(rating.errors!.exact);
    expect(rating.kappaWithKeys.value!).toBeGreaterThan(0.7);
    expect(rating.kappaBetween.value!).toBeGreaterThan(0.5);
  });

  it("have a mean between those of the lenient and the severe", () => {
    expect(rating.mean.value!).toBeCloseTo(rating.rawMean, 2);
    expect(rating.mean.low!).toBeLessThan(rating.mean.value!);
  });

  it("of one annotator have no severity, and say why", () => {
    const builder = new TaskBuilder();
    for (let item = 0; item < 5; item++) builder.add("one", `i${item}`, String(1 + (item % 3)), null, null);
    const alone = analyse(builder.build(RULES).task).rating!;
    expect(alone.mean).toMatchObject({ value: null });
    expect(alone.mean.reason).toBeTruthy();
    expect(alone.annotators[0]).toMatchObject({ leniency: null, errors: null });
    expect(JSON.stringify(alone)).not.toContain("NaN");
  });

  it("that all have one value are null with a reason", () => {
    const builder = new TaskBuilder();
    for (const who of ["a", "b"]) for (const item of ["x", "y"]) builder.add(who, item, "3", "3", null);
    const same = analyse(builder.build(RULES).task).rating!;
    expect(same.kappaWithKeys).toMatchObject({ value: null, reason: "one class" });
    expect(same.kappaBetween).toMatchObject({ value: null, reason: "one class" });
    expect(same.errors).toMatchObject({ n: 4, exact: 1, bias: 0 });
  });

  it("are absent of answers that are not numbers, and of an empty project", () => {
    const words = new TaskBuilder();
    words.add("a", "x", "good", null, null);
    expect(analyse(words.build(RULES).task).rating).toBeNull();
    expect(analyse(new TaskBuilder().build(RULES).task).rating).toBeNull();
  });
});
