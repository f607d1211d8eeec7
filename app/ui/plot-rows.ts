import { stepped } from "./plot-paths";
import type { Mark, Plot } from "./plot";

/** One place along x with the value of every line, band and bar there, under `v` and the mark's index. */
export type PlotRow = { readonly x: number } & Readonly<
  Record<`v${number}`, number | [number, number] | null>
>;

/**
 * A plot's marks as one list of rows in order of x, as Recharts wants them. Where a mark has no point
 * of its own at another's x, it is given what its own path passes through there, so that it is drawn unbroken.
 */
export function plotRows(plot: Plot): PlotRow[] {
  const columns = plot.marks.map((mark) => new Map(values(mark, plot)));
  const places = plot.marks.flatMap((mark) =>
    mark.kind === "points" ? mark.points.map((point) => point.x) : [],
  );
  const xs = [...new Set([...places, ...columns.flatMap((column) => [...column.keys()])])].sort(
    (a, b) => a - b,
  );
  const filled = plot.marks.map((mark, index) => {
    const column = columns[index] ?? new Map<number, PlotValue>();
    if (mark.kind !== "line" && mark.kind !== "band") return column;
    return passedThrough(column, xs, mark.step === true);
  });
  return xs.map((x) => {
    const cells = filled.map((column, index) => [`v${index}`, column.get(x)] as const);
    return { x, ...Object.fromEntries(cells.filter(([, value]) => value !== undefined)) };
  });
}

type PlotValue = number | [number, number] | null;

function values(mark: Mark, plot: Plot): (readonly [number, PlotValue])[] {
  switch (mark.kind) {
    case "line":
      return mark.points.map((point) => [point.x, point.y]);
    case "band":
      return mark.points.map(({ x, low, high }) => [x, low === null || high === null ? null : [low, high]]);
    case "bars":
      return mark.bars.map((bar) => [middle(bar, plot), bar.y]);
    case "points":
    case "rule":
      return [];
  }
}

function passedThrough(
  column: Map<number, PlotValue>,
  xs: readonly number[],
  step: boolean,
): Map<number, PlotValue> {
  const own = [...column.entries()].sort(([a], [b]) => a - b);
  if (own.length === xs.length) return column;
  const filled = new Map(column);
  let next = 0;
  for (const x of xs) {
    while (next < own.length && (own[next]?.[0] ?? Infinity) <= x) next += 1;
    const [before, after] = [own[next - 1], own[next]];
    if (column.has(x) || !before || !after) continue;
    filled.set(x, step ? before[1] : between(before, after, x));
  }
  return filled;
}

function between([x0, a]: [number, PlotValue], [x1, b]: [number, PlotValue], x: number): PlotValue {
  if (a === null || b === null) return null;
  const mix = (from: number, to: number) => from + ((to - from) * (x - x0)) / (x1 - x0);
  if (typeof a === "number") return typeof b === "number" ? mix(a, b) : null;
  return typeof b === "number" ? null : [mix(a[0], b[0]), mix(a[1], b[1])];
}

/** The middle of a bar as the eye sees it, which on a log axis is the geometric one. */
export const middle = (bar: { from: number; to: number }, plot: Plot): number =>
  plot.x.scale === "log" ? Math.sqrt(bar.from * bar.to) : (bar.from + bar.to) / 2;

export interface PlotTip {
  readonly heading: string;
  readonly lines: readonly { readonly mark: Mark; readonly text: string }[];
}

/** What stands at a place along x, in words: a heading and a line for each mark that has a value there. */
export function tipAt(plot: Plot, x: number): PlotTip {
  const bars = plot.marks.find((mark) => mark.kind === "bars");
  const bar = bars?.kind === "bars" ? bars.bars.find((one) => middle(one, plot) === x) : undefined;
  const heading = bar ? `${plot.x.text(bar.from)} to ${plot.x.text(bar.to)}` : plot.x.text(x);
  const bandsLast = [...plot.marks].sort((a, b) => Number(a.kind === "band") - Number(b.kind === "band"));
  const lines = bandsLast.flatMap((mark) => {
    const text = valueText(mark, plot, x);
    return text === undefined ? [] : [{ mark, text }];
  });
  return { heading, lines };
}

function valueText(mark: Mark, plot: Plot, x: number): string | undefined {
  if (mark.kind === "line") {
    const points = mark.step ? stepped(mark.points) : mark.points;
    const at = points.filter((point) => (mark.step ? point.x <= x : point.x === x)).at(-1);
    if (!at) return undefined;
    return at.y === null ? "unmeasured" : plot.y.text(at.y);
  }
  if (mark.kind === "band") {
    const at = mark.points.find((point) => point.x === x);
    return at && at.low !== null && at.high !== null
      ? `${plot.y.text(at.low)} to ${plot.y.text(at.high)}`
      : undefined;
  }
  if (mark.kind === "bars") {
    const at = mark.bars.find((bar) => middle(bar, plot) === x);
    return at ? plot.y.text(at.y) : undefined;
  }
  return undefined;
}
