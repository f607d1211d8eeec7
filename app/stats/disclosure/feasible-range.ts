import { type Constraint, equalTo, solve } from "yalps";

/** A sum that readers know to hold: the total cell is the sum of its parts. Cells are named by their place in a list. */
export interface Line {
  readonly total: number;
  readonly parts: readonly number[];
}

export interface Range {
  readonly low: number;
  /** Infinity where nothing bounds the cell. */
  readonly high: number;
}

const TOLERANCE = 1e-6;

/**
 * What a reader can work out about one hidden cell from the shown ones: the least and the largest value that fits all
 * sums, hidden cells being 0 or more. Two linear programmes, as in the audit of suppressed tables by Fischetti and
 * Salazar (2001). A programme that comes to no end leaves nothing possible but the value itself: the cell then counts
 * as told.
 */
export function feasibleRange(
  counts: readonly number[],
  lines: readonly Line[],
  hidden: ReadonlySet<number>,
  cell: number,
): Range {
  const constraints: Record<string, Constraint> = {};
  const variables: Record<string, Record<string, number>> = {};
  for (const place of hidden) variables[String(place)] = { own: place === cell ? 1 : 0 };
  lines.forEach(({ total, parts }, index) => {
    let known = 0;
    let unknown = false;
    const take = (place: number, sign: 1 | -1) => {
      const variable = variables[String(place)];
      if (!variable) known += sign * (counts[place] ?? 0);
      else {
        variable[`line${index}`] = sign;
        unknown = true;
      }
    };
    parts.forEach((place) => take(place, 1));
    take(total, -1);
    if (unknown) constraints[`line${index}`] = equalTo(-known);
  });
  const end = (direction: "minimize" | "maximize") => {
    const { status, result } = solve({ direction, objective: "own", constraints, variables });
    if (status === "unbounded") return Infinity;
    if (status !== "optimal") return counts[cell] ?? 0;
    return Math.abs(result) < TOLERANCE ? 0 : Math.abs(result);
  };
  return { low: end("minimize"), high: end("maximize") };
}
