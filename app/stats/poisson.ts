import { gammaCdf, gammaQuantile, gammaUpperQuantile, gammaUpperTail } from "./gamma";
import { type Interval, requireConfidence } from "./interval";

/** Events over a time (or any amount) in which they could have happened. */
export interface Exposure {
  /** A whole number of 0 or more. */
  readonly events: number;
  /** Above 0; hours, days, expected events: the caller's unit. */
  readonly exposure: number;
}

/** Throws a RangeError unless events are a whole number of 0 or more and the exposure is 0 or more and finite. */
export function requireExposure({ events, exposure }: Exposure): void {
  if (!(Number.isInteger(events) && events >= 0)) {
    throw new RangeError(`Events must be a whole number of 0 or more; they are ${events}.`);
  }
  if (!(exposure >= 0 && exposure < Infinity)) {
    throw new RangeError(`An exposure must be finite and 0 or more; it is ${exposure}.`);
  }
}

/**
 * Between what rates does the true rate of events lie? The exact (Garwood) Poisson interval: R `poisson.test(x, T)`.
 * Events per unit of exposure; 0 events give a low end of exactly 0. With `exposure` an expected number, the answer is
 * the interval of observed over expected. Throws a RangeError for an exposure of 0. Garwood 1936.
 */
export function poissonInterval(events: number, exposure = 1, confidence = 0.95): Interval {
  requireExposure({ events, exposure });
  requireConfidence(confidence);
  if (exposure === 0) throw new RangeError("A rate over no exposure does not exist, nor does its interval.");
  const tail = (1 - confidence) / 2;
  return {
    low: events === 0 ? 0 : gammaQuantile(tail, events) / exposure,
    high: gammaUpperQuantile(tail, events + 1) / exposure,
  };
}

/** P(X <= count) for X ~ Poisson(mean), mean >= 0: SciPy `poisson.cdf`. */
export function poissonLowerTail(count: number, mean: number): number {
  const whole = Math.floor(count);
  return whole < 0 ? 0 : gammaUpperTail(mean, whole + 1);
}

/** P(X >= count), the observed count included. */
export function poissonUpperTail(count: number, mean: number): number {
  const whole = Math.ceil(count);
  return whole <= 0 ? 1 : gammaCdf(mean, whole);
}
