import { Area, Bar, CartesianGrid, ComposedChart, Line, Tooltip, usePlotArea, XAxis, YAxis } from "recharts";
import { colour, type Axis, type Mark, type Plot } from "./plot";
import { PlacedMark } from "./plot-marks";
import { plotRows } from "./plot-rows";
import { PlotTipBox } from "./plot-tip";

export interface PlotLiveProps {
  readonly plot: Plot;
  /** Pixels: measured before this is shown. */
  readonly width: number;
  readonly title: string;
  readonly reading: string;
}

/**
 * The plot drawn by Recharts, for the browser only: what the pointer or the arrow keys stand on is named beside it.
 * Axes, margins and domains are the plot's own, so nothing moves when it takes the static drawing's place.
 */
export default function PlotLive({ plot, width, title, reading }: PlotLiveProps) {
  const { top, right, bottom, left } = plot.margin;
  const rowwise = plot.walk === "rows";
  return (
    <ComposedChart
      width={width}
      height={plot.height}
      margin={{ top, right, bottom: 0, left: 0 }}
      data={rowwise ? pointRows(plot) : plotRows(plot)}
      layout={rowwise ? "vertical" : "horizontal"}
      title={title}
      desc={reading}
    >
      <CartesianGrid
        stroke="var(--line)"
        horizontal={plot.y.grid !== false}
        vertical={plot.x.grid === true}
        horizontalValues={plot.y.ticks.map((tick) => tick.value)}
        verticalValues={plot.x.ticks.map((tick) => tick.value)}
      />
      <XAxis
        {...axisProps(plot.x)}
        dataKey="x"
        height={bottom}
        axisLine={{ stroke: "var(--edge)" }}
        tick={(tick: TickPlace) => <XTick {...tick} axis={plot.x} />}
      />
      <YAxis
        {...axisProps(plot.y)}
        dataKey="y"
        width={left}
        reversed={rowwise}
        axisLine={false}
        tick={(tick: TickPlace) => <YTick {...tick} axis={plot.y} />}
      />
      {plot.marks.map((mark, index) => liveMark(mark, index))}
      {/* Somewhere to stop at every place, also where only a point stands, which Recharts does not draw here. */}
      <Line
        dataKey={() => (rowwise ? plot.x : plot.y).domain[0]}
        stroke="none"
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
      <PlacedMarks plot={plot} />
      <AxisLabels plot={plot} width={width} />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--edge)", strokeDasharray: "2 2", fill: "none" }}
        content={({ active, label }) => <PlotTipBox plot={plot} active={active} label={label} />}
      />
    </ComposedChart>
  );
}

const pointRows = (plot: Plot) =>
  plot.marks.flatMap((mark) => (mark.kind === "points" ? mark.points.map(({ x, y }) => ({ x, y })) : []));

/** Bars of unequal width, intervals and rules: drawn by the same code as on the server, inside the chart's own area. */
function PlacedMarks({ plot }: { readonly plot: Plot }) {
  const area = usePlotArea();
  if (!area) return null;
  return (
    <svg x={area.x} y={area.y} width={area.width} height={area.height} overflow="visible">
      {plot.marks.map((mark, index) => (
        <PlacedMark key={index} mark={mark} x={plot.x} y={plot.y} />
      ))}
    </svg>
  );
}

function axisProps(axis: Axis) {
  return {
    type: "number" as const,
    domain: [...axis.domain],
    scale: axis.scale,
    ticks: axis.ticks.map((tick) => tick.value),
    interval: 0 as const,
    tickLine: false,
    allowDataOverflow: true,
  };
}

interface TickPlace {
  readonly x: number | string;
  readonly y: number | string;
  readonly payload: { readonly value?: unknown };
}

const tickOf = (axis: Axis, value: unknown) => axis.ticks.find((tick) => tick.value === value);

function XTick({ axis, x, y, payload }: TickPlace & { readonly axis: Axis }) {
  const tick = tickOf(axis, payload.value);
  return (
    <text x={x} y={Number(y) + 8} textAnchor="middle" className={tick?.wide ? "tick-wide" : undefined}>
      {tick?.label}
    </text>
  );
}

function YTick({ axis, x, y, payload }: TickPlace & { readonly axis: Axis }) {
  return (
    <text x={x} y={y} dy="0.32em" textAnchor="end">
      {tickOf(axis, payload.value)?.label}
    </text>
  );
}

function AxisLabels({ plot, width }: { readonly plot: Plot; readonly width: number }) {
  const { top, right, bottom } = plot.margin;
  return (
    <>
      {plot.y.label ? (
        <text x={0} y={top} dy={-10}>
          {plot.y.label}
        </text>
      ) : null}
      {plot.x.label ? (
        <text x={width - right} y={plot.height - bottom} dy={31} textAnchor="end">
          {plot.x.label}
        </text>
      ) : null}
    </>
  );
}

function liveMark(mark: Mark, index: number) {
  const ink = colour(mark.tone);
  const common = { name: mark.name, isAnimationActive: false, legendType: "none" } as const;
  switch (mark.kind) {
    case "line":
      return (
        <Line
          key={index}
          {...common}
          type={mark.step ? "stepAfter" : "linear"}
          dataKey={`v${index}`}
          stroke={ink}
          strokeWidth={1.75}
          strokeDasharray={mark.dash ?? ""}
          dot={false}
          activeDot={{ r: 3.5, fill: ink, stroke: "var(--surface)" }}
        />
      );
    case "band":
      return (
        <Area
          key={index}
          {...common}
          type={mark.step ? "stepAfter" : "linear"}
          dataKey={`v${index}`}
          stroke="none"
          fill={ink}
          fillOpacity={0.16}
          activeDot={false}
        />
      );
    case "bars":
      return (
        <Bar key={index} {...common} dataKey={`v${index}`} fill={ink} shape={() => null} activeBar={false} />
      );
    case "points":
    case "rule":
      return null;
  }
}
