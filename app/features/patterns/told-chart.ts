import type { Chart, Finding } from "~/domain/finding";
import { MINIMUM_CELL, roundedPeople, roundedValue } from "~/stats/disclosure/counts";
import type { ToldChart } from "./told-evidence";

type Of<Kind extends Chart["kind"]> = Extract<Chart, { kind: Kind }>;

/** Points that a curve is told at: no step of it is one person's. */
const CURVE_POINTS = 20;

/** A finding's chart as researchers may have it; null where nothing of it may be told. */
export function toldChart({ chart, n }: Finding, as: ToldChart | undefined): Chart | null {
  if (!chart || !as || as === "plain") return as === "plain" ? chart : null;
  switch (chart.kind) {
    case "bars":
      return barsAs(chart, as, n);
    case "intervals":
      return intervalsAs(chart, as);
    case "steps":
      return as === "curve" ? curveOf(chart) : null;
    case "lorenz":
      return as === "tenths" ? lorenzOf(chart) : null;
  }
}

function barsAs(chart: Of<"bars">, as: ToldChart, n: number): Chart | null {
  if (as === "tenths") {
    const bars = chart.bars.filter((_, place) => isBetweenTen((place + 0.5) / chart.bars.length, n));
    return bars.length === 0 ? null : { ...chart, bars: bars.map(roundedBar) };
  }
  if (as !== "counts") return null;
  return {
    ...chart,
    bars: chart.bars.flatMap(({ label, value }) => {
      const told = roundedPeople(value);
      return told === null ? [] : [{ label, value: told }];
    }),
  };
}

const roundedBar = ({ label, value }: Of<"bars">["bars"][number]) => ({ label, value: roundedValue(value) });

/** Whether ten of `count` lie on either side of a quantile. */
const isBetweenTen = (share: number, count: number): boolean =>
  share * count >= MINIMUM_CELL && (1 - share) * count >= MINIMUM_CELL;

function intervalsAs(chart: Of<"intervals">, as: ToldChart): Chart | null {
  if (as !== "value" && as !== "coarse") return null;
  const digits = as === "value" ? 3 : 2;
  const told = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value);
  const rows = chart.rows.map(({ label, value, low, high }) => ({
    ...{ label, value: told(value), low: told(low), high: told(high) },
  }));
  return { ...chart, rows };
}

/** As far as ten are behind it, at even distances. */
function curveOf({ points, tenUntil, ...chart }: Of<"steps">): Chart | null {
  if (tenUntil == null || !(tenUntil > 0)) return null;
  const told = Array.from({ length: CURVE_POINTS }, (_, place) => {
    const x = (tenUntil * (place + 1)) / CURVE_POINTS;
    return [roundedValue(x), Number((points.findLast(([at]) => at <= x)?.[1] ?? 1).toFixed(2))] as const;
  });
  return { ...chart, points: told, tenUntil: roundedValue(tenUntil) };
}

/** At tenths that ten people or more lie between, from the ends on. */
function lorenzOf({ points, band, count = 0, ...chart }: Of<"lorenz">): Chart | null {
  let last = 0;
  const kept = points.map(([share]) => {
    const isEnd = share === 0 || share === 1;
    const isFar = (share - last) * count >= MINIMUM_CELL && (1 - share) * count >= MINIMUM_CELL;
    if (isFar && !isEnd) last = share;
    return isEnd || isFar;
  });
  if (kept.filter(Boolean).length <= 2) return null;
  const places = (_: unknown, place: number) => kept[place] ?? false;
  return {
    ...chart,
    points: points.filter(places).map(([share, amount]) => [share, roundedValue(amount)]),
    band: band.filter(places).map(([share, low, high]) => [share, roundedValue(low), roundedValue(high)]),
  };
}
