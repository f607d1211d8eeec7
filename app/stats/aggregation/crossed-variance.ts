import { known, undefinedBecause, type Possible } from "./possible";
import type { ScoreSet } from "./score-set";

/** Variances in the squared unit of the scores: between subjects, between raters, and what is left. */
export interface CrossedVariances {
  readonly subject: number;
  readonly rater: number;
  readonly residual: number;
}

/** Sums of squares within each group, and what their expectations are made of. */
interface Within {
  /** Sum of squares within groups. */
  readonly squares: number;
  /** Groups with a row. */
  readonly groups: number;
  /** Sum over groups of (rows of a subject by a rater)^2 / rows of the group. */
  readonly repeated: number;
  /** Sum over groups of rows^2. */
  readonly rowsSquared: number;
}

/** For every row, how often its rater scored its subject. */
function timesEach({ subjectCount, subjectStart, rater }: ScoreSet): Float64Array {
  const times = new Float64Array(rater.length);
  for (let i = 0; i < subjectCount; i++) {
    for (let row = subjectStart[i]!; row < subjectStart[i + 1]!;) {
      let next = row + 1;
      while (next < subjectStart[i + 1]! && rater[next] === rater[row]) next++;
      times.fill(next - row, row, next);
      row = next;
    }
  }
  return times;
}

function withinGroups(
  groupOf: ArrayLike<number>,
  count: number,
  off: Float64Array,
  times: Float64Array,
): Within {
  const rows = new Float64Array(count);
  const sum = new Float64Array(count);
  const repeated = new Float64Array(count);
  let squares = 0;
  for (let row = 0; row < off.length; row++) {
    const group = groupOf[row]!;
    rows[group]!++;
    sum[group]! += off[row]!;
    repeated[group]! += times[row]!;
    squares += off[row]! ** 2;
  }
  const found = { groups: 0, repeated: 0, rowsSquared: 0 };
  for (let group = 0; group < count; group++) {
    if (rows[group] === 0) continue;
    squares -= sum[group]! ** 2 / rows[group]!;
    found.groups++;
    found.repeated += repeated[group]! / rows[group]!;
    found.rowsSquared += rows[group]! ** 2;
  }
  return { ...found, squares: Math.max(0, squares) };
}

/** The subject of each row. */
export function subjectOfRow({ subjectCount, subjectStart, value }: ScoreSet): Int32Array {
  const subject = new Int32Array(value.length);
  for (let i = 0; i < subjectCount; i++) subject.fill(i, subjectStart[i], subjectStart[i + 1]);
  return subject;
}

/** Solves the three equations by Cramer's rule; null where they do not tell the three apart. */
function solveThree(
  m: readonly (readonly number[])[],
  b: readonly number[],
): [number, number, number] | null {
  const det = (x: readonly (readonly number[])[]) =>
    x[0]![0]! * (x[1]![1]! * x[2]![2]! - x[1]![2]! * x[2]![1]!) -
    x[0]![1]! * (x[1]![0]! * x[2]![2]! - x[1]![2]! * x[2]![0]!) +
    x[0]![2]! * (x[1]![0]! * x[2]![1]! - x[1]![1]! * x[2]![0]!);
  const whole = det(m);
  const scale = m.reduce((product, row) => product * Math.max(...row.map(Math.abs)), 1);
  if (!(Math.abs(whole) > 1e-10 * scale)) return null;
  const replaced = (column: number) =>
    det(m.map((row, i) => row.map((x, j) => (j === column ? b[i]! : x)))) / whole;
  return [replaced(0), replaced(1), replaced(2)];
}

/**
 * How much do scores vary with the subject, with the rater, and otherwise? Moments: the sums of squares within subjects,
 * within raters and in all are set equal to their expectations, which is linear in the number of scores whatever the
 * pattern of who scored what, and equals analysis of variance where everybody scores everything. A negative answer
 * means that no such variance can be seen, and is given as 0.
 *
 * Null without scores, with one rater, without a subject scored twice, where nothing varies, or where the pattern cannot
 * tell subjects from raters. Gao and Owen 2017, "Efficient moment calculations for variance components in large
 * unbalanced crossed random effects models", extended to repeats.
 */
export function crossedVariances(scores: ScoreSet): Possible<CrossedVariances> {
  const raw = rawCrossedVariances(scores);
  if (raw.value === null) return raw;
  const { subject, rater, residual } = raw.value;
  return known({ subject: Math.max(0, subject), rater: Math.max(0, rater), residual: Math.max(0, residual) });
}

/** As `crossedVariances`, negative answers left as they are: unbiased, for what is averaged or resampled. */
export function rawCrossedVariances(scores: ScoreSet): Possible<CrossedVariances> {
  const { value, rater, raterCount, subjectCount } = scores;
  const n = value.length;
  if (n === 0) return undefinedBecause("no judgments");
  if (rater.every((one) => one === rater[0])) return undefinedBecause("one annotator");
  const mean = value.reduce((sum, score) => sum + score, 0) / n;
  const off = value.map((score) => score - mean);
  const total = off.reduce((sum, score) => sum + score * score, 0);
  if (!(total > 1e-24 * n * (1 + mean * mean))) return undefinedBecause("no variation");
  const times = timesEach(scores);
  const bySubject = withinGroups(subjectOfRow(scores), subjectCount, off, times);
  const byRater = withinGroups(rater, raterCount, off, times);
  if (bySubject.groups === 1) return undefinedBecause("one item");
  if (bySubject.groups === n) return undefinedBecause("no item has two judgments");
  const solved = solveThree(
    [
      [0, n - bySubject.repeated, n - bySubject.groups],
      [n - byRater.repeated, 0, n - byRater.groups],
      [n - bySubject.rowsSquared / n, n - byRater.rowsSquared / n, n - 1],
    ],
    [bySubject.squares, byRater.squares, total],
  );
  if (!solved) return undefinedBecause("no two annotators share an item");
  return known({ subject: solved[0], rater: solved[1], residual: solved[2] });
}
