import type { Tick } from "./ticks";

/**
 * A chart as data. Every chart is a pure function from its rows to a `Plot`; the server draws it with plain SVG
 * (`plot-static.tsx`) and the browser, once somebody points at it, with Recharts (`plot-live.tsx`).
 */
export interface Plot {
  /** Pixels; the width is whatever there is room for. */
  readonly height: number;
  /** Room in pixels for the labels of the axes. */
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly x: Axis;
  readonly y: Axis;
  /** Which way arrow keys and the pointer move along the marks; columns unless told. */
  readonly walk?: "columns" | "rows";
  /** Drawn in order, the last on top. */
  readonly marks: readonly Mark[];
}

export interface Axis {
  readonly scale: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  /** Under or above the axis: what it measures. */
  readonly label?: string;
  /** Writes a value in full: for tooltips and the table. */
  readonly text: (value: number) => string;
  /** Lines across the plot at each tick. */
  readonly grid?: boolean;
}

/** Colours come from the categorical ramp; "quiet" is for what is only context. */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | "accent" | "quiet";
export type Shape = "circle" | "square" | "triangle" | "diamond" | "tick";

interface MarkBase {
  readonly name: string;
  readonly tone: Tone;
  /** Left out of the legend. */
  readonly unnamed?: boolean;
}

export type Mark =
  | (MarkBase & {
      readonly kind: "line";
      readonly points: readonly { readonly x: number; readonly y: number | null }[];
      readonly dash?: string;
      /** A curve that holds its value until the next point. */
      readonly step?: boolean;
      readonly shape?: Shape;
    })
  | (MarkBase & {
      readonly kind: "band";
      /** Null ends break the band. */
      readonly points: readonly BandPoint[];
      readonly step?: boolean;
    })
  | (MarkBase & {
      readonly kind: "bars";
      readonly bars: readonly { readonly from: number; readonly to: number; readonly y: number }[];
    })
  | (MarkBase & {
      readonly kind: "points";
      readonly shape: Shape;
      readonly points: readonly PlotPoint[];
    })
  | (MarkBase & {
      readonly kind: "rule";
      readonly axis: "x" | "y";
      readonly at: number;
      readonly dash?: string;
    });

export interface BandPoint {
  readonly x: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Drawn as a bar through the point, along x. */
  readonly low?: number;
  readonly high?: number;
  readonly href?: string;
  /** Hollow: not distinguishable, or without enough data. */
  readonly hollow?: boolean;
}

export const colour = (tone: Tone): string =>
  tone === "accent" ? "var(--accent)" : tone === "quiet" ? "var(--faint)" : `var(--series-${tone})`;

/** Where a value lies on its axis, 0 to 1. Values outside the domain stop at its ends. */
export function along(axis: Axis, value: number): number {
  const [low, high] = axis.domain;
  const share =
    axis.scale === "log"
      ? Math.log(Math.max(value, Number.MIN_VALUE) / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
}

export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

export const DASHES: readonly string[] = ["", "6 3", "2 3", "8 3 2 3", "10 4", "1 3", "12 3 2 3 2 3", "4 2"];
export const SHAPES: readonly Shape[] = ["circle", "square", "triangle", "diamond"];

/** Half-size drawings around the origin. */
export const SHAPE_PATHS: Readonly<Record<Shape, string>> = {
  circle: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z",
  square: "M-3-3h6v6h-6Z",
  triangle: "M0-4.2 3.9 2.8h-7.8Z",
  tick: "M-.9-5h1.8V5h-1.8Z",
  diamond: "M0-4.4 4.4 0 0 4.4-4.4 0Z",
};

/** The colour, dash and shape that the nth series of a chart is told apart by. */
export function seriesStyle(index: number): { tone: Tone; dash: string; shape: Shape } {
  return {
    tone: ((index % 8) + 1) as Tone,
    dash: DASHES[index % DASHES.length] ?? "",
    shape: SHAPES[index % SHAPES.length] ?? "circle",
  };
}
