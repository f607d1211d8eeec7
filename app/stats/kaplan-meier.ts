import { type Interval, requireProbability } from "./interval";
import { twoSidedZ } from "./normal-quantile";

/** How long something lasted, or has lasted so far. */
export interface Duration {
  /** 0 or more, in the caller's unit. */
  readonly time: number;
  /** True where the end was seen; false where it is still running (right-censored). */
  readonly ended: boolean;
}

/** The share still going on from `time` on. */
export interface SurvivalPoint extends Interval {
  readonly time: number;
  /** How many were still observed just before `time`. */
  readonly atRisk: number;
  /** How many ended at `time`; 0 where only censored ones leave. */
  readonly ended: number;
  /** The estimated share that lasts longer than `time`, 0 to 1. */
  readonly survival: number;
  /** Greenwood's; 0 before the first end and where nobody is left. */
  readonly standardError: number;
}

/** Survival with an entry for each distinct time, ascending. */
export interface SurvivalCurve {
  readonly points: readonly SurvivalPoint[];
  readonly n: number;
}

/** A quantile of durations. An end, or the value, is null where the curve does not come down that far. */
export interface SurvivalQuantile {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How long do things last, counting those still running? Kaplan and Meier's product-limit estimate with Greenwood's
 * standard error; intervals on the log(-log) scale, which stay in [0, 1]: R `survfit(conf.type = "log-log")`, SciPy
 * `ecdf(CensoredData).sf.confidence_interval(method="log-log")`. Ends at a time come before censorings at it.
 * Before the first end the interval is [1, 1] (no end was seen, and Greenwood knows no width); where all have ended
 * it keeps the last upper end and goes down to 0. Null with no durations. Throws a RangeError for a time below 0.
 */
export function kaplanMeier(durations: readonly Duration[], confidence = 0.95): SurvivalCurve | null {
  const z = twoSidedZ(confidence);
  const n = durations.length;
  if (n === 0) return null;
  const sorted = durations.toSorted((one, other) => one.time - other.time);
  const points: SurvivalPoint[] = [];
  let survival = 1;
  let hazard = 0;
  let last: Interval = { low: 1, high: 1 };
  for (let from = 0; from < n;) {
    const { time } = sorted[from]!;
    if (!(time >= 0 && time < Infinity))
      throw new RangeError(`A duration must be 0 or more; one is ${time}.`);
    let to = from;
    let ended = 0;
    for (; to < n && sorted[to]!.time === time; to++) if (sorted[to]!.ended) ended++;
    const atRisk = n - from;
    if (ended === atRisk) survival = 0;
    else if (ended > 0) {
      survival *= (atRisk - ended) / atRisk;
      hazard += ended / (atRisk * (atRisk - ended));
    }
    const standardError = survival * Math.sqrt(hazard);
    last = survival === 0 ? { low: 0, high: last.high } : logLog(survival, hazard, z);
    points.push({ time, atRisk, ended, survival, standardError, ...last });
    from = to;
  }
  return { points, n };
}

function logLog(survival: number, hazard: number, z: number): Interval {
  if (survival === 1) return { low: 1, high: 1 };
  const reach = Math.exp((z * Math.sqrt(hazard)) / -Math.log(survival));
  return { low: survival ** reach, high: survival ** (1 / reach) };
}

/**
 * The time by which `share` (0 to 1) have ended: the first at which survival is at most 1 - share; its interval is
 * where the curve's own limits come down as far (Brookmeyer and Crowley 1982). Half gives the median.
 */
export function survivalQuantile(curve: SurvivalCurve, share = 0.5): SurvivalQuantile {
  requireProbability(share);
  // A product such as (2/3)(3/4) misses one half by rounding.
  const bound = (1 - share) * (1 + 1e-12);
  const firstTime = (at: (point: SurvivalPoint) => number): number | null =>
    curve.points.find((point) => at(point) <= bound)?.time ?? null;
  return {
    value: firstTime((point) => point.survival),
    low: firstTime((point) => point.low),
    high: firstTime((point) => point.high),
  };
}

/** The estimated share that lasts longer than `time`. Null past the last observed time, unless all have ended. */
export function survivalAt(curve: SurvivalCurve, time: number): number | null {
  const last = curve.points.at(-1);
  if (!last || (time > last.time && last.survival > 0)) return null;
  return curve.points.findLast((point) => point.time <= time)?.survival ?? 1;
}
