import { colour, type Mark, type Plot, type PlotPoint } from "./plot";
import { tipAt } from "./plot-rows";

interface PlotTipBoxProps {
  readonly plot: Plot;
  readonly active: boolean;
  /** Where the pointer or the keys stand, along the axis that is walked. */
  readonly label: string | number | undefined;
}

/** The box beside the pointer: where it stands and every value there. */
export function PlotTipBox({ plot, active, label }: PlotTipBoxProps) {
  if (!active || label === undefined) return null;
  const at = Number(label);
  const points = pointsAt(plot, at);
  const tip = tipAt(plot, at);
  if (points.length === 0 && tip.lines.length === 0) return null;
  return (
    <div className="max-w-72 rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs shadow-overlay">
      {tip.lines.length > 0 ? <p className="mb-0.5 text-faint">{tip.heading}</p> : null}
      <ul>
        {tip.lines.map(({ mark, text }, index) => (
          <li key={index} className="flex items-center justify-between gap-4">
            <span className="flex items-center gap-1.5 text-muted">
              <svg width="10" height="8" aria-hidden="true">
                <line
                  x2="10"
                  y1="4"
                  y2="4"
                  stroke={colour(mark.tone)}
                  strokeWidth={mark.kind === "band" ? 8 : 2}
                  opacity={mark.kind === "band" ? 0.3 : 1}
                />
              </svg>
              {tipName(mark)}
            </span>
            <span className="font-medium">{text}</span>
          </li>
        ))}
        {points.slice(0, MOST).map((point, index) => (
          <li key={index}>{point.label}</li>
        ))}
        {points.length > MOST ? <li className="text-faint">{`and ${points.length - MOST} more`}</li> : null}
      </ul>
    </div>
  );
}

const MOST = 6;

/** A bar's text already says what is counted. */
const tipName = (mark: Mark): string => (mark.unnamed ? "interval" : mark.kind === "bars" ? "" : mark.name);

function pointsAt(plot: Plot, at: number): PlotPoint[] {
  return plot.marks.flatMap((mark) =>
    mark.kind === "points"
      ? mark.points.filter((point) => (plot.walk === "rows" ? point.y : point.x) === at)
      : [],
  );
}
