import type { ReactNode } from "react";
import { along, colour, SHAPE_PATHS, type Axis, type Mark, type Plot, type PlotPoint } from "./plot";
import { bandPath, linePath, lonePoints } from "./plot-paths";

interface PlotStaticProps {
  readonly plot: Plot;
  /** The chart in one sentence, read instead of the drawing. */
  readonly label: string;
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/**
 * A plot in plain SVG whose horizontal places are per cents: it fills whatever width it is given without being
 * measured, is the same on the server and in the browser, and never changes height.
 */
export function PlotStatic({ plot, label }: PlotStaticProps) {
  const { top, right, bottom, left } = plot.margin;
  return (
    <div style={{ height: plot.height, padding: `${top}px ${right}px ${bottom}px ${left}px` }}>
      <svg
        role="img"
        aria-label={label}
        width="100%"
        height={plot.height - top - bottom}
        overflow="visible"
        className="block overflow-visible"
      >
        <YAxis axis={plot.y} left={left} />
        <XAxis axis={plot.x} />
        {plot.marks.map((mark, index) => (
          <StaticMark key={index} mark={mark} x={plot.x} y={plot.y} />
        ))}
      </svg>
    </div>
  );
}

function YAxis({ axis, left }: { readonly axis: Axis; readonly left: number }) {
  return (
    <g>
      {axis.ticks.map((tick) => {
        const y = percent(1 - along(axis, tick.value));
        return (
          <g key={tick.value}>
            {axis.grid === false ? null : <line x1="0" x2="100%" y1={y} y2={y} stroke="var(--line)" />}
            <text x={-8} y={y} dy="0.32em" textAnchor="end">
              {tick.label}
            </text>
          </g>
        );
      })}
      {axis.label ? (
        <text x={-left} y={0} dy={-10} textAnchor="start">
          {axis.label}
        </text>
      ) : null}
    </g>
  );
}

function XAxis({ axis }: { readonly axis: Axis }) {
  return (
    <g>
      <line x1="0" x2="100%" y1="100%" y2="100%" stroke="var(--edge)" />
      {axis.ticks.map((tick) => {
        const x = percent(along(axis, tick.value));
        return (
          <g key={tick.value} className={tick.wide ? "tick-wide" : undefined}>
            {axis.grid ? <line x1={x} x2={x} y1="0" y2="100%" stroke="var(--line)" /> : null}
            <text x={x} y="100%" dy={16} textAnchor="middle">
              {tick.label}
            </text>
          </g>
        );
      })}
      {axis.label ? (
        <text x="100%" y="100%" dy={31} textAnchor="end">
          {axis.label}
        </text>
      ) : null}
    </g>
  );
}

interface StaticMarkProps {
  readonly mark: Mark;
  readonly x: Axis;
  readonly y: Axis;
}

function StaticMark({ mark, x, y }: StaticMarkProps) {
  switch (mark.kind) {
    case "band":
      return (
        <Stretched>
          <path d={bandPath(mark.points, x, y, mark.step === true)} fill={colour(mark.tone)} opacity="0.16" />
        </Stretched>
      );
    case "line":
      return (
        <>
          <Stretched>
            <path
              d={linePath(mark.points, x, y, mark.step === true)}
              fill="none"
              stroke={colour(mark.tone)}
              strokeWidth="1.75"
              strokeDasharray={mark.dash}
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </Stretched>
          {lonePoints(mark.points).map((point) => (
            <circle
              key={point.x}
              cx={percent(along(x, point.x))}
              cy={percent(1 - along(y, point.y))}
              r="2.5"
              fill={colour(mark.tone)}
            />
          ))}
        </>
      );
    case "bars":
      return <Bars bars={mark.bars} fill={colour(mark.tone)} x={x} y={y} />;
    case "points":
      return (
        <g>
          {mark.points.map((point, index) => (
            <PointMark key={index} point={point} mark={mark} x={x} y={y} />
          ))}
        </g>
      );
    case "rule":
      return <Rule mark={mark} x={x} y={y} />;
  }
}

/** Paths cannot speak per cents: they live in a hundred by hundred square pulled to the plot's size. */
function Stretched({ children }: { readonly children: ReactNode }) {
  return (
    <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
      {children}
    </svg>
  );
}

interface BarsProps {
  readonly bars: readonly { readonly from: number; readonly to: number; readonly y: number }[];
  readonly fill: string;
  readonly x: Axis;
  readonly y: Axis;
}

function Bars({ bars, fill, x, y }: BarsProps) {
  return (
    <g fill={fill} stroke="var(--surface)" strokeWidth="1">
      {bars.map((bar) => {
        const left = along(x, bar.from);
        const height = along(y, bar.y);
        return (
          <rect
            key={bar.from}
            data-mark=""
            x={percent(left)}
            width={percent(along(x, bar.to) - left)}
            y={percent(1 - height)}
            height={percent(height)}
          >
            <title>{`${x.text(bar.from)} to ${x.text(bar.to)}: ${y.text(bar.y)}`}</title>
          </rect>
        );
      })}
    </g>
  );
}

interface PointMarkProps {
  readonly point: PlotPoint;
  readonly mark: Extract<Mark, { kind: "points" }>;
  readonly x: Axis;
  readonly y: Axis;
}

function PointMark({ point, mark, x, y }: PointMarkProps) {
  const height = percent(1 - along(y, point.y));
  const ink = colour(mark.tone);
  const interval = point.low !== undefined && point.high !== undefined;
  const drawing = (
    <>
      {interval ? (
        <line
          x1={percent(along(x, point.low ?? 0))}
          x2={percent(along(x, point.high ?? 0))}
          y1={height}
          y2={height}
          stroke={ink}
          strokeWidth="2"
          opacity="0.5"
        />
      ) : null}
      <svg x={percent(along(x, point.x))} y={height} overflow="visible">
        <path
          d={SHAPE_PATHS[mark.shape]}
          fill={point.hollow ? "var(--surface)" : ink}
          stroke={point.hollow ? ink : "var(--surface)"}
          data-mark=""
        >
          <title>{point.label}</title>
        </path>
      </svg>
    </>
  );
  return point.href ? (
    <a href={point.href} tabIndex={-1}>
      {drawing}
    </a>
  ) : (
    <g>{drawing}</g>
  );
}

function Rule({ mark, x, y }: StaticMarkProps & { readonly mark: Extract<Mark, { kind: "rule" }> }) {
  const place = mark.axis === "x" ? percent(along(x, mark.at)) : percent(1 - along(y, mark.at));
  const line =
    mark.axis === "x"
      ? { x1: place, x2: place, y1: 0, y2: "100%" }
      : { x1: 0, x2: "100%", y1: place, y2: place };
  return (
    <g>
      <line {...line} stroke={colour(mark.tone)} strokeWidth="1.25" strokeDasharray={mark.dash ?? "4 3"} />
      {mark.unnamed ? null : mark.axis === "x" ? (
        <text x={place} y="0" dx={5} dy={4} style={{ fill: "var(--muted)" }}>
          {mark.name}
        </text>
      ) : (
        <text x="100%" y={place} dy={-5} textAnchor="end" style={{ fill: "var(--muted)" }}>
          {mark.name}
        </text>
      )}
    </g>
  );
}
