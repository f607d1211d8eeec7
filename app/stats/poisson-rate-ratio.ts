import { binomialTest } from "./binomial";
import { clopperPearson } from "./clopper-pearson";
import type { Interval } from "./interval";
import { type Exposure, requireExposure } from "./poisson";

/** One rate over another. */
export interface RateRatio extends Interval {
  /** First rate over second; null where the second has no events. */
  readonly ratio: number | null;
  /** Two-sided, against a ratio of 1. */
  readonly p: number;
}

/**
 * How many times as often do events happen in the first as in the second? Exact, given the sum of events: R
 * `poisson.test(c(x1, x2), c(t1, t2))`. With no events in the first the low end is 0, with none in the second the high
 * end is Infinity. Null with no events in either: then nothing is known of the ratio.
 * Throws a RangeError for an exposure of 0.
 */
export function poissonRateRatio(first: Exposure, second: Exposure, confidence = 0.95): RateRatio | null {
  requireExposure(first);
  requireExposure(second);
  if (first.exposure === 0 || second.exposure === 0) {
    throw new RangeError("A rate over no exposure does not exist, nor does a ratio of it.");
  }
  const events = first.events + second.events;
  if (events === 0) return null;
  const scale = second.exposure / first.exposure;
  const share = clopperPearson(first.events, events, confidence);
  const odds = (p: number) => (p === 1 ? Infinity : (p / (1 - p)) * scale);
  const underNull = first.exposure / (first.exposure + second.exposure);
  return {
    ratio: second.events === 0 ? null : (first.events / second.events) * scale,
    low: odds(share.low),
    high: odds(share.high),
    p: binomialTest(first.events, events, underNull).p,
  };
}
