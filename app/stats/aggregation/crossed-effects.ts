import { type CrossedSolution, type Incidence, solveCrossed } from "./crossed-solve";
import { sweepCrossed } from "./crossed-sweeps";
import { type CrossedVariances, crossedVariances, subjectOfRow } from "./crossed-variance";
import { known, type Possible } from "./possible";
import type { ScoreSet } from "./score-set";

/** Scores with raters' severity taken out. Everything is in the unit of the scores. */
export interface CrossedEffects {
  readonly mean: number;
  readonly variances: CrossedVariances;
  /** Plain mean of each subject's scores; null without any. */
  readonly rawMean: readonly (number | null)[];
  /** Mean plus the subject's effect: severity out, and drawn towards the mean by as much as scores are few. */
  readonly adjustedMean: Float64Array;
  readonly adjustedMeanError: Float64Array;
  /** How far the rater's scores lie above (lenient) or below (severe) what their subjects deserve. */
  readonly leniency: Float64Array;
  readonly leniencyError: Float64Array;
  /** Scores behind each. */
  readonly scoresOfSubject: Int32Array;
  readonly scoresOfRater: Int32Array;
  /** Standard errors are exact given the variances, or close (see `sweepCrossed`). */
  readonly errors: "exact" | "close";
}

/** Most levels of the smaller factor for which a dense equation is solved: about a second. */
const MOST_DENSE = 600;

function byRater({ raterCount, rater, value }: ScoreSet, subject: Int32Array): Incidence {
  const start = new Int32Array(raterCount + 1);
  for (const who of rater) start[who + 1]!++;
  for (let j = 0; j < raterCount; j++) start[j + 1]! += start[j]!;
  const next = start.slice(0, raterCount);
  const other = new Int32Array(rater.length);
  const values = new Float64Array(rater.length);
  rater.forEach((who, row) => {
    const to = next[who]!++;
    other[to] = subject[row]!;
    values[to] = value[row]!;
  });
  return { start, other, value: values };
}

interface Solved {
  readonly mean: number;
  readonly subject: CrossedSolution["wide"];
  readonly rater: CrossedSolution["wide"];
  readonly errors: "exact" | "close";
}

function solve(subjects: Incidence, raters: Incidence, variances: CrossedVariances): Solved {
  const subjectCount = subjects.start.length - 1;
  const raterCount = raters.start.length - 1;
  if (Math.min(subjectCount, raterCount) > MOST_DENSE) {
    const { mean, wide, narrow } = sweepCrossed(subjects, raters, variances);
    return { mean, subject: wide, rater: narrow, errors: "close" };
  }
  if (raterCount <= subjectCount) {
    const { mean, wide, narrow } = solveCrossed(subjects, raterCount, variances);
    return { mean, subject: wide, rater: narrow, errors: "exact" };
  }
  const turned = { subject: variances.rater, rater: variances.subject, residual: variances.residual };
  const { mean, wide, narrow } = solveCrossed(raters, subjectCount, turned);
  return { mean, subject: narrow, rater: wide, errors: "exact" };
}

/**
 * What would each subject score if all raters were equally severe? score = mean + subject + rater + noise, all three
 * random (crossed random effects): variances by `crossedVariances`, effects as best linear unbiased predictions. For
 * ratings subjects are items and raters annotators; for revised text subjects are annotators' pieces or annotators
 * themselves, and raters are reviewers. Severity is separate from noise: a rater can be steady and severe.
 *
 * Null as `crossedVariances`. Variances and errors treat scores as numbers, an assumption for a scale of five words.
 */
export function crossedEffects(scores: ScoreSet): Possible<CrossedEffects> {
  const variances = crossedVariances(scores);
  if (variances.value === null) return variances;
  const spread = variances.value.subject + variances.value.rater + variances.value.residual;
  // Scores that add up without any noise leave no residual; a millionth of the spread keeps the equations solvable.
  const residual = Math.max(variances.value.residual, 1e-6 * spread);
  const subject = subjectOfRow(scores);
  const subjects = { start: scores.subjectStart, other: scores.rater, value: scores.value };
  const raters = byRater(scores, subject);
  const solved = solve(subjects, raters, { ...variances.value, residual });
  const counts = ({ start }: Incidence) =>
    Int32Array.from({ length: start.length - 1 }, (_, i) => start[i + 1]! - start[i]!);
  return known({
    mean: solved.mean,
    variances: variances.value,
    rawMean: rawMeans(subjects),
    adjustedMean: solved.subject.effect.map((effect) => solved.mean + effect),
    adjustedMeanError: solved.subject.meanError,
    leniency: solved.rater.effect,
    leniencyError: solved.rater.effectError,
    scoresOfSubject: counts(subjects),
    scoresOfRater: counts(raters),
    errors: solved.errors,
  });
}

function rawMeans({ start, value }: Incidence): (number | null)[] {
  return Array.from({ length: start.length - 1 }, (_, i) => {
    const own = value.subarray(start[i], start[i + 1]);
    return own.length === 0 ? null : own.reduce((sum, score) => sum + score, 0) / own.length;
  });
}
