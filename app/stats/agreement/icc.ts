import { rawCrossedVariances } from "../aggregation/crossed-variance";
import { known, undefinedBecause, type Possible } from "../aggregation/possible";
import { type ScoreSet, scoreSetFromColumns } from "../aggregation/score-set";
import { betaQuantile } from "../beta";
import { type Interval, requireConfidence } from "../interval";
import { quantilesOfSorted } from "../quantiles";
import { randomInteger, type Random } from "../random";

/** ICC(2,1): the share of a single score's variance that is the subject's. */
export interface Icc {
  /** 1: one rater is as good as any number. 0 or below: scores say nothing of subjects. */
  readonly icc: number;
  readonly subjects: number;
  readonly raters: number;
  readonly scores: number;
  /** Everybody scored every subject once: then the interval of Shrout and Fleiss holds. */
  readonly balanced: boolean;
}

/** The x with P(F <= x) = probability for F(d1, d2): SciPy `f.ppf`. */
export function fQuantile(probability: number, d1: number, d2: number): number {
  const b = betaQuantile(probability, d1 / 2, d2 / 2);
  return (d2 * b) / (d1 * (1 - b));
}

function present(scores: ScoreSet): { subjects: number; raters: number } {
  let subjects = 0;
  for (let i = 0; i < scores.subjectCount; i++)
    if (scores.subjectStart[i] !== scores.subjectStart[i + 1]) subjects++;
  return { subjects, raters: new Set(scores.rater).size };
}

function isBalanced({ subjectCount, subjectStart, rater }: ScoreSet, raters: number): boolean {
  for (let i = 0; i < subjectCount; i++) {
    const own = rater.subarray(subjectStart[i], subjectStart[i + 1]);
    if (own.length > 0 && (own.length !== raters || new Set(own).size !== raters)) return false;
  }
  return true;
}

/**
 * How far does one rater's score tell subjects apart, if raters are a sample of all who might score? Agreement in value,
 * severity counted as error: subject variance over the sum of subject, rater and residual variance, by analysis of
 * variance or, with scores missing, by moments. Shrout and Fleiss 1979, "Intraclass correlations", ICC(2,1).
 * May be below 0 as they are. Null as `crossedVariances`.
 */
export function icc(scores: ScoreSet): Possible<Icc> {
  const variances = rawCrossedVariances(scores);
  if (variances.value === null) return variances;
  const { subject, rater, residual } = variances.value;
  const all = subject + rater + residual;
  if (!(all > 0)) return undefinedBecause("no variation");
  const { subjects, raters } = present(scores);
  const balanced = isBalanced(scores, raters);
  return known({ icc: subject / all, subjects, raters, scores: scores.value.length, balanced });
}

/**
 * The interval of ICC(2,1) where everybody scored every subject once: Shrout and Fleiss 1979 with Satterthwaite's
 * degrees of freedom, as in R's psych. Null where scores are missing or repeated; see `iccInterval`.
 */
export function iccIntervalOfBalanced(scores: ScoreSet, confidence = 0.95): Possible<Interval> {
  requireConfidence(confidence);
  const estimate = icc(scores);
  const variances = rawCrossedVariances(scores);
  if (estimate.value === null || variances.value === null)
    return undefinedBecause(estimate.reason ?? "no variation");
  if (!estimate.value.balanced) return undefinedBecause("not everybody scored every subject once");
  const { subjects: n, raters: k, icc: rho } = estimate.value;
  const { subject, rater, residual } = variances.value;
  const betweenSubjects = k * subject + residual;
  const betweenRaters = n * rater + residual;
  if (!(residual > 0)) return undefinedBecause("no variation");
  const ratio = betweenRaters / residual;
  const degrees =
    ((k - 1) * (n - 1) * (k * rho * ratio + n * (1 + (k - 1) * rho) - k * rho) ** 2) /
    ((n - 1) * k ** 2 * rho ** 2 * ratio ** 2 + (n * (1 + (k - 1) * rho) - k * rho) ** 2);
  const upper = (1 + confidence) / 2;
  const towardsLow = fQuantile(upper, n - 1, degrees);
  const towardsHigh = fQuantile(upper, degrees, n - 1);
  const others = k * betweenRaters + (k * n - k - n) * residual;
  return known({
    low: (n * (betweenSubjects - towardsLow * residual)) / (towardsLow * others + n * betweenSubjects),
    high: (n * (towardsHigh * betweenSubjects - residual)) / (others + n * towardsHigh * betweenSubjects),
  });
}

/** The subjects at these places, each a subject of its own however often it is drawn. */
function resampled({ subjectStart, rater, value, raterCount }: ScoreSet, places: Int32Array): ScoreSet {
  const columns = { subject: [] as number[], rater: [] as number[], value: [] as number[] };
  places.forEach((place, subject) => {
    for (let row = subjectStart[place]!; row < subjectStart[place + 1]!; row++) {
      columns.subject.push(subject);
      columns.rater.push(rater[row]!);
      columns.value.push(value[row]!);
    }
  });
  return scoreSetFromColumns({ ...columns, subjectCount: places.length, raterCount });
}

/**
 * The interval of ICC(2,1) with scores missing: subjects are resampled with replacement and the middle `confidence` of
 * the values kept. It holds the raters as they are, so it is too narrow where raters are few; use
 * `iccIntervalOfBalanced` where that applies. Null as `icc`.
 */
export function iccInterval(
  scores: ScoreSet,
  random: Random,
  { draws = 500, confidence = 0.95 }: { readonly draws?: number; readonly confidence?: number } = {},
): Possible<Interval> {
  requireConfidence(confidence);
  const estimate = icc(scores);
  if (estimate.value === null) return estimate;
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const places = Int32Array.from({ length: scores.subjectCount }, () =>
      randomInteger(scores.subjectCount, random),
    );
    const drawn = icc(resampled(scores, places));
    if (drawn.value !== null) values.push(drawn.value.icc);
  }
  const tail = (1 - confidence) / 2;
  const ends = quantilesOfSorted(Float64Array.from(values).sort(), [tail, 1 - tail]);
  return ends ? known({ low: ends[0]!, high: ends[1]! }) : undefinedBecause("no variation");
}
