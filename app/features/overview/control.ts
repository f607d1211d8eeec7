import { LEAST_GROUPS, pChart } from "~/stats/p-chart";
import { formatDate } from "~/ui/format";
import type { SeriesPoint } from "~/ui/time-series";

export interface ShareDay {
  readonly day: string;
  readonly good: number;
  readonly all: number;
}

export interface ControlView {
  readonly points: readonly SeriesPoint[];
  /** Null with too few days to know how far a day moves by itself. */
  readonly centre: number | null;
  readonly spread: number | null;
  readonly reading: string;
}

/** A share by day with the limits within which it moves by itself, and in a sentence the days beyond them. */
export function controlView(days: readonly ShareDay[]): ControlView {
  const chart = pChart(days.map(({ good, all }) => ({ successes: good, trials: all })));
  const counted = days.filter(({ all }) => all > 0);
  if (chart === null) {
    return {
      points: days.map(({ day, good, all }) => ({ at: day, value: all === 0 ? null : good / all, n: all })),
      ...{ centre: null, spread: null },
      reading: `Insufficient for control limits: ${counted.length} of ${LEAST_GROUPS} days with such judgments.`,
    };
  }
  const points = days.map(({ day, all }, index): SeriesPoint => {
    const { share, low, high, beyond } = chart.points[index]!;
    return {
      ...{ at: day, value: share, n: all },
      ...(low === null || high === null ? {} : { low, high }),
      ...(beyond === null ? {} : { marked: `${beyond} the limits` }),
    };
  });
  return { points, centre: chart.centre, spread: chart.spread, reading: readingOf(points, counted.length) };
}

const NAMED = 3;

function readingOf(points: readonly SeriesPoint[], days: number): string {
  const beyond = points.filter(({ marked }) => marked !== undefined);
  if (beyond.length === 0) return `All ${days} days lie within what such days do by themselves.`;
  const latest = beyond.slice(-NAMED).map(({ at, marked }) => `${formatDate(at)} ${marked}`);
  const more = beyond.length > NAMED ? "the latest: " : "";
  return `${beyond.length} of ${days} days lie outside what such days do by themselves: ${more}${latest.join(", ")}.`;
}
