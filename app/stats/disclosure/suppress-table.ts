import { feasibleRange, type Line } from "./feasible-range";

export interface SuppressOptions {
  /** Cells with less than this are hidden. */
  readonly minimum: number;
  /** Cells that are hidden whatever their size: dominated by one person, or close to one that was told before. */
  readonly unsafe?: ReadonlySet<number>;
}

/** How far the feasible range of a hidden cell must reach to either side of its value, as a share of it. */
const PROTECTION = 0.5;
const TOLERANCE = 1e-6;

/**
 * Which cells of a table, margins among them, are to be hidden so that none below the minimum can be worked out.
 *
 * Primary: cells below the minimum (nobody at all among them, so that a hidden cell does not say that somebody is
 * there) and unsafe ones. Secondary: in each sum no cell is hidden alone, and the hidden ones make at least the minimum
 * together. Then each primary cell is audited: what the shown cells leave possible must reach 50 % to either side of its
 * value, else its smallest shown neighbour is hidden too. A secondary cell is large enough to be told: it protects and
 * needs no protection. `counts` are people, `lines` the sums that readers know.
 */
export function suppressTable(
  counts: readonly number[],
  lines: readonly Line[],
  { minimum, unsafe = new Set() }: SuppressOptions,
): ReadonlySet<number> {
  const primary = counts.flatMap((count, place) => (count < minimum || unsafe.has(place) ? [place] : []));
  const hidden = new Set(primary);
  do completeLines(counts, lines, minimum, hidden);
  while (widenOne(counts, lines, primary, hidden));
  return hidden;
}

function completeLines(
  counts: readonly number[],
  lines: readonly Line[],
  minimum: number,
  hidden: Set<number>,
): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const line of lines) {
      const next = needsAnother(counts, line, minimum, hidden)
        ? (smallestShown(counts, line.parts, hidden) ?? smallestShown(counts, [line.total], hidden))
        : undefined;
      if (next === undefined) continue;
      hidden.add(next);
      changed = true;
    }
  }
}

function needsAnother(
  counts: readonly number[],
  { total, parts }: Line,
  minimum: number,
  hidden: ReadonlySet<number>,
): boolean {
  const own = parts.filter((place) => hidden.has(place));
  if (hidden.has(total)) {
    // A hidden total is the sum of its parts: it stays hidden only while one of them does.
    return own.length === 0;
  }
  const together = own.reduce((sum, place) => sum + (counts[place] ?? 0), 0);
  return own.length === 1 || (own.length > 1 && together < minimum);
}

function smallestShown(
  counts: readonly number[],
  places: readonly number[],
  hidden: ReadonlySet<number>,
): number | undefined {
  let found: number | undefined;
  for (const place of places) {
    if (hidden.has(place)) continue;
    if (found === undefined || (counts[place] ?? 0) < (counts[found] ?? 0)) found = place;
  }
  return found;
}

/** Hides a neighbour of the first primary cell that can be told too closely; false where there is none. */
function widenOne(
  counts: readonly number[],
  lines: readonly Line[],
  primary: readonly number[],
  hidden: Set<number>,
): boolean {
  for (const cell of primary) {
    const value = counts[cell] ?? 0;
    if (value === 0) continue;
    const { low, high } = feasibleRange(counts, lines, hidden, cell);
    if (low <= (1 - PROTECTION) * value + TOLERANCE && high >= (1 + PROTECTION) * value - TOLERANCE) continue;
    const neighbours = lines
      .filter(({ total, parts }) => total === cell || parts.includes(cell))
      .flatMap(({ total, parts }) => [...parts, total]);
    const next =
      smallestShown(counts, neighbours, hidden) ?? smallestShown(counts, [...counts.keys()], hidden);
    if (next === undefined) return false;
    hidden.add(next);
    return true;
  }
  return false;
}

/**
 * The sums of a table of groups and strata with margins: cell (row, column) is at `row * (columns + 1) + column`, the
 * last row and column are the totals.
 */
export function crossLines(rows: number, columns: number): readonly Line[] {
  const place = (row: number, column: number) => row * (columns + 1) + column;
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
  return [
    ...upTo(rows + 1).map((row) => ({
      total: place(row, columns),
      parts: upTo(columns).map((column) => place(row, column)),
    })),
    ...upTo(columns + 1).map((column) => ({
      total: place(rows, column),
      parts: upTo(rows).map((row) => place(row, column)),
    })),
  ];
}
