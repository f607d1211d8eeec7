import { ChartFrame, type ChartText } from "./chart-frame";
import { formatCount, formatValue, type Unit } from "./format";
import type { Plot, Tone } from "./plot";
import { PlotView } from "./plot-view";
import { linearTicks, logTicks, roundDomain } from "./ticks";

export interface DistributionBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface DistributionProps extends ChartText {
  /** Neighbouring bins in order, made where the data are. */
  readonly bins: readonly DistributionBin[];
  readonly unit: Unit;
  /** Logarithmic horizontal axis; every `from` must be above zero. */
  readonly log?: boolean;
  /** Upright lines: median, 90th percentile, a target. */
  readonly rules?: readonly { readonly value: number; readonly name: string }[];
  /** What is counted: "judgments". */
  readonly noun: string;
  readonly axisLabel?: string;
  readonly tone?: Tone;
  readonly height?: number;
}

/** How often each size occurs. */
export function Distribution(props: DistributionProps) {
  const { bins, unit, noun, height = 220 } = props;
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return (
    <ChartFrame
      {...props}
      height={height}
      empty={total === 0 ? `No ${noun} in this period.` : undefined}
      table={{
        columns: [{ header: "From" }, { header: "To" }, { header: noun, numeric: true }],
        rows: bins.map((bin) => [
          { text: formatValue(bin.from, unit), raw: bin.from },
          { text: formatValue(bin.to, unit), raw: bin.to },
          { text: formatCount(bin.count), raw: bin.count },
        ]),
      }}
    >
      <PlotView plot={distributionPlot(props)} title={props.title} reading={props.reading} />
    </ChartFrame>
  );
}

/** The chart as a plot; pure. */
export function distributionPlot(props: DistributionProps): Plot {
  const { bins, unit, log = false, rules = [], noun, axisLabel, tone = "accent", height = 220 } = props;
  const x: readonly [number, number] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const y = roundDomain(0, Math.max(1, ...bins.map((bin) => bin.count)), 4);
  return {
    height,
    margin: { top: 20, right: 14, bottom: axisLabel ? 40 : 26, left: 44 },
    x: {
      scale: log ? "log" : "linear",
      domain: x,
      ticks: log ? logTicks(x, unit) : linearTicks(x, unit, 6),
      ...(axisLabel ? { label: axisLabel } : {}),
      text: (value) => formatValue(value, unit),
    },
    y: {
      scale: "linear",
      domain: y,
      ticks: linearTicks(y, { kind: "count" }, 4),
      label: noun,
      text: (value) => `${formatCount(value)} ${noun}`,
    },
    marks: [
      {
        kind: "bars",
        name: noun,
        tone,
        bars: bins.map((bin) => ({ from: bin.from, to: bin.to, y: bin.count })),
      },
      ...rules.map((rule) => {
        return { kind: "rule", axis: "x", at: rule.value, name: rule.name, tone: "quiet" } as const;
      }),
    ],
  };
}
