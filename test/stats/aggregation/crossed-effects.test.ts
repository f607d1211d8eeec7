import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossedEffects } from "~/stats/aggregation/crossed-effects";
import { solveCrossed } from "~/stats/aggregation/crossed-solve";
import { sweepCrossed } from "~/stats/aggregation/crossed-sweeps";
import { crossedVariances, rawCrossedVariances } from "~/stats/aggregation/crossed-variance";
import { type ScoreColumns, scoreSetFromColumns } from "~/stats/aggregation/score-set";
import { drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { distance } from "../../reference/aggregation/compare";
import { scoreReference } from "../../reference/aggregation/scores";

const cases = scoreReference().crossed.map((values) => [values.name, values] as const);

/** Scores with known variances: every subject by a few raters of a pool. */
function simulated(
  seed: number,
  subjects: number,
  raters: number,
  each: number,
  [s, r, e]: readonly number[],
) {
  const random = seededRandom(seed);
  const draw = (count: number, deviation: number) =>
    Float64Array.from({ length: count }, () => deviation * drawNormal(random));
  const merit = draw(subjects, s!);
  const leniency = draw(raters, r!);
  const columns = { subject: [] as number[], rater: [] as number[], value: [] as number[] };
  for (let i = 0; i < subjects; i++) {
    for (let n = 0; n < each; n++) {
      const who = Math.floor(raters * random());
      columns.subject.push(i);
      columns.rater.push(who);
      columns.value.push(3 + merit[i]! + leniency[who]! + e! * drawNormal(random));
    }
  }
  return {
    scores: scoreSetFromColumns({ ...columns, subjectCount: subjects, raterCount: raters }),
    merit,
    leniency,
    columns,
  };
}

// Python: scores.py (numpy): pair sums for the moments, the whole mixed model equations inverted.
describe("crossed effects", () => {
  it.each(cases)("agree with numpy on %s", (_, values) => {
    const scores = scoreSetFromColumns(values);
    const { subject, rater, residual } = crossedVariances(scores).value!;
    expect(distance([subject, rater, residual], values.variances)).toBeLessThan(1e-10);
    const found = crossedEffects(scores).value!;
    expect(found.errors).toBe("exact");
    expect(Math.abs(found.mean - values.solution.mean)).toBeLessThan(1e-9);
    expect(distance(found.adjustedMean, values.solution.adjusted)).toBeLessThan(1e-9);
    expect(distance(found.adjustedMeanError, values.solution.adjusted_error)).toBeLessThan(1e-9);
    expect(distance(found.leniency, values.solution.leniency)).toBeLessThan(1e-9);
    expect(distance(found.leniencyError, values.solution.leniency_error)).toBeLessThan(1e-9);
  });

  it("are the same by sweeps as by the dense equations, with errors within a tenth", () => {
    const { scores } = simulated(3, 1200, 300, 5, [1, 0.6, 0.8]);
    const variances = { subject: 1, rater: 0.36, residual: 0.64 };
    const wide = { start: scores.subjectStart, other: scores.rater, value: scores.value };
    const dense = solveCrossed(wide, 300, variances);
    const rows = Array.from(scores.rater, (who, row) => ({ who, row }));
    const subjectOf = Int32Array.from(
      rows,
      ({ row }) => scores.subjectStart.findIndex((start) => start > row) - 1,
    );
    rows.sort((a, b) => a.who - b.who || a.row - b.row);
    const start = new Int32Array(301);
    for (const { who } of rows) start[who + 1]!++;
    for (let j = 0; j < 300; j++) start[j + 1]! += start[j]!;
    const narrow = {
      start,
      other: Int32Array.from(rows, ({ row }) => subjectOf[row]!),
      value: Float64Array.from(rows, ({ row }) => scores.value[row]!),
    };
    const swept = sweepCrossed(wide, narrow, variances);
    expect(Math.abs(swept.mean - dense.mean)).toBeLessThan(1e-7);
    expect(distance(swept.wide.effect, [...dense.wide.effect])).toBeLessThan(1e-7);
    expect(distance(swept.narrow.effect, [...dense.narrow.effect])).toBeLessThan(1e-7);
    swept.narrow.effectError.forEach((error, j) => {
      expect(error / dense.narrow.effectError[j]!).toBeGreaterThan(0.9);
      expect(error / dense.narrow.effectError[j]!).toBeLessThan(1.1);
    });
    swept.wide.effectError.forEach((error, i) => {
      expect(error / dense.wide.effectError[i]!).toBeGreaterThan(0.9);
      expect(error / dense.wide.effectError[i]!).toBeLessThan(1.1);
    });
  });

  it("find the variances that made the scores, on average", () => {
    const sums = [0, 0, 0];
    for (let seed = 1; seed <= 200; seed++) {
      const { subject, rater, residual } = rawCrossedVariances(
        simulated(seed, 80, 12, 3, [1, 0.5, 0.7]).scores,
      ).value!;
      [subject, rater, residual].forEach((variance, at) => (sums[at]! += variance / 200));
    }
    expect(distance(sums, [1, 0.25, 0.49])).toBeLessThan(0.03);
  });

  it("cover the true merit and leniency 95 times in 100 (94 to 96 %)", () => {
    let held = 0;
    let severe = 0;
    let all = 0;
    let raters = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { scores, merit, leniency } = simulated(seed, 200, 40, 4, [1, 0.5, 0.7]);
      const found = crossedEffects(scores).value!;
      merit.forEach((value, i) => {
        all++;
        if (Math.abs(found.adjustedMean[i]! - 3 - value) <= 1.96 * found.adjustedMeanError[i]!) held++;
      });
      leniency.forEach((value, j) => {
        raters++;
        if (Math.abs(found.leniency[j]! - value) <= 1.96 * found.leniencyError[j]!) severe++;
      });
    }
    expect(held / all).toBeGreaterThan(0.94);
    expect(held / all).toBeLessThan(0.96);
    expect(severe / raters).toBeGreaterThan(0.935);
    expect(severe / raters).toBeLessThan(0.965);
  });

  it("come nearer to the truth than plain means where severity differs", () => {
    const { scores, merit } = simulated(9, 300, 20, 2, [1, 1, 0.4]);
    const found = crossedEffects(scores).value!;
    const miss = (estimate: (i: number) => number) =>
      merit.reduce((sum, value, i) => sum + (estimate(i) - 3 - value) ** 2, 0) / merit.length;
    expect(miss((i) => found.adjustedMean[i]!)).toBeLessThan(0.5 * miss((i) => found.rawMean[i]!));
  });

  it("do not change when rows are permuted, and scale and shift with the scores", () => {
    const { columns, scores } = simulated(5, 30, 6, 3, [1, 0.5, 0.5]);
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (scale, shift) => {
          const turned = scoreSetFromColumns({
            subject: [...columns.subject].reverse(),
            rater: [...columns.rater].reverse(),
            value: [...columns.value].reverse().map((value) => scale * value + shift),
          });
          const one = crossedEffects(scores).value!;
          const other = crossedEffects(turned).value!;
          expect(
            distance(
              other.adjustedMean,
              [...one.adjustedMean].map((v) => scale * v + shift),
            ),
          ).toBeLessThan(1e-7 * scale + 1e-9);
          expect(
            distance(
              other.leniencyError,
              [...one.leniencyError].map((v) => scale * v),
            ),
          ).toBeLessThan(1e-6 * scale);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("take scores that add up without noise", () => {
    const found = crossedEffects(
      scoreSetFromColumns({
        subject: [0, 0, 1, 1, 2, 2],
        rater: [0, 1, 0, 1, 0, 1],
        value: [1, 2, 2, 3, 4, 5],
      }),
    ).value!;
    expect(found.variances.residual).toBeCloseTo(0, 12);
    expect(found.leniency[1]! - found.leniency[0]!).toBeCloseTo(1, 3);
    expect([...found.adjustedMean].every(Number.isFinite)).toBe(true);
  });

  it("give a subject without scores the mean and the widest error, and no plain mean", () => {
    const columns = { subject: [0, 0, 1, 1, 2, 2], rater: [0, 1, 0, 1, 0, 1], value: [1, 2, 2, 3.5, 4, 4.8] };
    const found = crossedEffects(scoreSetFromColumns({ ...columns, subjectCount: 4 })).value!;
    expect(found.rawMean[3]).toBeNull();
    expect(found.scoresOfSubject[3]).toBe(0);
    expect(found.adjustedMean[3]).toBeCloseTo(found.mean, 12);
    expect(found.adjustedMeanError[3]).toBe(Math.max(...found.adjustedMeanError));
  });

  it.each<[string, ScoreColumns]>([
    ["no judgments", { subject: [], rater: [], value: [] }],
    ["no judgments", { subject: [0, 1], rater: [0, 1], value: [Number.NaN, Number.NaN] }],
    ["one annotator", { subject: [0, 1], rater: [0, 0], value: [1, 2] }],
    ["one item", { subject: [0, 0, 0], rater: [0, 1, 2], value: [1, 2, 4] }],
    ["no variation", { subject: [0, 0, 1, 1], rater: [0, 1, 0, 1], value: [2, 2, 2, 2] }],
    ["no item has two judgments", { subject: [0, 1, 2], rater: [0, 1, 1], value: [1, 2, 4] }],
    [
      "no two annotators share an item",
      { subject: [0, 0, 1, 1], rater: [0, 0, 1, 1], value: [1, 2, 4, 4.5] },
    ],
  ])("are null with the reason: %s", (reason, columns) => {
    expect(crossedEffects(scoreSetFromColumns(columns))).toEqual({ value: null, reason });
  });

  it("refuse codes that are none", () => {
    expect(() => scoreSetFromColumns({ subject: [-1], rater: [0], value: [1] })).toThrow(RangeError);
    expect(() => scoreSetFromColumns({ subject: [2], rater: [0], value: [1], subjectCount: 2 })).toThrow(
      RangeError,
    );
    expect(() => scoreSetFromColumns({ subject: [0, 1], rater: [0], value: [1] })).toThrow(RangeError);
  });
});
