import { along, colour, percent, SHAPE_PATHS, type Axis, type Mark, type PlotPoint } from "./plot";
import { lonePoints } from "./plot-paths";

export interface PlacedMarkProps {
  readonly mark: Mark;
  readonly x: Axis;
  readonly y: Axis;
}

/**
 * What can be placed by per cents of the surrounding SVG: bars, points with their intervals, rules, and the points of
 * a line that have no neighbour. The server's drawing and the browser's share it.
 */
export function PlacedMark({ mark, x, y }: PlacedMarkProps) {
  switch (mark.kind) {
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
    case "line":
      return (
        <g fill={colour(mark.tone)}>
          {lonePoints(mark.points).map((point) => (
            <circle
              key={point.x}
              cx={percent(along(x, point.x))}
              cy={percent(1 - along(y, point.y))}
              r="2.5"
            />
          ))}
        </g>
      );
    case "band":
      return null;
  }
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
    <a href={point.href} tabIndex={-1} aria-label={point.label}>
      {drawing}
    </a>
  ) : (
    <g>{drawing}</g>
  );
}

function Rule({ mark, x, y }: PlacedMarkProps & { readonly mark: Extract<Mark, { kind: "rule" }> }) {
  const place = mark.axis === "x" ? percent(along(x, mark.at)) : percent(1 - along(y, mark.at));
  const line =
    mark.axis === "x"
      ? { x1: place, x2: place, y1: 0, y2: "100%" }
      : { x1: 0, x2: "100%", y1: place, y2: place };
  return (
    <g>
      <line {...line} stroke={colour(mark.tone)} strokeWidth="1.25" strokeDasharray={mark.dash ?? "4 3"} />
      {mark.unnamed ? null : mark.axis === "x" ? (
        <text x={place} y="0" dx={5} dy={4} className="chart-label">
          {mark.name}
        </text>
      ) : (
        <text x="100%" y={place} dy={-5} textAnchor="end" className="chart-label">
          {mark.name}
        </text>
      )}
    </g>
  );
}
