import { stepped } from "./plot-paths";
import type { Mark, Plot } from "./plot";

/** One place along x with the value of every line, band and bar there, under `v` and the mark's index. */
export type PlotRow = { readonly x: number } & Readonly<
  Record<`v${number}`, number | [number, number] | null>
>;

/** A plot's lines, bands and bars as one list of rows in order of x, as Recharts wants them. */
export function plotRows(plot: Plot): PlotRow[] {
  const rows = new Map<number, Record<string, number | [number, number] | null>>();
  plot.marks.forEach((mark, index) => {
    for (const [x, value] of values(mark, plot)) {
      const row = rows.get(x) ?? { x };
      row[`v${index}`] = value;
      rows.set(x, row);
    }
  });
  return [...rows.values()].sort((a, b) => Number(a["x"]) - Number(b["x"])) as PlotRow[];
}

function values(mark: Mark, plot: Plot): (readonly [number, number | [number, number] | null])[] {
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
