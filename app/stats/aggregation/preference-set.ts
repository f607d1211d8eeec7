/** Choices between two things shown side by side. Typed arrays only. */
export interface PreferenceSet {
  readonly itemCount: number;
  readonly annotatorCount: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly annotator: Int32Array;
  /** 1 left chosen, 0 right chosen, 0.5 neither. */
  readonly choice: Float64Array;
}

/** Choices as columns of 0-based codes. */
export interface PreferenceColumns {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly annotator: ArrayLike<number>;
  readonly choice: ArrayLike<number>;
}

const countOf = (codes: ArrayLike<number>): number => {
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (!Number.isInteger(codes[row]) || codes[row]! < 0)
      throw new RangeError(`${codes[row]} in row ${row} is no code`);
    count = Math.max(count, codes[row]! + 1);
  }
  return count;
};

/**
 * A preference set from columns. Throws a RangeError for a choice that is not 1, 0.5 or 0, a thing compared with itself,
 * or a code that is none.
 */
export function preferenceSetFromColumns({
  left,
  right,
  annotator,
  choice,
}: PreferenceColumns): PreferenceSet {
  if (new Set([left.length, right.length, annotator.length, choice.length]).size > 1) {
    throw new RangeError("columns differ in length");
  }
  for (let row = 0; row < choice.length; row++) {
    if (![0, 0.5, 1].includes(choice[row]!))
      throw new RangeError(`choice ${choice[row]} in row ${row} is none`);
    if (left[row] === right[row]) throw new RangeError(`row ${row} compares ${left[row]} with itself`);
  }
  return {
    itemCount: Math.max(countOf(left), countOf(right)),
    annotatorCount: countOf(annotator),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    annotator: Int32Array.from(annotator),
    choice: Float64Array.from(choice),
  };
}

/** Rows of each unordered pair of items, pairs in order of their items. */
export function rowsOfPairs({ left, right, itemCount }: PreferenceSet): Map<number, number[]> {
  const pairs = new Map<number, number[]>();
  for (let row = 0; row < left.length; row++) {
    const low = Math.min(left[row]!, right[row]!);
    const key = low * itemCount + Math.max(left[row]!, right[row]!);
    const rows = pairs.get(key);
    if (rows) rows.push(row);
    else pairs.set(key, [row]);
  }
  return new Map([...pairs].sort(([a], [b]) => a - b));
}

/** The share of a row's vote that goes to the item of lower code: 1, 0.5 or 0, whichever side it was shown on. */
export const voteForLower = ({ left, right, choice }: PreferenceSet, row: number): number =>
  left[row]! < right[row]! ? choice[row]! : 1 - choice[row]!;
