import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feasibleRange } from "~/stats/disclosure/feasible-range";
import { crossLines, suppressTable } from "~/stats/disclosure/suppress-table";

const MINIMUM = 10;

/** Inner cells, by row, with their margins as {@link crossLines} lays them out. */
function withMargins(inner: readonly (readonly number[])[]): number[] {
  const rows = inner.map((row) => [...row, row.reduce((sum, count) => sum + count, 0)]);
  const totals = (rows[0] ?? []).map((_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  return [...rows, totals].flat();
}

const hide = (inner: readonly (readonly number[])[], unsafe?: ReadonlySet<number>) => {
  const lines = crossLines(inner.length, inner[0]?.length ?? 0);
  const counts = withMargins(inner);
  return {
    counts,
    lines,
    hidden: suppressTable(counts, lines, { minimum: MINIMUM, ...(unsafe && { unsafe }) }),
  };
};

describe("suppression of a table", () => {
  it("hides nothing where every cell is large enough", () => {
    expect(
      hide([
        [10, 20],
        [30, 40],
      ]).hidden.size,
    ).toBe(0);
  });

  it("hides a second cell in the row and in the column of a small one, and the corner that closes the square", () => {
    const { hidden } = hide([
      [3, 20, 50],
      [12, 40, 60],
      [70, 80, 90],
    ]);
    expect([...hidden].sort((a, b) => a - b)).toEqual([0, 1, 4, 5]);
  });

  it("hides a cell of nobody too, so that hidden does not mean that somebody is there", () => {
    const { hidden } = hide([
      [0, 20, 50],
      [12, 40, 60],
      [70, 80, 90],
    ]);
    expect(hidden.has(0)).toBe(true);
  });

  it("does not let two small cells stand that make less than the minimum together", () => {
    const { hidden } = hide([
      [2, 3, 50],
      [40, 40, 60],
      [70, 80, 90],
    ]);
    expect(hidden.has(2)).toBe(true);
  });

  it("hides what is unsafe whatever its size", () => {
    const { hidden } = hide(
      [
        [50, 60],
        [70, 80],
      ],
      new Set([0]),
    );
    expect([0, 1, 3, 4].every((place) => hidden.has(place))).toBe(true);
  });

  it("goes on where the margins leave a hidden cell too narrow a range", () => {
    // The square of 5, 9, 0 and 8 alone would leave the first cell between 5 and 13.
    const { counts, lines, hidden } = hide([
      [5, 9, 300],
      [0, 8, 500],
      [60, 70, 90],
    ]);
    const { low, high } = feasibleRange(counts, lines, hidden, 0);
    expect(low).toBeLessThanOrEqual(2.5);
    expect(high).toBeGreaterThanOrEqual(7.5);
  });
});

const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 200 })), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe("an attacker of any table", () => {
  it("finds no small cell to within half of its value from all the others and all margins", () => {
    fc.assert(
      fc.property(table, (inner) => {
        const { counts, lines, hidden } = hide(inner);
        counts.forEach((count, cell) => {
          if (count < MINIMUM) expect(hidden.has(cell)).toBe(true);
          if (count >= MINIMUM || count === 0) return;
          const { low, high } = feasibleRange(counts, lines, hidden, cell);
          expect(low).toBeLessThanOrEqual(0.5 * count + 1e-6);
          expect(high).toBeGreaterThanOrEqual(1.5 * count - 1e-6);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("finds in no row or column a single hidden cell, or hidden ones that are few together", () => {
    fc.assert(
      fc.property(table, (inner) => {
        const { counts, lines, hidden } = hide(inner);
        for (const { total, parts } of lines) {
          const own = parts.filter((place) => hidden.has(place));
          if (hidden.has(total)) {
            expect(own.length).toBeGreaterThan(0);
            continue;
          }
          expect(own.length).not.toBe(1);
          const together = own.reduce((sum, place) => sum + (counts[place] ?? 0), 0);
          if (own.length > 0) expect(together).toBeGreaterThanOrEqual(MINIMUM);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the feasible range", () => {
  it("is what trying every table finds", () => {
    const small = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(small, fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }), (flat, inner) => {
        const rows = [flat.slice(0, 3), flat.slice(3)];
        const counts = withMargins(rows);
        const lines = crossLines(2, 3);
        const places = [0, 1, 2, 4, 5, 6];
        const hidden = new Set(inner.map((index) => places[index] ?? 0));
        for (const cell of hidden) {
          const found = tried(counts, lines, [...hidden], cell);
          const { low, high } = feasibleRange(counts, lines, hidden, cell);
          expect(low).toBeCloseTo(found.low, 6);
          expect(high).toBeCloseTo(found.high, 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has no upper end where no shown total bounds the cell", () => {
    const lines = [{ total: 2, parts: [0, 1] }];
    expect(feasibleRange([5, 20, 25], lines, new Set([0, 2]), 0)).toEqual({ low: 0, high: Infinity });
  });
});

/** Least and most of a cell over all tables of whole numbers that fit; those of a two-way table are its corners. */
function tried(
  counts: readonly number[],
  lines: readonly { readonly total: number; readonly parts: readonly number[] }[],
  hidden: readonly number[],
  cell: number,
): { low: number; high: number } {
  const values = [...counts];
  let [low, high] = [Infinity, -Infinity];
  const largest = Math.max(...counts);
  const go = (index: number): void => {
    const place = hidden[index];
    if (place === undefined) {
      const fits = lines.every(
        ({ total, parts }) => parts.reduce((sum, part) => sum + (values[part] ?? 0), 0) === values[total],
      );
      if (!fits) return;
      low = Math.min(low, values[cell] ?? 0);
      high = Math.max(high, values[cell] ?? 0);
      return;
    }
    const most = Math.min(
      ...lines.filter(({ parts }) => parts.includes(place)).map(({ total }) => counts[total] ?? largest),
    );
    for (let value = 0; value <= most; value++) {
      values[place] = value;
      go(index + 1);
    }
  };
  go(0);
  return { low, high };
}
