import { binomialLowerTail } from "./binomial";
import { requireTally, type Tally } from "./interval";

/** Fewer groups with trials than this say too little of how far a share moves by itself. */
export const LEAST_GROUPS = 8;

/** The chance beyond either limit of an undisturbed process, that of three standard deviations. */
const TAIL = 0.001349898031630093;
const SIGMAS = 3;
/** Mean absolute difference of two standard normal numbers: d2 of a moving range of two. */
const D2 = 2 / Math.sqrt(Math.PI);
/** From this variance of the count on the exact limit and three standard deviations differ by less than a hundredth. */
const NORMAL_FROM = 400;

export interface ControlPoint {
  /** Null for a group without trials, which has no limits either. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly beyond: "below" | "above" | null;
}

export interface ControlChart {
  /** All successes of all trials. */
  readonly centre: number;
  /** How much further the shares move than independent trials would: 1 for as far. */
  readonly spread: number;
  readonly points: readonly ControlPoint[];
}

/**
 * Which groups (days), in order, have a share that the process as it usually is does not explain? A p chart: limits of
 * each group's size about the overall share. Their distances are those of the exact binomial distribution at the
 * chance of three standard deviations, times how much more the standardised shares move from one group to the next than
 * chance alone would (never less than 1), so that days which differ by themselves are not all called unusual.
 * Shewhart 1931, "Economic control of quality of manufactured product"; Laney 2002, "Improved control charts for
 * attributes" (p' chart). Null with fewer than 8 groups that have trials.
 */
export function pChart(groups: readonly Tally[]): ControlChart | null {
  groups.forEach(({ successes, trials }) => requireTally(successes, trials));
  const filled = groups.filter(({ trials }) => trials > 0);
  if (filled.length < LEAST_GROUPS) return null;
  const trials = filled.reduce((sum, group) => sum + group.trials, 0);
  const centre = filled.reduce((sum, group) => sum + group.successes, 0) / trials;
  const spread = Math.max(1, movingSpread(filled, centre));
  return { centre, spread, points: groups.map((group) => pointOf(group, centre, spread)) };
}

function movingSpread(groups: readonly Tally[], centre: number): number {
  const deviation = Math.sqrt(centre * (1 - centre));
  if (deviation === 0) return 1;
  const standard = groups.map(
    ({ successes, trials }) => ((successes / trials - centre) * Math.sqrt(trials)) / deviation,
  );
  let moved = 0;
  for (let at = 1; at < standard.length; at++) moved += Math.abs(standard[at]! - standard[at - 1]!);
  return moved / (standard.length - 1) / D2;
}

function pointOf({ successes, trials }: Tally, centre: number, spread: number): ControlPoint {
  if (trials === 0) return { share: null, low: null, high: null, beyond: null };
  const share = successes / trials;
  const { below, above } = distances(trials, centre);
  const low = Math.max(0, centre - spread * below);
  const high = Math.min(1, centre + spread * above);
  // Rounding must not put a share that is the limit itself beyond it.
  const slack = 1e-9;
  const beyond = share < low - slack ? "below" : share > high + slack ? "above" : null;
  return { share, low, high, beyond };
}

/** How far below and above the centre a share of `trials` lies at the outmost counts that are not yet unusual. */
function distances(trials: number, centre: number): { below: number; above: number } {
  const variance = trials * centre * (1 - centre);
  if (variance === 0) return { below: 0, above: 0 };
  if (variance > NORMAL_FROM) {
    const reach = (SIGMAS * Math.sqrt(variance)) / trials;
    return { below: reach, above: reach };
  }
  return {
    below: centre - lowestUsual(trials, centre) / trials,
    above: 1 - lowestUsual(trials, 1 - centre) / trials - centre,
  };
}

/** The smallest count k with P(X <= k) >= TAIL: R `qbinom`. */
function lowestUsual(trials: number, probability: number): number {
  let low = 0;
  let high = Math.ceil(trials * probability);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialLowerTail(middle, trials, probability) >= TAIL) high = middle;
    else low = middle + 1;
  }
  return low;
}
