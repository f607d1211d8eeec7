import { studentTwoSidedQuantile } from "./beta";
import { twoSidedZ } from "./normal-quantile";
import { quantilesOfSorted } from "./quantiles";
import { type Random, randomInteger } from "./random";

/** Whole weeks that a forecast needs behind it, and the most that it looks back on. */
export const LEAST_WEEKS = 6;
export const MOST_WEEKS = 8;
const WEEK = 7;

/** An amount or a day, its middle and the ends of its prediction interval. */
export interface Forecast {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface BurnDown {
  /** Whole weeks of history that it rests on. */
  readonly weeks: number;
  /** What is still to do at the end of every coming week, 0 at the least. */
  readonly remaining: readonly (Forecast & { readonly day: number })[];
  /** In how many days nothing is left; an end is Infinity where that is beyond the horizon. */
  readonly done: Forecast;
}

export interface BurnDownOptions {
  readonly random: Random;
  readonly draws?: number;
  readonly confidence?: number;
  /** Days looked ahead, cut to whole weeks. */
  readonly horizon?: number;
}

/**
 * When will `remaining` be worked off, if the coming weeks are like the last ones? `daily` are amounts of consecutive
 * days, days without any included, the last one the day before the first that is forecast. Null with fewer than 6
 * whole weeks; the last 8 are used.
 *
 * The future is drawn as whole weeks, so that weekdays stay where they are and days of a week stay together, from an
 * urn of the past weeks to which every drawn one is added: the finite-population Bayesian bootstrap, in which the
 * uncertainty of the mean week is contained (Lo 1988, "A Bayesian bootstrap for a finite population"; blocks after
 * Künsch 1989). Weeks are so few that their spread is taken too small: what a week departs from the mean one is widened
 * by t(n - 1) / z * sqrt((n + 1) / (n - 1)), which for normal weeks gives the width of the exact prediction interval.
 * It assumes no trend. Throws a RangeError for an amount below 0 or not finite.
 */
export function forecastBurnDown(
  daily: readonly number[],
  remaining: number,
  { random, draws = 999, confidence = 0.95, horizon = 364 }: BurnDownOptions,
): BurnDown | null {
  if (![...daily, remaining].every((amount) => amount >= 0 && amount < Infinity)) {
    throw new RangeError("Amounts of a burn-down are finite and 0 or more.");
  }
  const weeks = Math.min(MOST_WEEKS, Math.floor(daily.length / WEEK));
  if (weeks < LEAST_WEEKS) return null;
  const past = widened(daily.slice(daily.length - weeks * WEEK), weeks, confidence);
  const ahead = Math.floor(horizon / WEEK);
  const ends = Array.from({ length: ahead }, () => new Float64Array(draws));
  const done = new Float64Array(draws);
  const urn = new Uint8Array(weeks + ahead);
  for (let draw = 0; draw < draws; draw++) {
    let left = remaining;
    let doneIn = remaining === 0 ? 0 : Infinity;
    for (let week = 0; week < ahead; week++) {
      const at = randomInteger(weeks + week, random);
      const drawn = at < weeks ? at : urn[at]!;
      urn[weeks + week] = drawn;
      for (let day = 0; day < WEEK; day++) {
        left -= past[drawn * WEEK + day]!;
        if (left <= 0 && doneIn === Infinity) doneIn = week * WEEK + day + 1;
      }
      ends[week]![draw] = Math.max(0, left);
    }
    done[draw] = doneIn;
  }
  return {
    weeks,
    remaining: ends.map((values, week) => ({ day: (week + 1) * WEEK, ...forecastOf(values, confidence) })),
    done: forecastOf(done, confidence),
  };
}

/** The past weeks with their departures from the mean week widened; a day may fall below 0, sums are what counts. */
function widened(daily: readonly number[], weeks: number, confidence: number): Float64Array {
  const factor = weekWidening(weeks, confidence);
  const mean = Array.from({ length: WEEK }, (_, day) => {
    let sum = 0;
    for (let week = 0; week < weeks; week++) sum += daily[week * WEEK + day]!;
    return sum / weeks;
  });
  return Float64Array.from(daily, (amount, at) => {
    const usual = mean[at % WEEK]!;
    return usual + factor * (amount - usual);
  });
}

/** By how much the departures of `weeks` weeks from their mean are widened: see `forecastBurnDown`. */
export const weekWidening = (weeks: number, confidence: number): number =>
  (studentTwoSidedQuantile(confidence, weeks - 1) / twoSidedZ(confidence)) *
  Math.sqrt((weeks + 1) / (weeks - 1));

function forecastOf(values: Float64Array, confidence: number): Forecast {
  const tail = (1 - confidence) / 2;
  values.sort();
  // Beyond the horizon two neighbours may both be infinite, and nothing lies between them.
  const at = (probability: number) => {
    const rank = (values.length - 1) * probability;
    const above = values[Math.ceil(rank)]!;
    return above === Infinity ? Infinity : quantilesOfSorted(values, [probability])![0]!;
  };
  return { low: at(tail), middle: at(0.5), high: at(1 - tail) };
}
