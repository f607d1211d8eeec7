import { ChartFrame, type ChartText, type LegendEntry } from "./chart-frame";
import { formatCount, formatValue, type Unit } from "./format";
import type { Mark, Plot, PlotPoint, Shape } from "./plot";
import { PlotView } from "./plot-view";
import { linearTicks, roundDomain } from "./ticks";

export interface FunnelPoint {
  readonly id: string;
  readonly label: string;
  readonly n: number;
  readonly value: number;
  readonly href?: string;
  /** Where it lies: within both limits, beyond the inner, beyond the outer. */
  readonly beyond: "none" | "inner" | "outer";
}

export interface FunnelLimit {
  readonly n: number;
  readonly innerLow: number;
  readonly innerHigh: number;
  readonly outerLow: number;
  readonly outerHigh: number;
}

export interface FunnelPlotProps extends ChartText {
  readonly points: readonly FunnelPoint[];
  /** In order of n, over the whole width. */
  readonly limits: readonly FunnelLimit[];
  readonly centre: { readonly value: number; readonly name: string };
  readonly unit: Unit;
  /** What n counts: "gold judgments". */
  readonly nNoun: string;
  /** "95 %" and "99.8 %" unless told. */
  readonly limitNames?: readonly [string, string];
  /** What a point is: "Annotator". */
  readonly noun: string;
  readonly height?: number;
}

const PLACES: readonly { readonly beyond: FunnelPoint["beyond"]; readonly shape: Shape }[] = [
  { beyond: "none", shape: "circle" },
  { beyond: "inner", shape: "triangle" },
  { beyond: "outer", shape: "diamond" },
];

/** Estimates against their n, between the limits that chance alone would keep them in: in place of a league table. */
export function FunnelPlot(props: FunnelPlotProps) {
  const { points, unit, noun, nNoun, height = 280 } = props;
  return (
    <ChartFrame
      {...props}
      height={height}
      legend={funnelLegend(props)}
      empty={points.length === 0 ? "Nothing measured in this period." : undefined}
      table={{
        columns: [
          { header: noun },
          { header: nNoun, numeric: true },
          { header: "Value", numeric: true },
          { header: "Limits" },
        ],
        rows: points.map((point) => [
          { text: point.label, raw: point.label, ...(point.href ? { href: point.href } : {}) },
          { text: formatCount(point.n), raw: point.n },
          { text: formatValue(point.value, unit), raw: point.value },
          placeText(point.beyond, props),
        ]),
      }}
    >
      <PlotView plot={funnelPlot(props)} title={props.title} reading={props.reading} />
    </ChartFrame>
  );
}

function placeText(
  beyond: FunnelPoint["beyond"],
  { limitNames = ["95 %", "99.8 %"] }: FunnelPlotProps,
): string {
  if (beyond === "none") return "within the limits";
  return `beyond the ${beyond === "inner" ? limitNames[0] : limitNames[1]} limit`;
}

/** The chart as a plot; pure. */
export function funnelPlot(props: FunnelPlotProps): Plot {
  const { points, limits, centre, unit, nNoun, height = 280 } = props;
  const x = roundDomain(0, Math.max(1, ...points.map((point) => point.n), ...limits.map((limit) => limit.n)));
  const values = [
    ...points.map((point) => point.value),
    ...limits.filter((limit) => limit.n >= x[1] / 20).flatMap((limit) => [limit.outerLow, limit.outerHigh]),
    centre.value,
  ];
  const [low, high] = roundDomain(Math.min(...values), Math.max(...values));
  const bounded = unit.kind === "ratio" || unit.kind === "share";
  const y: readonly [number, number] = bounded ? [Math.max(0, low), Math.min(1, high)] : [low, high];
  return {
    height,
    margin: { top: 14, right: 16, bottom: 40, left: 52 },
    x: {
      scale: "linear",
      domain: x,
      ticks: linearTicks(x, { kind: "count" }),
      label: nNoun,
      text: (n) => `${formatCount(n)} ${nNoun}`,
    },
    y: { scale: "linear", domain: y, ticks: linearTicks(y, unit), text: (value) => formatValue(value, unit) },
    marks: [
      ...limitLines(props),
      ...PLACES.map((place) => pointMark(props, place.beyond, place.shape)),
      { kind: "rule", axis: "y", at: centre.value, name: centre.name, tone: "quiet", dash: "" },
    ],
  };
}

function limitLines({ limits, limitNames = ["95 %", "99.8 %"] }: FunnelPlotProps): Mark[] {
  const line = (end: "innerLow" | "innerHigh" | "outerLow" | "outerHigh"): Mark => ({
    kind: "line",
    name: `${end.startsWith("inner") ? limitNames[0] : limitNames[1]} ${end.endsWith("Low") ? "lower" : "upper"}`,
    tone: "quiet",
    dash: end.startsWith("inner") ? "2 3" : "6 3",
    points: limits.map((limit) => ({ x: limit.n, y: limit[end] })),
  });
  return [line("outerLow"), line("outerHigh"), line("innerLow"), line("innerHigh")];
}

function pointMark(
  { points, unit, nNoun }: FunnelPlotProps,
  beyond: FunnelPoint["beyond"],
  shape: Shape,
): Mark {
  return {
    kind: "points",
    name: beyond,
    tone: beyond === "none" ? "accent" : beyond === "inner" ? 2 : 4,
    shape,
    points: points
      .filter((point) => point.beyond === beyond)
      .map((point): PlotPoint => {
        const label = `${point.label}: ${formatValue(point.value, unit)}, ${formatCount(point.n)} ${nNoun}`;
        return { x: point.n, y: point.value, label, ...(point.href ? { href: point.href } : {}) };
      }),
  };
}

function funnelLegend(props: FunnelPlotProps): LegendEntry[] {
  const [inner, outer] = props.limitNames ?? ["95 %", "99.8 %"];
  return [
    { name: "within the limits", tone: "accent", kind: "points", shape: "circle" },
    { name: `beyond ${inner}`, tone: 2, kind: "points", shape: "triangle" },
    { name: `beyond ${outer}`, tone: 4, kind: "points", shape: "diamond" },
    { name: `${inner} limits`, tone: "quiet", kind: "line", dash: "2 3" },
    { name: `${outer} limits`, tone: "quiet", kind: "line", dash: "6 3" },
  ];
}
