import { zoneOffsetSec } from "~/domain/local-time";
import { joinSpans, totalSec } from "~/domain/span";
import { CLOCKS, type Clock } from "~/domain/tallies";
import { groupBy } from "~/features/report/grouping";
import { type Cell, parseSpans } from "~/features/report/work-record";
import { medianWithInterval } from "~/stats/quantile-interval";
import { quantilesOfSorted } from "~/stats/quantiles";
import { wilson } from "~/stats/wilson";
import type { DistributionBin } from "~/ui/distribution";
import type { SeriesPoint } from "~/ui/time-series";
import type { ClockTimes } from "./clocks-card";

const CLOCK_TIMES = {
  active: (cell: Cell) => cell.activeMs,
  lead: (cell: Cell) => cell.leadMs,
  accept_to_submit: (cell: Cell) => cell.acceptToSubmitMs,
  inferred: (cell: Cell) => cell.inferredMs,
} as const;

/** What the charts of one annotator's page draw, from that annotator's days. Weeks begin on Monday, UTC. */
export function profileView(days: readonly Cell[], zone: string) {
  const weeks = [...groupBy(days, ({ day }) => monday(day))];
  return {
    gold: weeks.map(([at, cells]) => sharePoint(at, cells, (cell) => [cell.goldCorrect, cell.goldTotal])),
    consensus: weeks.map(([at, cells]) =>
      sharePoint(at, cells, (cell) => [cell.consensusAgreeing, cell.consensusTotal]),
    ),
    hours: weeks.map(([at, cells]): SeriesPoint => {
      const spans = joinSpans(cells.flatMap(({ spans }) => parseSpans(spans)));
      return { at, value: spans.length === 0 ? null : totalSec(spans) / 3_600 };
    }),
    handling: handlingBins(days),
    clocks: CLOCKS.flatMap((clock) => clockTimes(clock, days) ?? []),
    hoursOfDay: hoursOfDay(days, zone),
  };
}

function sharePoint(
  at: string,
  cells: readonly Cell[],
  count: (cell: Cell) => readonly [number, number],
): SeriesPoint {
  let good = 0;
  let all = 0;
  for (const cell of cells) {
    const [some, of] = count(cell);
    good += some;
    all += of;
  }
  return all === 0 ? { at, value: null } : { at, value: good / all, ...wilson(good, all), n: all };
}

/** Handling times in bins that grow by a third, by the best clock there is. */
function handlingBins(days: readonly Cell[]) {
  const clock = CLOCKS.find((name) => days.some((cell) => (CLOCK_TIMES[name](cell)?.length ?? 0) > 0));
  if (!clock) return null;
  const seconds = days.flatMap((cell) => CLOCK_TIMES[clock](cell) ?? []).map((ms) => ms / 1_000);
  return { clock, n: seconds.length, bins: logBins(seconds) };
}

/** What one clock says of all judgments that it timed; null where it timed none. */
function clockTimes(clock: Clock, days: readonly Cell[]): ClockTimes | null {
  const ascending = days.flatMap((cell) => CLOCK_TIMES[clock](cell) ?? []).map((ms) => ms / 1_000);
  ascending.sort((a, b) => a - b);
  const [p90] = quantilesOfSorted(ascending, [0.9]) ?? [];
  if (p90 === undefined) return null;
  const n = ascending.length;
  const mean = ascending.reduce((sum, seconds) => sum + seconds, 0) / n;
  return { clock, n, mean, median: medianWithInterval(ascending), p90 };
}

const GROWTH = 4 / 3;
const SHORTEST_SEC = 0.1;

/** Neighbouring bins, each a third longer than the one before, that hold every value of at least 0.1 s. */
export function logBins(seconds: readonly number[]): DistributionBin[] {
  const counts = new Map<number, number>();
  for (const value of seconds) {
    const bin = Math.floor(Math.log(Math.max(value, SHORTEST_SEC)) / Math.log(GROWTH));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const indices = [...counts.keys()];
  if (indices.length === 0) return [];
  const bins: DistributionBin[] = [];
  for (let bin = Math.min(...indices); bin <= Math.max(...indices); bin += 1) {
    bins.push({ from: GROWTH ** bin, to: GROWTH ** (bin + 1), count: counts.get(bin) ?? 0 });
  }
  return bins;
}

/** Hours worked in each local hour of the day; null where no working intervals are known. */
function hoursOfDay(days: readonly Cell[], zone: string): readonly number[] | null {
  const spans = joinSpans(days.flatMap(({ spans }) => parseSpans(spans)));
  if (spans.length === 0) return null;
  const seconds = new Array<number>(24).fill(0);
  for (const { from, to } of spans) {
    for (let at = from; at < to;) {
      const local = at + zoneOffsetSec(zone, at);
      const end = Math.min(to, at + 3_600 - (local % 3_600));
      const hour = Math.floor(local / 3_600) % 24;
      seconds[hour] = seconds[hour]! + end - at;
      at = end;
    }
  }
  return seconds.map((value) => value / 3_600);
}

/** The Monday on or before a day. */
export function monday(day: string): string {
  const ms = Date.parse(day);
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - weekday * 86_400_000).toISOString().slice(0, 10);
}
