import { TIME_BIN_GROWTH } from "~/domain/time-bins";
import { wilson } from "~/stats/wilson";
import type { DistributionBin } from "~/ui/distribution";
import type { SeriesPoint } from "~/ui/time-series";

interface Day {
  readonly day: string;
  readonly judgments: number;
  readonly goldCorrect: number;
  readonly goldTotal: number;
  readonly consensusAgreeing: number;
  readonly consensusTotal: number;
  readonly approved: number;
  readonly rejected: number;
}

/** Totals and series of the overview, from the tallies of its days. */
export function overviewView(days: readonly Day[]) {
  const sum = (count: (day: Day) => number) => days.reduce((total, day) => total + count(day), 0);
  return {
    totals: {
      judgments: sum(({ judgments }) => judgments),
      days: days.length,
      goldCorrect: sum(({ goldCorrect }) => goldCorrect),
      goldTotal: sum(({ goldTotal }) => goldTotal),
      consensusAgreeing: sum(({ consensusAgreeing }) => consensusAgreeing),
      consensusTotal: sum(({ consensusTotal }) => consensusTotal),
      approved: sum(({ approved }) => approved),
      rejected: sum(({ rejected }) => rejected),
    },
    throughput: days.map(({ day, judgments }): SeriesPoint => ({ at: day, value: judgments })),
    gold: days.map((day) => sharePoint(day.day, day.goldCorrect, day.goldTotal)),
    consensus: days.map((day) => sharePoint(day.day, day.consensusAgreeing, day.consensusTotal)),
  };
}

function sharePoint(at: string, good: number, all: number): SeriesPoint {
  return all === 0 ? { at, value: null } : { at, value: good / all, ...wilson(good, all), n: all };
}

/** Bins as the database counts them, with the empty ones between. */
export function handlingBins(
  counted: readonly { readonly bin: number; readonly count: number }[],
): DistributionBin[] {
  const first = counted[0]?.bin;
  const last = counted[counted.length - 1]?.bin;
  if (first === undefined || last === undefined) return [];
  const counts = new Map(counted.map(({ bin, count }) => [bin, count]));
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: TIME_BIN_GROWTH ** (first + index),
    to: TIME_BIN_GROWTH ** (first + index + 1),
    count: counts.get(first + index) ?? 0,
  }));
}

/** The value below which a share of the binned values lies, interpolated on the log scale of the bins. */
export function binQuantile(bins: readonly DistributionBin[], probability: number): number | null {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  for (const { from, to, count } of bins) {
    if (count > 0 && below + count >= probability * total) {
      return from * (to / from) ** ((probability * total - below) / count);
    }
    below += count;
  }
  return null;
}
