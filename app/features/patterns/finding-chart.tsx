import type { Chart } from "~/domain/finding";
import { ChartFrame } from "~/ui/chart-frame";
import { formatPercent, formatValue, type Unit } from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import { LorenzCurve } from "~/ui/lorenz-curve";
import type { Plot } from "~/ui/plot";
import { PlotView } from "~/ui/plot-view";
import { linearTicks, roundDomain } from "~/ui/ticks";

interface DrawingProps {
  readonly chart: Chart;
  /** What the finding says, in a sentence. */
  readonly reading: string;
  readonly methodHref: string;
}

const unitOf = (unit: string): Unit =>
  /^(share|probability)/.test(unit) ? { kind: "share" } : { kind: "number", digits: 2 };

/** The drawing that a finding carries, by its kind. */
export function FindingChart({ chart, reading, methodHref }: DrawingProps) {
  const text = { title: chart.title, reading, methodHref };
  if (chart.kind === "lorenz") {
    return (
      <LorenzCurve
        {...text}
        curve={chart.points.map(([people, held]) => ({ people, held }))}
        nullBand={chart.band.map(([people, low, high]) => ({ people, low, high }))}
        noun="premium work per expected share"
      />
    );
  }
  if (chart.kind === "steps") return <Steps {...text} chart={chart} />;
  if (chart.kind === "bars" && fitsUpright(chart)) return <Bars {...text} chart={chart} />;
  return <Rows {...text} chart={chart} />;
}

type ChartOf<Kind extends Chart["kind"]> = Extract<Chart, { kind: Kind }>;
interface TextProps {
  readonly title: string;
  readonly reading: string;
  readonly methodHref: string;
}

const MOST_LETTERS = 96;

/** Short labels stand under upright bars; long ones, and values below nothing, beside rows. */
const fitsUpright = ({ bars }: ChartOf<"bars">): boolean =>
  bars.every(({ value }) => value >= 0) &&
  bars.reduce((letters, { label }) => letters + label.length + 2, 0) <= MOST_LETTERS;

function Rows({ chart, ...text }: TextProps & { readonly chart: ChartOf<"bars" | "intervals"> }) {
  const unit = unitOf(chart.unit);
  const rows =
    chart.kind === "intervals"
      ? chart.rows
      : chart.bars.map(({ label, value }) => ({ label, value, low: value, high: value }));
  return (
    <IntervalPlot
      {...text}
      noun={chart.unit}
      unit={unit}
      rows={rows.map(({ label, value, low, high }, index) => ({
        id: `${index}`,
        label,
        measured: { kind: "measured", value, low, high, n: rows.length },
      }))}
      {...(chart.reference === null ? {} : ruled(chart.reference, rows, unit))}
    />
  );
}

/** What the chart compares with, as a rule, with room for its name on its right. */
function ruled(value: number, rows: readonly { readonly low: number; readonly high: number }[], unit: Unit) {
  const ends = [value, ...rows.flatMap(({ low, high }) => [low, high])].filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...ends), Math.max(...ends)];
  const room = high - value < (high - low) / 6 ? (high - low) / 6 : 0;
  const domain = roundDomain(low, high + room);
  // No share is above one.
  const most = unit.kind === "share" && high <= 1 ? Math.min(1, domain[1]) : domain[1];
  return { rules: [{ value, name: "reference" }], domain: [domain[0], most] as const };
}

const HEIGHT = 240;

function Bars({ chart, ...text }: TextProps & { readonly chart: ChartOf<"bars"> }) {
  const unit = unitOf(chart.unit);
  const values = chart.bars.map(({ value }) => value);
  const [least, most] = [
    Math.min(0, ...values, chart.reference ?? 0),
    Math.max(0, ...values, chart.reference ?? 0),
  ];
  const domain = roundDomain(least, Math.max(most, least + 1e-9), 4);
  const count = Math.max(1, chart.bars.length);
  const plot: Plot = {
    height: HEIGHT,
    margin: { top: 20, right: 14, bottom: 28, left: 52 },
    x: {
      scale: "linear",
      domain: [0, count],
      ticks: chart.bars.map(({ label }, index) => ({ value: index + 0.5, label })),
      text: (value) => chart.bars[Math.min(count - 1, Math.floor(value))]?.label ?? "",
    },
    y: {
      scale: "linear",
      domain,
      ticks: linearTicks(domain, unit, 4),
      label: chart.unit,
      grid: true,
      text: (value) => formatValue(value, unit),
    },
    marks: [
      {
        kind: "bars",
        name: chart.unit,
        tone: "accent",
        bars: chart.bars.map(({ value }, index) => ({ from: index + 0.15, to: index + 0.85, y: value })),
      },
      ...(chart.reference === null
        ? []
        : [{ kind: "rule", axis: "y", at: chart.reference, name: "reference", tone: "quiet" } as const]),
    ],
  };
  return (
    <ChartFrame
      {...text}
      height={HEIGHT}
      empty={chart.bars.length === 0 ? "Nothing to draw." : undefined}
      table={{
        columns: [{ header: "" }, { header: chart.unit, numeric: true }],
        rows: chart.bars.map(({ label, value }) => [label, { text: formatValue(value, unit), raw: value }]),
      }}
    >
      <PlotView plot={plot} title={text.title} reading={text.reading} />
    </ChartFrame>
  );
}

/** A curve of Kaplan and Meier: the share to whom it has not happened yet. */
function Steps({ chart, ...text }: TextProps & { readonly chart: ChartOf<"steps"> }) {
  const unit: Unit = { kind: "number", digits: 1 };
  const last = Math.max(1e-9, ...chart.points.map(([x]) => x));
  const domain = roundDomain(0, last);
  const points = [{ x: 0, y: 1 }, ...chart.points.map(([x, y]) => ({ x, y }))];
  const plot: Plot = {
    height: HEIGHT,
    margin: { top: 22, right: 16, bottom: 40, left: 52 },
    x: {
      scale: "linear",
      domain,
      ticks: linearTicks(domain, { kind: "number", digits: 0 }, 6),
      label: chart.unit,
      text: (value) => `${formatValue(value, unit)} ${chart.unit}`,
    },
    y: {
      scale: "linear",
      domain: [0, 1],
      ticks: linearTicks([0, 1], { kind: "share" }, 4),
      grid: true,
      text: formatPercent,
    },
    marks: [
      { kind: "line", name: "share", tone: 1, step: true, points },
      ...(chart.reference === null || chart.reference > domain[1]
        ? []
        : [{ kind: "rule", axis: "x", at: chart.reference, name: "reference", tone: "quiet" } as const]),
    ],
  };
  return (
    <ChartFrame
      {...text}
      height={HEIGHT}
      empty={chart.points.length === 0 ? "Nothing to follow in this period." : undefined}
      table={{
        columns: [
          { header: chart.unit, numeric: true },
          { header: "Share", numeric: true },
        ],
        rows: chart.points.map(([x, y]) => [
          { text: formatValue(x, unit), raw: x },
          { text: formatPercent(y), raw: y },
        ]),
      }}
    >
      <PlotView plot={plot} title={text.title} reading={text.reading} />
    </ChartFrame>
  );
}
