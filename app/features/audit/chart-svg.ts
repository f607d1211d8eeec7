import type { Chart } from "~/domain/finding";
import { roundSteps } from "~/ui/ticks";

const WIDTH = 640;
const LEFT = 190;
const ROW = 22;
const PLOT = 260;

/** A chart as inline SVG with its title; the numbers stand in the table beside it. */
export function chartSvg(chart: Chart): string {
  const { kind } = chart;
  if (kind === "bars") return barsSvg(chart);
  if (kind === "intervals") return intervalsSvg(chart);
  if (kind === "steps") return stepsSvg(chart);
  return lorenzSvg(chart);
}

/** The chart's numbers as rows of a table: labels first. */
export function chartTable(chart: Chart): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  switch (chart.kind) {
    case "bars":
      return {
        head: ["", chart.unit],
        rows: chart.bars.map(({ label, value }) => [label, shortNumber(value)]),
      };
    case "intervals":
      return {
        head: ["", chart.unit, "low", "high"],
        rows: chart.rows.map(({ label, value, low, high }) => [
          label,
          shortNumber(value),
          shortNumber(low),
          shortNumber(high),
        ]),
      };
    case "steps":
      return {
        head: [chart.unit, "share"],
        rows: chart.points.map(([x, y]) => [shortNumber(x), shortNumber(y)]),
      };
    case "lorenz":
      return {
        head: ["people", "amount", "lottery, low", "lottery, high"],
        rows: chart.points.map(([people, amount], index) => [
          shortNumber(people),
          shortNumber(amount),
          shortNumber(chart.band[index]?.[1] ?? 0),
          shortNumber(chart.band[index]?.[2] ?? 0),
        ]),
      };
  }
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const shortNumber = (value: number): string =>
  !Number.isFinite(value)
    ? ""
    : Math.abs(value) >= 100
      ? value.toFixed(0)
      : String(Number(value.toPrecision(3)));

function frame(title: string, height: number, body: string): string {
  const name = escapeHtml(title);
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${name}"><title>${name}</title>${body}</svg>`;
}

/** Where a value lies between the plot's left and right edge. */
function scale(values: readonly number[]): (value: number) => number {
  const least = Math.min(0, ...values);
  const most = Math.max(...values, least + 1e-9);
  return (value) => LEFT + ((WIDTH - LEFT - 60) * (value - least)) / (most - least);
}

const label = (row: number, text: string): string =>
  `<text x="${LEFT - 8}" y="${row * ROW + 19}" text-anchor="end">${escapeHtml(text.slice(0, 30))}</text>`;

/** The scale below the rows, and the threshold across them. */
function rowAxis(
  x: (value: number) => number,
  values: readonly number[],
  rows: number,
  bound: number | null,
): string {
  const bottom = rows * ROW + 8;
  const lines = roundSteps(Math.min(0, ...values), Math.max(0, ...values)).map(
    (value) =>
      `<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="4" y2="${bottom}"/><text class="quiet" x="${x(value)}" y="${bottom + 14}" text-anchor="middle">${shortNumber(value)}</text>`,
  );
  const rule =
    bound === null
      ? ""
      : `<line class="reference" x1="${x(bound)}" x2="${x(bound)}" y1="4" y2="${bottom + 18}"/><text class="quiet" x="${x(bound)}" y="${bottom + 30}" text-anchor="middle">threshold ${shortNumber(bound)}</text>`;
  return lines.join("") + rule;
}

const AXIS = 44;

function barsSvg({ title, bars, reference: bound }: Extract<Chart, { kind: "bars" }>): string {
  const height = bars.length * ROW + AXIS;
  const values = [...bars.map(({ value }) => value), bound ?? 0];
  const x = scale(values);
  const body = bars.map(({ label: text, value }, row) => {
    const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
    return `${label(row, text)}<rect class="bar" x="${from}" y="${row * ROW + 7}" width="${to - from}" height="14"/><text x="${to + 5}" y="${row * ROW + 19}">${shortNumber(value)}</text>`;
  });
  return frame(title, height, rowAxis(x, values, bars.length, bound) + body.join(""));
}

function intervalsSvg({ title, rows, reference: bound }: Extract<Chart, { kind: "intervals" }>): string {
  const height = rows.length * ROW + AXIS;
  const values = [...rows.flatMap(({ low, high }) => [low, high]), bound ?? 0].filter(Number.isFinite);
  const x = scale(values);
  const body = rows.map(({ label: text, value, low, high }, row) => {
    const y = row * ROW + 14;
    return `${label(row, text)}<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/><circle class="dot" cx="${x(value)}" cy="${y}" r="4"/><text x="${x(high) + 6}" y="${y + 5}">${shortNumber(value)}</text>`;
  });
  return frame(title, height, rowAxis(x, values, rows.length, bound) + body.join(""));
}

function stepsSvg({ title, points, unit, reference: bound }: Extract<Chart, { kind: "steps" }>): string {
  const most = Math.max(...points.map(([x]) => x), 1e-9);
  const x = (value: number) => 50 + ((WIDTH - 80) * value) / most;
  const y = (share: number) => 10 + (PLOT - 50) * (1 - share);
  const path = points.map(([at, share]) => `H${x(at).toFixed(1)}V${y(share).toFixed(1)}`).join("");
  const axes = `<path class="axis" d="M50,10V${PLOT - 40}H${WIDTH - 30}"/><text x="44" y="16" text-anchor="end">1</text><text x="44" y="${PLOT - 36}" text-anchor="end">0</text><text x="${WIDTH - 30}" y="${PLOT - 20}" text-anchor="end">${escapeHtml(`${shortNumber(most)} ${unit}`)}</text>`;
  const line =
    bound === null || bound > most
      ? ""
      : `<line class="reference" x1="${x(bound)}" x2="${x(bound)}" y1="10" y2="${PLOT - 40}"/>`;
  return frame(title, PLOT, `${axes}${line}<path class="curve" d="M50,10${path}"/>`);
}

function lorenzSvg({ title, points, band }: Extract<Chart, { kind: "lorenz" }>): string {
  const x = (share: number) => 50 + (PLOT - 50) * share;
  const y = (share: number) => 10 + (PLOT - 50) * (1 - share);
  const at = ([people, amount]: readonly [number, number]) =>
    `${x(people).toFixed(1)},${y(amount).toFixed(1)}`;
  const low = band.map(([people, amount]) => at([people, amount]));
  const high = band.map(([people, , amount]) => at([people, amount])).reverse();
  const body = [
    `<path class="axis" d="M50,10V${PLOT - 40}H${PLOT}"/>`,
    `<polygon class="band" points="${[...low, ...high].join(" ")}"/>`,
    `<polyline class="curve" points="${points.map(at).join(" ")}"/>`,
    `<text x="${PLOT + 10}" y="40">line: recorded</text><text x="${PLOT + 10}" y="60">band: a lottery, 95 % of draws</text>`,
    `<text x="${PLOT}" y="${PLOT - 20}" text-anchor="end">people, least first</text>`,
  ];
  return frame(title, PLOT, body.join(""));
}
