import { ChartFrame, type ChartText } from "./chart-frame";
import { formatPercent } from "./format";
import type { Plot } from "./plot";
import { PlotView } from "./plot-view";
import { linearTicks } from "./ticks";

export interface LorenzPoint {
  /** Share of people, poorest first, 0 to 1. */
  readonly people: number;
  /** Share of the thing they hold together. */
  readonly held: number;
}

export interface LorenzBandPoint {
  readonly people: number;
  readonly low: number;
  readonly high: number;
}

export interface LorenzCurveProps extends ChartText {
  /** From (0, 0) to (1, 1). */
  readonly curve: readonly LorenzPoint[];
  /** Where the curve would lie under a fair lottery: small counts are unequal by chance alone. */
  readonly nullBand: readonly LorenzBandPoint[];
  readonly bandName?: string;
  /** What is held: "premium batches". */
  readonly noun: string;
  readonly peopleNoun?: string;
  readonly height?: number;
}

/** How unequally something is held, against equality and against what a lottery would do. */
export function LorenzCurve(props: LorenzCurveProps) {
  const { curve, noun, peopleNoun = "annotators", bandName = "under a fair lottery", height = 280 } = props;
  return (
    <ChartFrame
      {...props}
      height={height}
      empty={curve.length < 2 ? `No ${noun} in this period.` : undefined}
      legend={[
        { name: noun, tone: 1, kind: "line" },
        { name: bandName, tone: "quiet", kind: "band" },
        { name: "equal shares", tone: "quiet", kind: "line", dash: "2 3" },
      ]}
      table={{
        columns: [
          { header: `Share of ${peopleNoun}`, numeric: true },
          { header: `Share of ${noun}`, numeric: true },
        ],
        rows: curve.map((point) => [
          { text: formatPercent(point.people), raw: point.people },
          { text: formatPercent(point.held), raw: point.held },
        ]),
      }}
    >
      <PlotView plot={lorenzPlot(props)} title={props.title} reading={props.reading} />
    </ChartFrame>
  );
}

/** The chart as a plot; pure. */
export function lorenzPlot(props: LorenzCurveProps): Plot {
  const { curve, nullBand, noun, peopleNoun = "annotators", bandName = "under a fair lottery" } = props;
  const ticks = linearTicks([0, 1], { kind: "share" }, 4);
  const text = formatPercent;
  return {
    height: props.height ?? 280,
    margin: { top: 22, right: 16, bottom: 40, left: 52 },
    x: { scale: "linear", domain: [0, 1], ticks, label: `share of ${peopleNoun}, fewest first`, text },
    y: { scale: "linear", domain: [0, 1], ticks, label: `share of ${noun}`, text },
    marks: [
      {
        kind: "band",
        name: bandName,
        tone: "quiet",
        points: nullBand.map(({ people, low, high }) => ({ x: people, low, high })),
      },
      {
        kind: "line",
        name: "equal shares",
        tone: "quiet",
        dash: "2 3",
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
      {
        kind: "line",
        name: noun,
        tone: 1,
        points: curve.map(({ people, held }) => ({ x: people, y: held })),
      },
    ],
  };
}
