import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Tallies } from "~/domain/tallies";
import { isForGroups, measureGroup } from "~/features/alerts/reading";
import { METRICS } from "~/metrics";
import goldAccuracy from "~/metrics/gold-accuracy";
import hours from "~/metrics/hours";
import medianHandlingTime from "~/metrics/median-handling-time";
import { wilson } from "~/stats/wilson";
import { NOTHING } from "../../metrics/nothing";

const gold = (correct: number, judged: number): Tallies => ({ ...NOTHING, gold: { correct, judged } });

describe("a group's number", () => {
  it("is unmeasured where nobody has one, insufficient where all together have too few, and never zero", () => {
    expect(measureGroup(goldAccuracy, [])).toMatchObject({ kind: "unmeasured" });
    expect(measureGroup(goldAccuracy, [NOTHING, NOTHING])).toMatchObject({ kind: "unmeasured" });
    expect(measureGroup(goldAccuracy, [gold(3, 4), gold(5, 6)])).toEqual({
      kind: "insufficient",
      n: 10,
      needed: 20,
    });
    expect(measureGroup(hours, [NOTHING])).toMatchObject({ kind: "unmeasured" });
  });

  it("is that of all their judgments, with an interval no narrower than chance alone makes it", () => {
    const people = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(people, (drawn) => {
        const own = drawn.map(([right, wrong]) => gold(right, right + wrong));
        const correct = drawn.reduce((sum, [right]) => sum + right, 0);
        const judged = drawn.reduce((sum, [right, wrong]) => sum + right + wrong, 0);
        const measured = measureGroup(goldAccuracy, own);
        if (measured.kind !== "measured") {
          expect(judged).toBeLessThan(20);
          return;
        }
        expect(measured.value).toBeCloseTo(correct / judged, 12);
        const least = wilson(correct, judged);
        expect(measured.low).toBeLessThanOrEqual(least.low + 1e-12);
        expect(measured.high).toBeGreaterThanOrEqual(Math.min(1, least.high) - 1e-12);
      }),
    );
  });

  // Python: r = 150/200; s = sum((c - r*n)**2) = 50; rel = sqrt(s*2/1)/150; r*exp(-1.959963984540054*rel) -> 0.658134
  it("has the spread between its people in the interval: two who differ say less than two hundred trials", () => {
    const apart = measureGroup(goldAccuracy, [gold(80, 100), gold(70, 100)]);
    expect(apart).toMatchObject({ kind: "measured", value: 0.75, n: 200 });
    expect((apart as { low: number }).low).toBeCloseTo(0.658134, 6);
    const alike = measureGroup(goldAccuracy, [gold(75, 100), gold(75, 100)]);
    expect((alike as { low: number }).low).toBeCloseTo(wilson(150, 200).low, 12);
  });

  it("is there for every metric but a median, which is not had from those of people", () => {
    expect(METRICS.filter((metric) => !isForGroups(metric))).toEqual([medianHandlingTime]);
  });
});
