import type { IntervalRow } from "~/ui/interval-plot";

/** Rows that a plot can still name. */
export const NAMED_ROWS = 24;

export interface Placed {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly href?: string;
}

/**
 * Rows from the highest to the lowest value; of more than can be named, those at both ends. Hollow where the interval
 * holds the reference: not told apart from it.
 */
export function extremes(rows: readonly Placed[], reference: number): readonly IntervalRow[] {
  const ordered = rows.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));
  const half = NAMED_ROWS / 2;
  const shown = ordered.length <= NAMED_ROWS ? ordered : [...ordered.slice(0, half), ...ordered.slice(-half)];
  return shown.map(({ id, label, value, low, high, n, href }) => ({
    id,
    label,
    measured: { kind: "measured", value, low, high, n },
    quiet: low <= reference && reference <= high,
    ...(href === undefined ? {} : { href }),
  }));
}

/** Which rows a plot of extremes shows, for its note. */
export const shownOf = (rows: number, noun: string): string =>
  rows <= NAMED_ROWS ? "" : ` Of ${rows} ${noun}, the ${NAMED_ROWS / 2} at each end.`;

export const annotatorHref = (annotator: string): string => `/annotators/${encodeURIComponent(annotator)}`;
