import { defineWorkloadMetric } from "~/domain/workload-metric";
import { groupBy, sum } from "../parts/group";
import { adjustedPasses, reviewerSpread, tallyReviewers } from "../parts/reviewers";

const Z95 = 1.959963984540054;
/** As reviewer-lottery has it: fewer reviews say nothing of a reviewer. */
const LEAST_REVIEWS = 50;

/** Were the people who reviewed somebody's work severe or lenient, as far as that can be told? */
export default defineWorkloadMetric({
  id: "reviewer-severity",
  label: "Leniency of the own reviewers, points of pass rate",
  short: "Reviewers, pp",
  section: "contest",
  unit: "points",
  better: "none",
  formula:
    "mean over reviews of the reviewer's shrunk difference in pass rate from what the same work is expected to get; below 0 is severe",
  interval: "posterior, normal, 95 %",
  minN: 10,
  nUnit: "reviews by reviewers with 50 reviews or more",
  sources: ["DerSimonian and Laird 1986 (spread between reviewers by moments); empirical Bayes"],
  caveats: ["Says nothing of any one reviewer, and names none."],
  absent: "no reviewed work on record",
  requires: ["reviews"],
  needs: ["reviewTallies", "reviewedBy"],
  *persons({ reviewTallies, reviewedBy }) {
    const { tallies } = tallyReviewers(reviewTallies, LEAST_REVIEWS);
    const adjusted = tallies.map((tally) => ({ ...tally, passed: adjustedPasses(tally, tallies) }));
    const spread = tallies.length < 2 ? null : reviewerSpread(adjusted);
    const effects = new Map(
      tallies.map(({ reviewer, passed, expected, reviews }) => {
        const rate = expected / reviews;
        const sampling = (rate * (1 - rate)) / reviews;
        const between = (spread?.tau ?? 0) ** 2;
        const weight = between === 0 ? 0 : between / (between + sampling);
        return [
          reviewer,
          { mean: (weight * (passed - expected)) / reviews, variance: weight * sampling },
        ] as const;
      }),
    );
    for (const [annotator, rows] of groupBy(reviewedBy, (row) => row.annotator)) {
      const own = rows.filter(({ reviewer }) => effects.has(reviewer));
      const n = sum(own.map(({ reviews }) => reviews));
      if (n === 0 || spread === null) {
        yield [annotator, { n, lacking: "reviewers cannot be compared" }];
        continue;
      }
      const part = ({ reviews }: { readonly reviews: number }) => reviews / n;
      const value = 100 * sum(own.map((row) => part(row) * (effects.get(row.reviewer)?.mean ?? 0)));
      const variance = sum(own.map((row) => part(row) ** 2 * (effects.get(row.reviewer)?.variance ?? 0)));
      const reach = 100 * Z95 * Math.sqrt(variance);
      yield [annotator, { n, value, low: value - reach, high: value + reach }];
    }
  },
});
