import type { IntervalRow } from "~/ui/interval-plot";
import { bothEnds } from "./long-lists";

/** Rows that a plot can still name. */
export const NAMED_ROWS = 24;

export interface Placed {
  readonly id: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Where it is not the id. */
  readonly label?: string | undefined;
}

/** Everybody's estimates held against a reference: the rows to draw, and how many there are. */
export interface Extremes {
  readonly rows: readonly Placed[];
  readonly of: number;
  readonly reference: number;
  /** Whose whole interval lies above the reference, and whose below. */
  readonly above: number;
  readonly below: number;
}

/** Rows from the highest to the lowest value; of more than can be named, those at both ends. */
export function extremes(rows: readonly Placed[], reference: number): Extremes {
  const ordered = rows.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));
  return {
    rows: bothEnds(ordered, NAMED_ROWS),
    of: rows.length,
    reference,
    above: rows.filter(({ low }) => low > reference).length,
    below: rows.filter(({ high }) => high < reference).length,
  };
}

/** As rows of a plot. Hollow where the interval holds the reference: not told apart from it. */
export const plotRows = (
  { rows, reference }: Extremes,
  hrefOf?: (id: string) => string,
): readonly IntervalRow[] =>
  rows.map(({ id, label, value, low, high, n }) => ({
    id,
    label: label ?? id,
    measured: { kind: "measured", value, low, high, n },
    quiet: low <= reference && reference <= high,
    ...(hrefOf ? { href: hrefOf(id) } : {}),
  }));

/** Which rows a plot of extremes shows, for its note. */
export const extremesText = (of: number, noun: string): string =>
  of <= NAMED_ROWS ? "" : ` Of ${of} ${noun}, the ${NAMED_ROWS / 2} at each end.`;

export const annotatorHref = (annotator: string): string => `/annotators/${encodeURIComponent(annotator)}`;
