import { defineDetector } from "~/domain/detector";
import type { Answer } from "~/domain/finding";
import { benjaminiHochberg } from "~/stats/benjamini-hochberg";
import { normalTwoSided } from "~/stats/normal";
import { wilson } from "~/stats/wilson";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { sum } from "./parts/group";
import { param } from "./parts/params";
import {
  adjustedPasses,
  reviewerSpread,
  type ReviewerTally,
  type Spread,
  tallyReviewers,
} from "./parts/reviewers";

const THRESHOLD = {
  kind: "convention",
  source: "Reviewers differ by 3 points of pass rate or more (standard deviation)",
} as const;

/** Does the score depend on who reviews? */
export default defineDetector({
  id: "reviewer-lottery",
  version: 2,
  title: "Reviewer lottery",
  question: "Would the same work pass with one reviewer and fail with another?",
  harm: "The score depends on who reviews.",
  kind: "statistical",
  requires: ["reviews"],
  needs: ["reviewTallies"],
  params: {
    tau: param("Spread of pass rates between reviewers beyond sampling", "share", [0.03, 0.005, 0.3]),
    reviewers: param("Reviewers", "reviewers", [5, 2, 100]),
    reviews: param("Reviews, each", "reviews", [50, 10, 1_000]),
    funnelLevel: param(
      "Confidence of the outer funnel limit",
      "share",
      [0.998, 0.9, 0.9999],
      "Spiegelhalter 2005 (funnel practice)",
      "paper",
    ),
  },
  minimum: "Five reviewers with fifty reviews each.",
  innocent: [
    "Reviewers may see different work where routing is not random.",
    "A reviewer may specialise in a kind of work that fails more often.",
  ],
  limits: [
    "Random routing only where it is on record; else compared within author and project.",
    "A spread says nothing about which reviewer is right.",
  ],
  sources: [
    { kind: "paper", text: "Spiegelhalter 2005 (funnel plots, overdispersion)" },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "researcher", "annotator"],
  remedy: "Double-blind second reviews, adjustment for severity, calibration.",
  messages: {
    flagged:
      "Pass rates of {reviewers} reviewers differ by {tau} (standard deviation) beyond sampling; the same work passes in {least} to {most} of cases.",
    clear: "Pass rates of {reviewers} reviewers differ by {tau} beyond sampling.",
    inconclusive:
      "Pass rates of {reviewers} reviewers differ by {tau} beyond sampling; the interval covers the threshold.",
    own: "This reviewer passes {rate} of reviews, {difference} from what the same work would be expected to get.",
  },
  detect({ reviewTallies }, params) {
    const { tallies, random } = tallyReviewers(reviewTallies, params.reviews);
    const threshold = { value: params.tau, ...THRESHOLD };
    if (tallies.length < params.reviewers) {
      const reason = `${tallies.length} reviewers with ${params.reviews} reviews each, ${params.reviewers} needed (reviews)`;
      return [insufficientAnswer(reason, { n: tallies.length, nUnit: "reviewers", threshold })];
    }
    const adjusted = tallies.map((tally) => ({ ...tally, passed: adjustedPasses(tally, tallies) }));
    const spread = reviewerSpread(adjusted);
    const own = funnel(tallies, spread?.tau ?? 0, params.funnelLevel);
    return [programme(adjusted, spread, own, random, params), ...own.map(({ answer }) => answer)];
  },
});

