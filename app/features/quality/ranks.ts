import { fitBetaBinomial, shrink } from "~/stats/beta-binomial";
import { seededRandom } from "~/stats/random";
import {
  type Band,
  bandOf,
  comparisonConfidence,
  ordinalsMayBeShown,
  rankabilityOfShares,
} from "~/stats/rankability";
import { MOST_RANKED, simultaneousRankSets } from "~/stats/rank-sets";
import { betaPosteriors, rankIntervals } from "~/stats/ranks";
import { wilson } from "~/stats/wilson";
import { spread } from "./long-lists";

export interface RankTally {
  readonly annotator: string;
  readonly displayName: string | null;
  readonly correct: number;
  readonly total: number;
}

export interface RankedAnnotator {
  readonly annotator: string;
  readonly name: string;
  readonly n: number;
  readonly raw: number;
  /** Wilson 95 %. */
  readonly low: number;
  readonly high: number;
  /** Wilson at the confidence at which two intervals that just touch differ at 95 %. */
  readonly compareLow: number;
  readonly compareHigh: number;
  readonly shrunk: number;
  /** Where the posterior interval lies to the mean of all. */
  readonly band: Band;
  /** For one person at a time, from the posteriors; null where nothing tells people apart. */
  readonly best: number | null;
  readonly worst: number | null;
  /** For everybody at once; null beyond five hundred people. */
  readonly allBest: number | null;
  readonly allWorst: number | null;
}

export interface ProjectRanks {
  readonly people: number;
  readonly judged: number;
  readonly mean: number;
  /** Judgments at which a record weighs as much as the mean of all; null: no difference can be detected. */
  readonly strength: number | null;
  readonly rankability: number | null;
  /** Ordinal ranks may be shown. */
  readonly ordinals: boolean;
  readonly bands: Readonly<Record<Band, number>>;
  readonly rows: readonly RankedAnnotator[];
}

const LISTED = 1_000;
/** Of these, people at each end of the order who are all listed; the others are spread over everybody between. */
const LISTED_ENDS = 300;
const RANK_CELLS = 4_000_000;

/**
 * Can a project's annotators be ranked by gold accuracy, and if so within which ranks? Null for fewer than two with gold.
 * The name seeds the draws, so that the same records give the same ranks.
 */
export function projectRanks(project: string, everybody: readonly RankTally[]): ProjectRanks | null {
  const judged = everybody.filter(({ total }) => total > 0);
  const tallies = judged.map(({ correct, total }) => ({ successes: correct, trials: total }));
  const prior = fitBetaBinomial(tallies);
  if (judged.length < 2 || prior === null) return null;
  const rho = rankabilityOfShares(
    prior,
    tallies.map(({ trials }) => trials),
  );
  const draws = Math.max(100, Math.min(1_000, Math.floor(RANK_CELLS / judged.length)));
  const posteriors = betaPosteriors(tallies, prior).value;
  const one = posteriors
    ? rankIntervals(posteriors, seededRandom(`ranks of ${project} by gold`), { draws }).value
    : null;
  const all = posteriors ? simultaneous(project, posteriors) : null;
  const eye = comparisonConfidence();
  const rows = judged.map(({ annotator, displayName, correct, total }, i): RankedAnnotator => {
    const pulled = shrink(correct, total, prior);
    const compare = wilson(correct, total, eye);
    const own = { low: pulled.low ?? prior.mean, high: pulled.high ?? prior.mean };
    return {
      annotator,
      name: displayName ?? annotator,
      n: total,
      raw: correct / total,
      ...wilson(correct, total),
      compareLow: compare.low,
      compareHigh: compare.high,
      shrunk: pulled.value,
      band: bandOf(own, prior.mean),
      best: one?.[i]?.best ?? null,
      worst: one?.[i]?.worst ?? null,
      allBest: all?.[i]?.best ?? null,
      allWorst: all?.[i]?.worst ?? null,
    };
  });
  const count = (band: Band) => rows.filter((row) => row.band === band).length;
  return {
    people: rows.length,
    judged: tallies.reduce((sum, { trials }) => sum + trials, 0),
    mean: prior.mean,
    strength: Number.isFinite(prior.strength) ? prior.strength : null,
    rankability: rho.value,
    ordinals: ordinalsMayBeShown(rho),
    bands: { above: count("above"), around: count("around"), below: count("below") },
    rows: listed(rows.sort((a, b) => b.shrunk - a.shrunk || (a.annotator < b.annotator ? -1 : 1))),
  };
}

/** Those whom a long order is kept by: both ends of it, and an even spread between. */
function listed(rows: readonly RankedAnnotator[]): readonly RankedAnnotator[] {
  if (rows.length <= LISTED) return rows;
  const between = spread(rows.slice(LISTED_ENDS, -LISTED_ENDS), LISTED - 2 * LISTED_ENDS);
  return [...rows.slice(0, LISTED_ENDS), ...between, ...rows.slice(-LISTED_ENDS)];
}

/** Sets for everybody at once, from the posteriors' means and deviations: a share of n of n has one, too. */
function simultaneous(
  project: string,
  { alpha, beta }: { readonly alpha: Float64Array; readonly beta: Float64Array },
) {
  if (alpha.length > MOST_RANKED / 2) return null;
  const means = alpha.map((a, i) => a / (a + beta[i]!));
  const errors = alpha.map((a, i) => {
    const sum = a + beta[i]!;
    return Math.sqrt((a * beta[i]!) / (sum * sum * (sum + 1)));
  });
  const random = seededRandom(`simultaneous ranks of ${project}`);
  return simultaneousRankSets(means, errors, random, { draws: 500 }).value;
}
