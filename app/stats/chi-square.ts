import { chiSquareUpperTail } from "./gamma";
import { requireTally, type Tally } from "./interval";

/** Pearson's chi-square test of a table of counts. */
export interface ChiSquareTest {
  readonly statistic: number;
  readonly degrees: number;
  readonly p: number;
  /** The least count expected in a cell; below about 5 the p value is rough. */
  readonly leastExpected: number;
  /** Cramer's V, 0 (independent) to 1. */
  readonly cramersV: number;
}

/**
 * Are the rows of a table of counts distributed alike? Pearson's chi-square test of independence, without Yates'
 * correction: SciPy `chi2_contingency(table, correction=False)`. Rows and columns that are all 0 are left out.
 * Null where fewer than two rows or two columns are left: nothing can be compared.
 * Throws a RangeError for a count below 0 or for rows of different lengths.
 */
export function chiSquare(table: readonly (readonly number[])[]): ChiSquareTest | null {
  const width = table[0]?.length ?? 0;
  const rows = table.map((row) => row.reduce((sum, count) => sum + requireCount(count), 0));
  if (table.some((row) => row.length !== width)) throw new RangeError("A table's rows must be equally long.");
  const columns = Array.from({ length: width }, (_, column) =>
    table.reduce((sum, row) => sum + row[column]!, 0),
  );
  const usedRows = rows.filter((sum) => sum > 0).length;
  const usedColumns = columns.filter((sum) => sum > 0).length;
  if (usedRows < 2 || usedColumns < 2) return null;
  const total = rows.reduce((sum, row) => sum + row, 0);
  let statistic = 0;
  let leastExpected = Infinity;
  table.forEach((row, r) =>
    row.forEach((count, c) => {
      const expected = (rows[r]! * columns[c]!) / total;
      if (expected === 0) return;
      leastExpected = Math.min(leastExpected, expected);
      statistic += (count - expected) ** 2 / expected;
    }),
  );
  const degrees = (usedRows - 1) * (usedColumns - 1);
  const cramersV = Math.sqrt(statistic / (total * (Math.min(usedRows, usedColumns) - 1)));
  return { statistic, degrees, p: chiSquareUpperTail(statistic, degrees), leastExpected, cramersV };
}

/**
 * Do several shares differ from one another by more than chance? `chiSquare` of successes and failures, a row a tally;
 * tallies of 0 trials are left out. Null with fewer than two tallies, or where all trials succeeded or all failed.
 */
export function chiSquareHeterogeneity(tallies: readonly Tally[]): ChiSquareTest | null {
  return chiSquare(
    tallies.map(({ successes, trials }) => {
      requireTally(successes, trials);
      return [successes, trials - successes];
    }),
  );
}

function requireCount(count: number): number {
  if (!(count >= 0 && count < Infinity)) throw new RangeError(`A count must be 0 or more; one is ${count}.`);
  return count;
}
