import { along, type Axis, type BandPoint } from "./plot";

interface LinePoint {
  readonly x: number;
  readonly y: number | null;
}

const place = (point: { x: number; y: number }, x: Axis, y: Axis): string =>
  `${(along(x, point.x) * 100).toFixed(2)} ${((1 - along(y, point.y)) * 100).toFixed(2)}`;

/** Each value held until the next point, as corners. */
export function stepped<P extends LinePoint>(points: readonly P[]): P[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before ? [{ ...before, x: point.x }, point] : [point];
  });
}

/** An SVG path in a hundred by hundred square, broken where a value is missing. */
export function linePath(points: readonly LinePoint[], x: Axis, y: Axis, step: boolean): string {
  let open = false;
  let path = "";
  for (const point of step ? stepped(points) : points) {
    if (point.y !== null) path += (open ? "L" : "M") + place({ x: point.x, y: point.y }, x, y);
    open = point.y !== null;
  }
  return path;
}

/** Points with a gap on both sides, which as a path would draw nothing. */
export function lonePoints(points: readonly LinePoint[]): { x: number; y: number }[] {
  return points.flatMap((point, index) => {
    const lone = (points[index - 1]?.y ?? null) === null && (points[index + 1]?.y ?? null) === null;
    return point.y !== null && lone ? [{ x: point.x, y: point.y }] : [];
  });
}

/** There along the high ends, back along the low ones; one closed shape for each unbroken run. */
export function bandPath(points: readonly BandPoint[], x: Axis, y: Axis, step: boolean): string {
  return unbroken(points)
    .map((run) => {
      const edge = (end: "high" | "low") => {
        const line = run.map((point) => ({ x: point.x, y: point[end] }));
        return (step ? stepped(line) : line).map((point) => place(point, x, y));
      };
      return `M${edge("high").join("L")}L${edge("low").reverse().join("L")}Z`;
    })
    .join("");
}

interface WholeBandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

function unbroken(points: readonly BandPoint[]): WholeBandPoint[][] {
  const runs: WholeBandPoint[][] = [[]];
  for (const { x, low, high } of points) {
    if (low === null || high === null) runs.push([]);
    else runs.at(-1)?.push({ x, low, high });
  }
  return runs.filter((run) => run.length > 0);
}
