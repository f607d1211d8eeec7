import { drawNormal } from "~/stats/draws";
import { type Random, seededRandom } from "~/stats/random";
import { DAY, HOUR } from "./calendar";
import { between, chance, clamp, logistic, pick } from "./chance";
import type { Effects } from "./effects";
import type { ReviewFact, Work } from "./facts";
import type { Settled } from "./options";
import type { Studio } from "./studio";

/** Somebody who audits work; `leniency` is on the log-odds scale, 0 for a fair one. */
export interface Reviewer {
  readonly id: string;
  readonly leniency: number;
}

export function drawReviewers({ seed, annotatorCount }: Settled, effects: Effects): readonly Reviewer[] {
  const random = seededRandom(`${seed}/reviewers`);
  return Array.from({ length: Math.max(12, Math.round(annotatorCount / 20)) }, (_, index) => ({
    id: `R${String(index + 1).padStart(2, "0")}`,
    leniency: effects.reviewerSigma * drawNormal(random),
  }));
}

const REASONS = [
  "Answer does not follow the guideline, section 3.",
  "Source cited does not support the answer.",
  "Formatting of the scene heading is missing.",
  "Rating without the required comparison.",
];

/** Sends some of the work to review, days later; what is not accepted there is fixed, rejected or done again. */
export function reviewWork(studio: Studio, work: Work, submittedMs: number, random: Random): void {
  const { calendar, effects, facts } = studio;
  const targeted = chance(0.1, random);
  const share = work.project.reviewShare * (targeted ? 1.6 - 0.8 * work.quality : 1);
  const [call, delay, verdict, kind, again] = [random(), random(), random(), random(), random()];
  const reviewer = pick(studio.reviewers, random);
  const reviewedMs = Math.round((submittedMs + (0.4 + 2.4 * delay) * DAY) / 1_000) * 1_000;
  if (call >= share || reviewedMs >= calendar.endMs) {
    if (submittedMs > calendar.endMs - 3 * DAY) work.status = "submitted";
    return;
  }
  const odds = Math.log(work.quality / (1 - work.quality)) + reviewer.leniency;
  const outcome = verdict < logistic(odds) ? "accepted" : kind < 0.75 ? "fixed" : "rejected";
  facts.reviews.push({
    ...{ id: `V${String(facts.reviews.length + 1).padStart(6, "0")}`, work, reviewerId: reviewer.id },
    ...{ reviewedMs, outcome, score: scoreOf(work, outcome, random), overturnedMs: null },
    routing: targeted ? "targeted" : "random",
    blind: chance(0.8, random),
  });
  if (outcome === "rejected") reject(work, reviewedMs, effects, random);
  if (outcome !== "accepted" && work.project.taskType === "revision" && again < 0.4) {
    const queue = studio.rework.get(work.person.id) ?? [];
    studio.rework.set(work.person.id, queue);
    queue.push({ work, backMs: reviewedMs + 2 * HOUR });
    queue.sort((one, other) => one.backMs - other.backMs);
  }
}

function reject(work: Work, atMs: number, effects: Effects, random: Random): void {
  const unexplained = effects.planted.has("unpaid-work-share") && chance(0.6, random);
  const reason = pick(REASONS, random);
  work.status = "rejected";
  work.rejectedMs = atMs;
  work.rejectionReason = unexplained ? null : reason;
}

function scoreOf(work: Work, outcome: ReviewFact["outcome"], random: Random): number | null {
  if (work.project.taskType !== "revision") return null;
  const base = outcome === "accepted" ? 4.2 : outcome === "fixed" ? 3.1 : 1.9;
  return clamp(Math.round(base + between(-0.8, 0.8, random)), 1, 5);
}
