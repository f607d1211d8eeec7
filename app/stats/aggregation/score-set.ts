/**
 * Numeric judgments, sparse: who gave which subject which value. A subject is what is scored (an item, or an annotator's
 * piece of work), a rater who scores it (an annotator, or a reviewer). Rows are in order of subject, then rater; a rater
 * may score a subject more than once. Typed arrays only, so that a set can be transferred to a worker thread.
 */
export interface ScoreSet {
  readonly subjectCount: number;
  readonly raterCount: number;
  /** Rows of subject i are subjectStart[i] up to, not including, subjectStart[i + 1]. */
  readonly subjectStart: Int32Array;
  readonly rater: Int32Array;
  readonly value: Float64Array;
}

/** Scores as three columns of codes and values, in any order. A value that is not finite is missing and left out. */
export interface ScoreColumns {
  readonly subject: ArrayLike<number>;
  readonly rater: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** Declared sizes, where they exceed the largest code plus one. */
  readonly subjectCount?: number;
  readonly raterCount?: number;
}

function countOf(codes: ArrayLike<number>, declared: number | undefined, what: string): number {
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (!Number.isInteger(codes[row]) || codes[row]! < 0)
      throw new RangeError(`${what} ${codes[row]} is no code`);
    count = Math.max(count, codes[row]! + 1);
  }
  if (declared !== undefined && declared < count)
    throw new RangeError(`${what} ${count - 1} is outside ${declared}`);
  return declared ?? count;
}

/**
 * A score set from columns; the order of rows changes nothing. Throws a RangeError for a code that is negative, not whole or outside a declared size.
 */
export function scoreSetFromColumns(columns: ScoreColumns): ScoreSet {
  const { subject, rater, value } = columns;
  if (subject.length !== value.length || rater.length !== value.length)
    throw new RangeError("columns differ in length");
  const subjectCount = countOf(subject, columns.subjectCount, "subject");
  const raterCount = countOf(rater, columns.raterCount, "rater");
  const present = Array.from(value, (score, row) => (Number.isFinite(score) ? row : -1)).filter(
    (row) => row >= 0,
  );
  const byRater = sortedBy(Int32Array.from(present), rater, raterCount).rows;
  const { rows, start } = sortedBy(byRater, subject, subjectCount);
  const set = {
    subjectCount,
    raterCount,
    subjectStart: start,
    rater: Int32Array.from(rows, (row) => rater[row]!),
    value: Float64Array.from(rows, (row) => value[row]!),
  };
  sortRepeats(set);
  return set;
}

/** A stable counting sort of rows by their code, and where each code starts. */
function sortedBy(
  rows: Int32Array,
  codes: ArrayLike<number>,
  count: number,
): { rows: Int32Array; start: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const row of rows) start[codes[row]! + 1]!++;
  for (let code = 0; code < count; code++) start[code + 1]! += start[code]!;
  const next = start.slice(0, count);
  const sorted = new Int32Array(rows.length);
  for (const row of rows) sorted[next[codes[row]!]!++] = row;
  return { rows: sorted, start };
}

/** Puts a rater's several scores of one subject in order of value. */
function sortRepeats({ subjectCount, subjectStart, rater, value }: ScoreSet): void {
  for (let i = 0; i < subjectCount; i++) {
    for (let row = subjectStart[i]!; row < subjectStart[i + 1]!;) {
      let next = row + 1;
      while (next < subjectStart[i + 1]! && rater[next] === rater[row]) next++;
      if (next > row + 1) value.subarray(row, next).sort();
      row = next;
    }
  }
}
