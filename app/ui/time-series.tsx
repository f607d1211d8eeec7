import { ChartFrame, type ChartText, type LegendEntry } from "./chart-frame";
import type { ChartTable } from "./chart-table";
import { formatDate, formatInstant, formatValue, type Unit } from "./format";
import { seriesStyle, type Mark, type Plot } from "./plot";
import { PlotView } from "./plot-view";
import { linearTicks, roundDomain, timeTicks } from "./ticks";

export interface SeriesPoint {
  /** A date "2026-03-20" or an instant; places are in UTC. */
  readonly at: string;
  /** null draws a gap: unmeasured is never zero. */
  readonly value: number | null;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly n?: number | undefined;
  /** Worth seeing, and why: "below the limits". Drawn as a point of its own and said in the table. */
  readonly marked?: string | undefined;
}

export interface Series {
  readonly name: string;
  /** In order of time. */
  readonly points: readonly SeriesPoint[];
  /** Drawn as context, without colour: a plan, last period. */
  readonly quiet?: boolean;
  /** Holds its value until the next point. */
  readonly step?: boolean;
}

export interface TimeSeriesProps extends ChartText {
  readonly series: readonly Series[];
  readonly unit: Unit;
  /** Bars, floors, control limits. */
  readonly rules?: readonly { readonly value: number; readonly name: string }[];
  /** Things that happened, drawn as upright lines: a policy, an import. */
  readonly events?: readonly { readonly at: string; readonly name: string }[];
  /** Ends of the vertical axis; without them counts and times start at zero, shares fit the data. */
  readonly domain?: readonly [number, number];
  readonly bandName?: string;
  readonly height?: number;
}

/** Values over time, each with its interval as a band, against rules and events. */
export function TimeSeries(props: TimeSeriesProps) {
  const { height = 240 } = props;
  const drawn = props.series.some((one) => one.points.some((point) => point.value !== null));
  return (
    <ChartFrame
      {...props}
      height={height}
      table={seriesTable(props)}
      legend={seriesLegend(props)}
      empty={drawn ? undefined : "Nothing measured in this period."}
    >
      <PlotView plot={timeSeriesPlot(props)} title={props.title} reading={props.reading} />
    </ChartFrame>
  );
}

/** The chart as a plot; pure. */
export function timeSeriesPlot({
  series,
  unit,
  rules = [],
  events = [],
  domain,
  height = 240,
}: TimeSeriesProps): Plot {
  const times = series.flatMap((one) => one.points.map((point) => Date.parse(point.at)));
  const x: readonly [number, number] = times.length > 0 ? [Math.min(...times), Math.max(...times)] : [0, 1];
  const span: readonly [number, number] = x[1] > x[0] ? x : [x[0] - 43_200_000, x[0] + 43_200_000];
  const y =
    domain ??
    valueDomain(
      series,
      unit,
      rules.map((rule) => rule.value),
    );
  const dated = series.every((one) => one.points.every((point) => point.at.length === 10));
  return {
    height,
    margin: { top: 12, right: 14, bottom: 26, left: unit.kind === "money" ? 60 : 48 },
    x: {
      scale: "linear",
      domain: span,
      ticks: timeTicks(span),
      text: (at) => (dated ? formatDate(new Date(at).toISOString()) : `${formatInstant(at)} UTC`),
    },
    y: { scale: "linear", domain: y, ticks: linearTicks(y, unit), text: (value) => formatValue(value, unit) },
    marks: [
      ...series.flatMap((one, index) => seriesMarks(one, index)),
      ...rules.map((rule): Mark => ({
        kind: "rule",
        axis: "y",
        at: rule.value,
        name: rule.name,
        tone: "quiet",
      })),
      ...events.map((event): Mark => {
        return {
          kind: "rule",
          axis: "x",
          at: Date.parse(event.at),
          name: event.name,
          tone: "quiet",
          dash: "1 3",
        };
      }),
    ],
  };
}

