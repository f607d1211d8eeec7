import reviewerLottery from "~/detectors/reviewer-lottery";
import { messageText } from "~/domain/detector";
import type { Evidence, ReviewTallyRow } from "~/domain/evidence";
import { seededRandom } from "~/stats/random";
import { funnelLimits } from "./funnel-limits";

export interface ReviewerPoint {
  readonly reviewer: string;
  readonly reviews: number;
  /** Share passed; against the average reviewer of the same work where the reviewer has reviews enough. */
  readonly rate: number;
  readonly beyond: "none" | "inner" | "outer";
}

export interface ReviewerFunnel {
  readonly outcome: string;
  readonly sentence: string;
  /** Share of all reviews that passed. */
  readonly pooled: number;
  /** Spread between reviewers beyond sampling, which widens the limits; 0 where it could not be told. */
  readonly tau: number;
  readonly points: readonly ReviewerPoint[];
  readonly limits: readonly {
    readonly n: number;
    readonly innerLow: number;
    readonly innerHigh: number;
    readonly outerLow: number;
    readonly outerHigh: number;
  }[];
}

/** Does the score depend on who reviews? A project's reviewers between the limits of chance; null without reviews. */
export function reviewerFunnel(rows: readonly ReviewTallyRow[]): ReviewerFunnel | null {
  if (rows.length === 0) return null;
  const evidence: Pick<Evidence, "reviewTallies"> = { reviewTallies: rows };
  const context = { window: { from: 0, to: Infinity }, now: 0, random: seededRandom, people: 0 };
  const [programme, ...own] = reviewerLottery.detect(evidence as Evidence, {}, context);
  const answers = new Map(own.map((answer) => [answer.subject, answer]));
  const totals = new Map<string, { reviews: number; passed: number }>();
  for (const { reviewer, reviews, passed } of rows) {
    const total = totals.get(reviewer) ?? { reviews: 0, passed: 0 };
    totals.set(reviewer, { reviews: total.reviews + reviews, passed: total.passed + passed });
  }
  const all = [...totals.values()].reduce((a, b) => ({
    reviews: a.reviews + b.reviews,
    passed: a.passed + b.passed,
  }));
  const pooled = all.passed / all.reviews;
  const tau = programme?.effect?.name === "tau" ? (programme.effect.value ?? 0) : 0;
  const points = [...totals].map(([reviewer, { reviews, passed }]): ReviewerPoint => {
    const answer = answers.get(reviewer);
    const difference = answer?.effect?.value;
    const rate = difference == null ? passed / reviews : clamp(pooled + difference);
    const beyond =
      answer?.outcome === "flagged" ? "outer" : answer?.outcome === "inconclusive" ? "inner" : "none";
    return { reviewer, reviews, rate, beyond };
  });
  const most = Math.max(...points.map(({ reviews }) => reviews));
  return {
    outcome: programme?.outcome ?? "insufficient",
    sentence: programme ? messageText(reviewerLottery, programme.message) : "",
    pooled,
    tau,
    points,
    limits: funnelLimits(most, pooled, tau),
  };
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
