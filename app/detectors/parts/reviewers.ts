import type { ReviewTallyRow } from "~/domain/evidence";
import { chiSquareHeterogeneity } from "~/stats/chi-square";
import { chiSquareQuantile } from "./chi-square-quantile";
import { groupBy, sum } from "./group";

export interface ReviewerTally {
  readonly reviewer: string;
  readonly reviews: number;
  readonly passed: number;
  readonly overturned: number;
  /** Passes expected of the average reviewer of the same work. */
  readonly expected: number;
}

export interface Spread {
  /** Standard deviation of pass rates between reviewers beyond sampling, 0 to 1. */
  readonly tau: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/**
 * How far do reviewers' pass rates differ beyond chance? tau by moments; its interval by inverting the chi-square
 * statistic (exact for equal numbers of reviews). Null where nothing can be compared.
 */
export function reviewerSpread(tallies: readonly ReviewerTally[]): Spread | null {
  const reviews = sum(tallies.map((tally) => tally.reviews));
  const pooled = sum(tallies.map(({ passed }) => passed)) / reviews;
  const test = chiSquareHeterogeneity(
    tallies.map(({ passed, reviews: trials }) => ({ successes: passed, trials })),
  );
  if (!test || pooled === 0 || pooled === 1) return null;
  const sampling = (pooled * (1 - pooled) * tallies.length) / reviews;
  const degrees = tallies.length - 1;
  const tauAt = (bound: number) => Math.sqrt(Math.max(0, sampling * (test.statistic / bound - 1)));
  return {
    tau: tauAt(degrees),
    low: tauAt(chiSquareQuantile(0.975, degrees)),
    high: tauAt(chiSquareQuantile(0.025, degrees)),
    p: test.p,
  };
}

/** Reviewers of randomly routed work where there is enough of it; else everybody, each held against the same authors and projects. */
export function tallyReviewers(rows: readonly ReviewTallyRow[], least: number) {
  const routed = rows.filter((row) => row.random);
  const randomTallies = enough(
    expectedPasses(routed, ({ project }) => project),
    least,
  );
  if (randomTallies.length > 0) return { tallies: randomTallies, random: true };
  return {
    tallies: enough(
      expectedPasses(rows, ({ author, project }) => `${author ?? ""} ${project}`),
      least,
    ),
    random: false,
  };
}

const enough = (tallies: readonly ReviewerTally[], least: number) =>
  tallies.filter(({ reviews }) => reviews >= least);

function expectedPasses(
  rows: readonly ReviewTallyRow[],
  stratumOf: (row: ReviewTallyRow) => string,
): readonly ReviewerTally[] {
  const strata = new Map<string, { reviews: number; passed: number }>();
  for (const row of rows) {
    const stratum = strata.get(stratumOf(row)) ?? { reviews: 0, passed: 0 };
    stratum.reviews += row.reviews;
    stratum.passed += row.passed;
    strata.set(stratumOf(row), stratum);
  }
  return [...groupBy(rows, ({ reviewer }) => reviewer)].map(([reviewer, own]) => ({
    reviewer,
    reviews: sum(own.map(({ reviews }) => reviews)),
    passed: sum(own.map(({ passed }) => passed)),
    overturned: sum(own.map(({ overturned }) => overturned)),
    expected: sum(
      own.map((row) => {
        const stratum = strata.get(stratumOf(row));
        return stratum ? (row.reviews * stratum.passed) / stratum.reviews : 0;
      }),
    ),
  }));
}

/** Passes the reviewer would have given to the average reviewer's work: the pooled rate plus the own difference. */
export function adjustedPasses(tally: ReviewerTally, all: readonly ReviewerTally[]): number {
  const pooled = sum(all.map(({ passed }) => passed)) / sum(all.map(({ reviews }) => reviews));
  const adjusted = tally.reviews * pooled + tally.passed - tally.expected;
  return Math.min(tally.reviews, Math.max(0, adjusted));
}
