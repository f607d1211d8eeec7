import { formatCount } from "~/ui/format";

/** Lists of a project's screen that can be long, by their name in the address: `?all=keys` asks for the whole of one. */
export const LONG_LISTS = [
  "hardest",
  "changed",
  "keys",
  "ranks",
  "ratings",
  "choices",
  "classes",
  "scores",
  "flips",
  "reviewers",
] as const;

export type LongList = (typeof LONG_LISTS)[number];

/** Rows of a long list that are there before anybody asks for more. */
export const FIRST_ROWS = 25;
/** Marks of a plot with one for each person that are drawn before anybody asks for more. */
export const FIRST_MARKS = 80;

/** The lists that an address asks for in whole. */
export function openLists(search: URLSearchParams | string): ReadonlySet<LongList> {
  const asked = new URLSearchParams(search).getAll("all");
  return new Set(LONG_LISTS.filter((list) => asked.includes(list)));
}

/** The first of a list and the last, in its order, no more than `most`: where both ends are looked at first. */
export function bothEnds<Row>(rows: readonly Row[], most: number): readonly Row[] {
  if (rows.length <= most) return rows;
  const first = Math.floor(most / 2);
  return [...rows.slice(0, first), ...rows.slice(first - most)];
}

/** As many rows at even distances, in their order. */
export function spread<Row>(rows: readonly Row[], most: number): readonly Row[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, at) => rows[Math.floor(((at + 0.5) * rows.length) / most)]!);
}

const OUTSIDE_SHARE = 2 / 3;

/**
 * The points of a funnel to draw where there are too many: those beyond the limits first, the outer before the inner and
 * the most judged before others; what is left of the room is spread over those within, so that their cloud keeps its
 * shape.
 */
export function thinFunnel<Point extends { readonly beyond: "none" | "inner" | "outer" }>(
  points: readonly Point[],
  most: number,
  nOf: (point: Point) => number,
): readonly Point[] {
  if (points.length <= most) return points;
  const beyond = (place: Point["beyond"]) =>
    points.filter((point) => point.beyond === place).toSorted((a, b) => nOf(b) - nOf(a));
  const within = beyond("none");
  const room = Math.max(Math.round(most * OUTSIDE_SHARE), most - within.length);
  const outside = [...beyond("outer"), ...beyond("inner")].slice(0, room);
  return [...outside, ...spread(within, most - outside.length)];
}

/** What is there of a list: its first rows, or as many as are listed where the address asks for the whole. */
export interface Shown<Row> {
  readonly shown: readonly Row[];
  /** Rows that the whole list has. */
  readonly of: number;
}

/** The rows of a list that a screen shows; `some` picks them where the whole is not asked for. */
export function shownOf<Row>(
  list: LongList,
  rows: readonly Row[],
  open: ReadonlySet<LongList>,
  some: (rows: readonly Row[]) => readonly Row[] = (all) => all.slice(0, FIRST_ROWS),
): Shown<Row> {
  return { shown: open.has(list) ? rows : some(rows), of: rows.length };
}

/** Which points of a funnel are drawn, for its note; nothing where all are. */
export const drawnText = ({ shown, of }: Shown<unknown>, noun: string, outOf = of): string =>
  shown.length >= outOf
    ? ""
    : ` Of ${formatCount(outOf)} ${noun}, ${formatCount(shown.length)} are drawn: first those beyond the limits, the rest spread over the others.`;
