import type { Numbers } from "./quantiles";

/** Ranks from 1, ties given their average, and the sum over ties of t^3 - t (0 without ties). */
export interface TiedRanks {
  readonly ranks: Float64Array;
  readonly tieTerm: number;
}

/** The ranks of values, smallest first: SciPy `rankdata`. Throws a RangeError for a value that is not a number. */
export function tiedRanks(values: Numbers): TiedRanks {
  const order = Uint32Array.from(values, (_, index) => index);
  const at = (position: number): number => values[order[position]!]!;
  order.sort((one, other) => values[one]! - values[other]!);
  const ranks = new Float64Array(order.length);
  let tieTerm = 0;
  for (let from = 0; from < order.length;) {
    const value = at(from);
    if (Number.isNaN(value)) throw new RangeError("A rank of what is not a number does not exist.");
    let to = from + 1;
    while (to < order.length && at(to) === value) to++;
    const size = to - from;
    tieTerm += size * size * size - size;
    for (let position = from; position < to; position++) ranks[order[position]!] = (from + to + 1) / 2;
    from = to;
  }
  return { ranks, tieTerm };
}
