import type { Told } from "~/domain/measured";
import { ChartFrame, type ChartText } from "./chart-frame";
import { formatValue, type Unit } from "./format";
import { measuredText } from "./measured";
import type { Mark, Plot, PlotPoint } from "./plot";
import { PlotView } from "./plot-view";
import { type Tick, linearTicks, roundDomain } from "./ticks";

export interface IntervalRow {
  readonly id: string;
  readonly label: string;
  readonly measured: Told;
  readonly href?: string;
  /** Drawn hollow: not distinguishable from the rest, or not the subject. */
  readonly quiet?: boolean;
}

export interface IntervalPlotProps extends ChartText {
  /** In the order they are drawn, from the top. */
  readonly rows: readonly IntervalRow[];
  readonly unit: Unit;
  readonly domain?: readonly [number, number];
  /** Upright lines: the bar, the programme's mean. */
  readonly rules?: readonly { readonly value: number; readonly name: string }[];
  /** What a row is: "Annotator". */
  readonly noun: string;
  readonly rowPx?: number;
}

const LABELLED_ROWS = 40;

/** Each subject's estimate as a point on its interval, one under another: a caterpillar plot, not a league table. */
export function IntervalPlot(props: IntervalPlotProps) {
  const { rows, unit, noun } = props;
  const plot = intervalPlot(props);
  const missing = rows.filter((row) => row.measured.kind !== "measured").length;
  return (
    <ChartFrame
      {...props}
      note={
        missing > 0
          ? `${missing} of ${rows.length} not drawn: insufficient, unmeasured or told by one end only.`
          : props.note
      }
      height={plot.height}
      empty={missing === rows.length ? "Nothing measured in this period." : undefined}
      table={{
        columns: [{ header: noun }, { header: "Value" }, { header: "n", numeric: true }],
        rows: rows.map((row) => [
          { text: row.label, raw: row.label, ...(row.href ? { href: row.href } : {}) },
          {
            text: measuredText(row.measured, unit),
            raw: row.measured.kind === "measured" ? row.measured.value : null,
          },
          row.measured.kind === "unmeasured"
            ? { text: "", raw: null }
            : { text: String(row.measured.n), raw: row.measured.n },
        ]),
      }}
    >
      <PlotView plot={plot} title={props.title} reading={props.reading} />
    </ChartFrame>
  );
}

/** The chart as a plot; pure. Rows without a number are left to the table. */
export function intervalPlot({ rows, unit, domain, rules = [], rowPx }: IntervalPlotProps): Plot {
  const drawn = rows.filter((row) => row.measured.kind === "measured");
  const labelled = drawn.length <= LABELLED_ROWS;
  const each = rowPx ?? (labelled ? 22 : 7);
  const points = drawn.map((row, index) => intervalPoint(row, index, unit));
  const values = [
    ...points.flatMap((point) => [point.low ?? point.x, point.high ?? point.x]),
    ...rules.map((rule) => rule.value),
  ];
  const span = domain ?? fitted(values, unit);
  const margin = { top: 20, right: 16, bottom: 26, left: labelled ? labelPx(drawn) : 20 };
  const split = (quiet: boolean): Mark => ({
    kind: "points",
    name: quiet ? "others" : "rows",
    tone: quiet ? "quiet" : "accent",
    shape: "circle",
    points: points.filter((point) => point.hollow === quiet),
  });
  return {
    height: Math.max(1, drawn.length) * each + margin.top + margin.bottom,
    margin,
    walk: "rows",
    x: {
      scale: "linear",
      domain: span,
      ticks: withRoom(linearTicks(span, unit)),
      grid: true,
      text: (v) => formatValue(v, unit),
    },
    y: {
      scale: "linear",
      domain: [-(drawn.length || 1), 0],
      ticks: labelled
        ? drawn.map((row, index) => ({ value: -index - 0.5, label: shortened(row.label) }))
        : [],
      grid: false,
      text: (value) => drawn[Math.round(-value - 0.5)]?.label ?? "",
    },
    marks: [
      ...rules.map((rule): Mark => ({
        kind: "rule",
        axis: "x",
        at: rule.value,
        name: rule.name,
        tone: "quiet",
      })),
      split(true),
      split(false),
    ],
  };
}

function intervalPoint(row: IntervalRow, index: number, unit: Unit): PlotPoint {
  const measured = row.measured.kind === "measured" ? row.measured : { value: 0, low: 0, high: 0 };
  return {
    x: measured.value,
    y: -index - 0.5,
    low: measured.low,
    high: measured.high,
    label: `${row.label}: ${measuredText(row.measured, unit)}`,
    hollow: row.quiet === true,
    ...(row.href ? { href: row.href } : {}),
  };
}

function fitted(values: readonly number[], unit: Unit): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = roundDomain(Math.min(...values), Math.max(...values));
  return unit.kind === "ratio" || unit.kind === "share" ? [Math.max(0, low), Math.min(1, high)] : [low, high];
}

/** Beside the rows' names little is left of a narrow window: every second label stands aside there. */
const withRoom = (ticks: readonly Tick[]): Tick[] =>
  ticks.map((tick, index) => ({ ...tick, wide: ticks.length > 4 && index % 2 === 1 }));

const LONGEST_LABEL = 22;

const shortened = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;

/** Room for the longest label: the server cannot measure, so by the usual width of a letter at 11 pixels. */
const labelPx = (rows: readonly IntervalRow[]): number =>
  24 + Math.ceil(6.2 * Math.max(4, ...rows.map((row) => shortened(row.label).length)));
