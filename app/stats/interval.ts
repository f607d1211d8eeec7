/** Two ends of an interval, in the unit of the quantity itself; `low <= high`. An end may be infinite where the method says so. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Successes among trials. Both may be fractional (soft counts); `0 <= successes <= trials`. */
export interface Tally {
  readonly successes: number;
  readonly trials: number;
}

/** Throws a RangeError unless `0 < confidence < 1`. */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`Confidence must lie between 0 and 1, both excluded; it is ${confidence}.`);
  }
}

/** Throws a RangeError unless `0 <= successes <= trials`, both finite. */
export function requireTally(successes: number, trials: number): void {
  if (!(successes >= 0 && successes <= trials && trials < Infinity)) {
    throw new RangeError(`Successes must lie between 0 and the trials; they are ${successes} of ${trials}.`);
  }
}

/** As `requireTally`, and at least some of a trial: a share of nothing does not exist. */
export function requireTrials(successes: number, trials: number): void {
  requireTally(successes, trials);
  if (trials === 0) throw new RangeError("A share of 0 trials does not exist, nor does its interval.");
}

/** Throws a RangeError unless `0 <= probability <= 1`. */
export function requireProbability(probability: number): void {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`A probability must lie between 0 and 1; it is ${probability}.`);
  }
}
