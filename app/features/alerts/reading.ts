import type { Measured } from "~/domain/measured";
import type { Metric } from "~/domain/metric";
import type { PayTally, Tallies } from "~/domain/tallies";
import { totalSec } from "~/domain/span";
import { type ObservedExpected, ratioOfSums } from "~/stats/ratio-of-sums";
import { wilson } from "~/stats/wilson";

/** How one number for many people is made of theirs. */
type Together = "sum" | "largest" | { readonly weight: (tallies: Tallies) => number };

const paidSec = (pay: PayTally | null) => pay?.allInSec ?? pay?.sessionSec ?? pay?.activeSec ?? 0;
const workedSec = ({ time }: Tallies) => (time ? (time.allSec ?? totalSec(time.spans)) : 0);

/**
 * A group's number from those of its people: means weighted with what each is a mean over, so that shares are those of
 * all their judgments. A median of many is not had from theirs: it stands for people alone.
 */
const TOGETHER: Readonly<Record<string, Together>> = {
  "consensus-agreement": { weight: ({ consensus }) => consensus?.judged ?? 0 },
  "first-pass-rate": { weight: ({ review }) => review?.judgments ?? 0 },
  "floor-gap": { weight: ({ pay }) => paidSec(pay) },
  "gold-accuracy": { weight: ({ gold }) => gold?.judged ?? 0 },
  "handling-ratio": {
    weight: ({ handling }) => handling?.days.reduce((sum, { expected }) => sum + expected, 0) ?? 0,
  },
  "hourly-active": { weight: ({ pay }) => pay?.activeSec ?? 0 },
  "hourly-all-in": { weight: ({ pay }) => pay?.allInSec ?? 0 },
  "hourly-session": { weight: ({ pay }) => pay?.sessionSec ?? 0 },
  hours: "sum",
  "longest-spell": "largest",
  "mean-handling-time": { weight: ({ handling }) => handling?.n ?? 0 },
  "night-share": { weight: workedSec },
  "paid-share": { weight: workedSec },
  "rejection-rate": { weight: ({ status }) => (status ? status.approved + status.rejected : 0) },
  "rest-breaches": "sum",
  "review-acceptance": { weight: ({ review }) => review?.reviewed ?? 0 },
};

/** Whether a metric has one number for many people. */
export const isForGroups = ({ id }: Pick<Metric, "id">): boolean => id in TOGETHER;

/** Shares of independent trials: Wilson's interval is the least that chance does to them. */
const OF_TRIALS = new Set(["gold", "consensus", "review", "status"]);

/**
 * One number for a group of people with its 95 % interval from the spread between them (see `ratioOfSums`), because the
 * judgments of one person are alike; for shares never narrower than Wilson's. Sums and maxima are a census.
 */
export function measureGroup(metric: Metric, people: readonly Tallies[]): Measured {
  const together = TOGETHER[metric.id];
  if (together === undefined) return { kind: "unmeasured", reason: "it stands for one person at a time" };
  const measured = people.flatMap((tallies) => {
    const own = metric.measureAny(tallies);
    return own.kind === "measured" ? [{ own, tallies }] : [];
  });
  if (measured.length === 0) return { kind: "unmeasured", reason: metric.absent };
  const n = measured.reduce((sum, { own }) => sum + own.n, 0);
  if (n < metric.minN) return { kind: "insufficient", n, needed: metric.minN };
  const values = measured.map(({ own }) => own.value);
  if (together === "sum")
    return census(
      values.reduce((sum, value) => sum + value, 0),
      n,
    );
  if (together === "largest") return census(Math.max(...values), n);
  // Pay from nothing up is a factor of the floor; its distance from it may be less than nothing.
  const shift = metric.id === "floor-gap" ? 1 : 0;
  const clusters = measured.map(({ own, tallies }): ObservedExpected => {
    const expected = together.weight(tallies);
    return { observed: (own.value + shift) * expected, expected };
  });
  return fromClusters(metric, clusters, n, shift);
}

function fromClusters(
  { input, absent }: Metric,
  clusters: readonly ObservedExpected[],
  n: number,
  shift: number,
): Measured {
  const ratio = ratioOfSums(clusters);
  if (ratio === null) return { kind: "unmeasured", reason: absent };
  const value = ratio.value - shift;
  const ends = { low: ratio.low - shift, high: ratio.high - shift };
  if (!OF_TRIALS.has(input)) return { kind: "measured", value, ...ends, n };
  const trials = clusters.reduce((sum, { expected }) => sum + expected, 0);
  const least = wilson(Math.round(Math.min(1, value) * trials), trials);
  return {
    kind: "measured",
    value,
    low: Math.min(ends.low, least.low),
    high: Math.min(1, Math.max(ends.high, least.high)),
    n,
  };
}

const census = (value: number, n: number): Measured => ({
  kind: "measured",
  value,
  low: value,
  high: value,
  n,
});