/** Each reviewer against the outer funnel limit, wider by the spread that all share. */
function funnel(tallies: readonly ReviewerTally[], tau: number, level: number) {
  const scored = tallies.map((tally) => {
    const rate = tally.expected / tally.reviews;
    const variance = (rate * (1 - rate)) / tally.reviews;
    const difference = (tally.passed - tally.expected) / tally.reviews;
    const p = variance === 0 ? 1 : normalTwoSided(difference / Math.sqrt(variance + tau * tau));
    return { tally, difference, p };
  });
  const q = benjaminiHochberg(scored.map(({ p }) => p));
  return scored.map(({ tally, difference, p }, index) => {
    const beyond = p < 1 - level && (q[index] ?? 1) < 0.05;
    const interval = wilson(tally.passed, tally.reviews);
    const overturn = wilson(tally.overturned, tally.reviews);
    const outcome = beyond ? "flagged" : p < 0.05 ? "inconclusive" : "clear";
    const answer: Answer = subjectAnswer("reviewer", tally.reviewer, {
      outcome,
      severity: beyond ? "watch" : null,
      message: {
        id: "own",
        data: { rate: (tally.passed / tally.reviews).toFixed(3), difference: difference.toFixed(3) },
      },
      effect: {
        name: "pass_rate_difference",
        value: difference,
        unit: "share",
        low: interval.low - tally.expected / tally.reviews,
        high: interval.high - tally.expected / tally.reviews,
        method: "Wilson 95 %",
      },
      p,
      n: tally.reviews,
      nUnit: "reviews",
      threshold: {
        value: level,
        kind: "paper",
        source: "Funnel limit with overdispersion (Spiegelhalter 2005)",
      },
      wouldChange: "Second reviews of the same work.",
      evidence: { overturnedOnAppeal: tally.overturned, overturnInterval: [overturn.low, overturn.high] },
    });
    return { answer, beyond, p, q: q[index] ?? 1 };
  });
}

type Rules = { readonly tau: number };

function programme(
  tallies: readonly ReviewerTally[],
  spread: Spread | null,
  own: readonly { readonly beyond: boolean; readonly p: number; readonly q: number }[],
  random: boolean,
  rules: Rules,
): Answer {
  const threshold = { value: rules.tau, ...THRESHOLD };
  const reviews = sum(tallies.map((tally) => tally.reviews));
  if (!spread)
    return insufficientAnswer("every review passed, or none did", {
      n: reviews,
      nUnit: "reviews",
      threshold,
    });
  const bySpread = spread.tau >= rules.tau && spread.p < 0.05;
  const beyond = own.filter((one) => one.beyond).length;
  const outcome = bySpread || beyond > 0 ? "flagged" : spread.high < rules.tau ? "clear" : "inconclusive";
  const pooled = sum(tallies.map(({ passed }) => passed)) / reviews;
  const at = (deviations: number) => Math.min(1, Math.max(0, pooled + deviations * spread.tau)).toFixed(3);
  return programmeAnswer({
    outcome,
    severity: outcome === "flagged" ? (spread.tau >= 2 * rules.tau ? "high" : "watch") : null,
    message: {
      id: outcome,
      data: { reviewers: tallies.length, tau: spread.tau.toFixed(3), least: at(-1.96), most: at(1.96) },
    },
    effect: {
      name: "tau",
      value: spread.tau,
      unit: "share",
      low: spread.low,
      high: spread.high,
      method: "moments; chi-square inverted, 95 %",
    },
    // A reviewer beyond the limit carries its own adjusted p: the smaller of the two answers for the programme.
    p: bySpread || beyond === 0 ? spread.p : Math.min(...own.map(({ q }) => q)),
    // Two ways to a flag, the spread of all and one beyond the limit: the better of two is counted as two.
    tests: 2,
    n: reviews,
    nUnit: "reviews",
    threshold,
    wouldChange: "Random routing, or second reviews of the same work.",
    evidence: {
      reviewers: tallies.length,
      routing: random ? "random" : "author and project held constant",
      beyondFunnel: beyond,
      passRate: pooled,
    },
    affected: null,
    chart: {
      kind: "intervals",
      title: "Pass rate of each reviewer",
      unit: "share",
      rows: tallies.slice(0, 60).map(({ reviewer, passed, reviews: trials }) => ({
        label: reviewer,
        value: passed / trials,
        ...wilson(passed, trials),
      })),
      reference: pooled,
    },
  });
}
