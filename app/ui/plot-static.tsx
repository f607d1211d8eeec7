import type { ReactNode } from "react";
import { along, colour, percent, type Axis, type Mark, type Plot } from "./plot";
import { PlacedMark } from "./plot-marks";
import { bandPath, linePath } from "./plot-paths";

interface PlotStaticProps {
  readonly plot: Plot;
  /** The chart in one sentence, read instead of the drawing. */
  readonly label: string;
}

/**
 * A plot in plain SVG whose horizontal places are per cents: it fills whatever width it is given without being
 * measured, is the same on the server and in the browser, and never changes height.
 */
export function PlotStatic({ plot, label }: PlotStaticProps) {
  const { top, right, bottom, left } = plot.margin;
  return (
    <div style={{ height: plot.height, padding: `${top}px ${right}px ${bottom}px ${left}px` }}>
      <svg
        role={plot.marks.some(hasLinks) ? "group" : "img"}
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

/** A picture has no parts for a screen reader; with links inside it is a group. */
const hasLinks = (mark: Mark): boolean =>
  mark.kind === "points" && mark.points.some((point) => point.href !== undefined);

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
  if (mark.kind === "band") {
    return (
      <Stretched>
        <path d={bandPath(mark.points, x, y, mark.step === true)} fill={colour(mark.tone)} opacity="0.16" />
      </Stretched>
    );
  }
  if (mark.kind !== "line") return <PlacedMark mark={mark} x={x} y={y} />;
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
      <PlacedMark mark={mark} x={x} y={y} />
    </>
  );
}

/** Paths cannot speak per cents: they live in a hundred by hundred square pulled to the plot's size. */
function Stretched({ children }: { readonly children: ReactNode }) {
  return (
    <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
      {children}
    </svg>
  );
}