function seriesMarks(one: Series, index: number): Mark[] {
  const style = one.quiet ? { tone: "quiet" as const, dash: "4 3" } : seriesStyle(index);
  const step = one.step === true;
  const band = one.points.map(({ at, low, high }) => ({
    x: Date.parse(at),
    low: low ?? null,
    high: high ?? null,
  }));
  const line: Mark = {
    kind: "line",
    name: one.name,
    tone: style.tone,
    dash: style.dash,
    step,
    points: one.points.map((point) => ({ x: Date.parse(point.at), y: point.value })),
  };
  const marked = one.points.flatMap(({ at, value, marked: why }) =>
    why === undefined || value === null
      ? []
      : [{ x: Date.parse(at), y: value, label: `${formatDate(at)}: ${why}`, hollow: true }],
  );
  const points: Mark[] =
    marked.length === 0
      ? []
      : [
          {
            kind: "points",
            name: one.name,
            tone: style.tone,
            shape: "diamond",
            points: marked,
            unnamed: true,
          },
        ];
  if (band.every((point) => point.low === null)) return [line, ...points];
  return [
    { kind: "band", name: one.name, tone: style.tone, points: band, step, unnamed: true },
    line,
    ...points,
  ];
}

/** Shares fit the data and stay within 0 to 1; amounts start at zero. */
function valueDomain(
  series: readonly Series[],
  unit: Unit,
  rules: readonly number[],
): readonly [number, number] {
  const values = series.flatMap((one) =>
    one.points.flatMap((point) => [point.value, point.low ?? null, point.high ?? null]),
  );
  const known = [...values.filter((value): value is number => value !== null), ...rules];
  const [low, high] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [0, 1];
  if (unit.kind !== "ratio" && unit.kind !== "share") return roundDomain(Math.min(0, low), high);
  const [from, to] = roundDomain(low, high);
  return [Math.max(0, from), Math.min(1, to)];
}

function seriesLegend({ series, bandName = "95 % interval" }: TimeSeriesProps): LegendEntry[] {
  const lines = series.map((one, index): LegendEntry => {
    const style = seriesStyle(index);
    return one.quiet
      ? { name: one.name, tone: "quiet", kind: "line", dash: "4 3" }
      : { name: one.name, tone: style.tone, kind: "line", dash: style.dash };
  });
  const banded = series.findIndex((one) => one.points.some((point) => point.low !== undefined));
  const band: LegendEntry[] =
    banded < 0 ? [] : [{ name: bandName, tone: seriesStyle(banded).tone, kind: "band" }];
  return [...lines, ...band];
}

function seriesTable({ series, unit }: TimeSeriesProps): ChartTable {
  const banded = series.some((one) => one.points.some((point) => point.low !== undefined));
  const counted = series.some((one) => one.points.some((point) => point.n !== undefined));
  const remarked = series.some((one) => one.points.some((point) => point.marked !== undefined));
  const number = (value: number | null | undefined) => ({
    text: value === null || value === undefined ? "unmeasured" : formatValue(value, unit),
    raw: value ?? null,
  });
  return {
    columns: [
      { header: "Time (UTC)" },
      ...(series.length > 1 ? [{ header: "Series" }] : []),
      { header: series[0] && series.length === 1 ? series[0].name : "Value", numeric: true },
      ...(banded
        ? [
            { header: "Low", numeric: true },
            { header: "High", numeric: true },
          ]
        : []),
      ...(counted ? [{ header: "n", numeric: true }] : []),
      ...(remarked ? [{ header: "Remark" }] : []),
    ],
    rows: series.flatMap((one) =>
      one.points.map((point) => [
        { text: point.at.length === 10 ? formatDate(point.at) : formatInstant(point.at), raw: point.at },
        ...(series.length > 1 ? [one.name] : []),
        number(point.value),
        ...(banded ? [number(point.low), number(point.high)] : []),
        ...(counted ? [{ text: String(point.n ?? ""), raw: point.n ?? null }] : []),
        ...(remarked ? [point.marked ?? ""] : []),
      ]),
    ),
  };
}
