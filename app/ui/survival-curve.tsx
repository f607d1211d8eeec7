import { ChartFrame, type ChartText, type LegendEntry } from "./chart-frame";
import { formatCount, formatPercent, formatValue, type Unit } from "./format";
import { seriesStyle, type Mark, type Plot } from "./plot";
import { PlotView } from "./plot-view";
import { linearTicks, roundDomain } from "./ticks";

export interface SurvivalPoint {
  /** In the unit of the horizontal axis. */
  readonly time: number;
  /** Kaplan and Meier's estimate from here on, 0 to 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
}

export interface SurvivalGroup {
  readonly name: string;
  /** In order of time, from (0, 1). */
  readonly points: readonly SurvivalPoint[];
  /** When those still open were last seen; drawn as ticks on the curve. */
  readonly censored: readonly number[];
}

export interface SurvivalCurveProps extends ChartText {
  readonly groups: readonly SurvivalGroup[];
  /** What time is counted in; days are `{ kind: "number", digits: 0 }` with `timeLabel` "days". */
  readonly unit: Unit;
  readonly timeLabel: string;
  /** What has not happened yet: "appeals still open". */
  readonly shareLabel: string;
  /** Upright lines: the 14-day clock. */
  readonly rules?: readonly { readonly value: number; readonly name: string }[];
  readonly height?: number;
}

/** The share to whom it has not yet happened, over time, those still open counted as such. */
export function SurvivalCurve(props: SurvivalCurveProps) {
  const { groups, unit, timeLabel, height = 260 } = props;
  return (
    <ChartFrame
      {...props}
      height={height}
      legend={survivalLegend(groups)}
      empty={
        groups.every((group) => group.points.length === 0) ? "Nothing to follow in this period." : undefined
      }
      table={{
        columns: [
          ...(groups.length > 1 ? [{ header: "Group" }] : []),
          { header: `Time, ${timeLabel}`, numeric: true },
          { header: "Share", numeric: true },
          { header: "Low", numeric: true },
          { header: "High", numeric: true },
          { header: "At risk", numeric: true },
        ],
        rows: groups.flatMap((group) =>
          group.points.map((point) => [
            ...(groups.length > 1 ? [group.name] : []),
            { text: formatValue(point.time, unit), raw: point.time },
            { text: formatPercent(point.share), raw: point.share },
            { text: formatPercent(point.low), raw: point.low },
            { text: formatPercent(point.high), raw: point.high },
            { text: formatCount(point.atRisk), raw: point.atRisk },
          ]),
        ),
      }}
    >
      <PlotView plot={survivalPlot(props)} title={props.title} reading={props.reading} />
    </ChartFrame>
  );
}

/** The chart as a plot; pure. */
export function survivalPlot({
  groups,
  unit,
  timeLabel,
  shareLabel,
  rules = [],
  height = 260,
}: SurvivalCurveProps): Plot {
  const last = Math.max(
    1,
    ...groups.flatMap((group) => [...group.points.map((point) => point.time), ...group.censored]),
    ...rules.map((rule) => rule.value),
  );
  const x = roundDomain(0, last);
  return {
    height,
    margin: { top: 22, right: 16, bottom: 40, left: 52 },
    x: {
      scale: "linear",
      domain: x,
      ticks: linearTicks(x, unit, 6),
      label: timeLabel,
      text: (time) => `${formatValue(time, unit)} ${timeLabel}`,
    },
    y: {
      scale: "linear",
      domain: [0, 1],
      ticks: linearTicks([0, 1], { kind: "share" }, 4),
      label: shareLabel,
      text: formatPercent,
    },
    marks: [
      ...groups.flatMap((group, index) => groupMarks(group, index)),
      ...rules.map((rule): Mark => ({
        kind: "rule",
        axis: "x",
        at: rule.value,
        name: rule.name,
        tone: "quiet",
      })),
    ],
  };
}

function groupMarks(group: SurvivalGroup, index: number): Mark[] {
  const { tone, dash } = seriesStyle(index);
  const shareAt = (time: number) => group.points.findLast((point) => point.time <= time)?.share ?? 1;
  const name = group.name;
  return [
    {
      kind: "band",
      name,
      tone,
      step: true,
      unnamed: true,
      points: group.points.map(({ time, low, high }) => ({ x: time, low, high })),
    },
    {
      kind: "line",
      name,
      tone,
      dash,
      step: true,
      points: group.points.map(({ time, share }) => ({ x: time, y: share })),
    },
    {
      kind: "points",
      name: `${name}, still open`,
      tone,
      shape: "tick",
      points: group.censored.map((time) => ({
        x: time,
        y: shareAt(time),
        label: `${name}: still open when last seen`,
      })),
    },
  ];
}

function survivalLegend(groups: readonly SurvivalGroup[]): LegendEntry[] {
  const lines = groups.map((group, index): LegendEntry => {
    const { tone, dash } = seriesStyle(index);
    return { name: group.name, tone, kind: "line", dash };
  });
  const open = groups.some((group) => group.censored.length > 0);
  return [
    ...lines,
    { name: "95 % interval", tone: 1, kind: "band" },
    ...(open ? [{ name: "still open", tone: 1, kind: "points", shape: "tick" } as const] : []),
  ];
}
