import { describe, expect, it } from "vitest";
import { scoreSetFromColumns } from "~/stats/aggregation/score-set";
import { fQuantile, icc, iccInterval, iccIntervalOfBalanced } from "~/stats/agreement/icc";
import { drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { scoreReference } from "../../reference/aggregation/scores";

const reference = scoreReference();

const setOf = (table: readonly (readonly number[])[]) => {
  const cells = table.flatMap((row, subject) => row.map((value, rater) => ({ subject, rater, value })));
  return scoreSetFromColumns({
    subject: cells.map(({ subject }) => subject),
    rater: cells.map(({ rater }) => rater),
    value: cells.map(({ value }) => value),
  });
};

const simulated = (random: () => number, subjects: number, raters: number) => {
  const severity = Array.from({ length: raters }, () => 0.5 * drawNormal(random));
  return Array.from({ length: subjects }, () => {
    const merit = drawNormal(random);
    return severity.map((severe) => merit + severe + 0.7 * drawNormal(random));
  });
};

describe("ICC(2,1)", () => {
  // Python: scores.py; the first is Shrout and Fleiss' own table, and R's psych::ICC prints .29 (.019, .761) for it.
  it.each(reference.icc.map((values) => [values.name, values] as const))(
    "agrees with the analysis of variance of %s",
    (_, values) => {
      const scores = setOf(values.table);
      const found = icc(scores).value!;
      expect(Math.abs(found.icc - values.icc)).toBeLessThan(1e-10);
      expect(found.balanced).toBe(true);
      const { low, high } = iccIntervalOfBalanced(scores).value!;
      expect(Math.abs(low - values.low)).toBeLessThan(1e-8);
      expect(Math.abs(high - values.high)).toBeLessThan(1e-8);
    },
  );

  it("agrees with SciPy on quantiles of F", () => {
    for (const [p, d1, d2, value] of reference.f) expect(fQuantile(p, d1, d2) / value).toBeCloseTo(1, 8);
  });

  it("covers its true value 95 times in 100 where all score all (94 to 97 %)", () => {
    const random = seededRandom(1);
    const truth = 1 / (1 + 0.25 + 0.49);
    let held = 0;
    for (let study = 0; study < 1500; study++) {
      const { low, high } = iccIntervalOfBalanced(setOf(simulated(random, 20, 6))).value!;
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 1500).toBeGreaterThan(0.94);
    expect(held / 1500).toBeLessThan(0.97);
  });

  it("needs no complete table, and resamples subjects for its interval", () => {
    const table = simulated(seededRandom(8), 60, 8);
    const cells = table.flatMap((row, subject) =>
      row
        .map((value, rater) => ({ subject, rater, value }))
        .filter(({ rater }) => (subject + rater) % 3 !== 0),
    );
    const scores = scoreSetFromColumns({
      subject: cells.map(({ subject }) => subject),
      rater: cells.map(({ rater }) => rater),
      value: cells.map(({ value }) => value),
    });
    const found = icc(scores).value!;
    expect(found.balanced).toBe(false);
    expect(iccIntervalOfBalanced(scores).reason).toBe("not everybody scored every subject once");
    const { low, high } = iccInterval(scores, seededRandom(2)).value!;
    expect(low).toBeLessThan(found.icc);
    expect(high).toBeGreaterThan(found.icc);
    expect(Math.abs(found.icc - icc(setOf(table)).value!.icc)).toBeLessThan(0.15);
  });

  it.each([
    ["no judgments", []],
    ["one annotator", [[1], [2]]],
    ["one item", [[1, 2, 3]]],
    [
      "no variation",
      [
        [2, 2],
        [2, 2],
      ],
    ],
  ])("is null with the reason: %s", (reason, table) => {
    const scores = setOf(table);
    expect(icc(scores)).toEqual({ value: null, reason });
    expect(iccIntervalOfBalanced(scores)).toEqual({ value: null, reason });
    expect(iccInterval(scores, seededRandom(1))).toEqual({ value: null, reason });
  });
});
