import type { Db } from "db/client";
import type { ListedAppeal } from "db/queries/appeals";
import {
  countJudgmentsBetween,
  findContestedPayment,
  findContestedTierChange,
  findContestedTimeEntry,
  listJudgmentReviews,
  listPaymentsAround,
  tallyAnswers,
} from "db/queries/contested-rows";
import { listAppealRescores } from "db/queries/rulings";
import { findProposal, listAnnotatorProposals } from "db/queries/tier-reviews";
import { decidedChangeId, type ProposalDocument } from "~/features/tiers/proposal";
import type { Contested } from "./contested";
import { planRetirement } from "./gold-ruling.server";
import type { RescoredPerson } from "./rescore-table";

const DAY_MS = 86_400_000;
const AROUND_DAYS = 31;

/**
 * The rows that stand beside a claim, for whoever answers it: how others answered, what reviews and the policy said,
 * what was paid around it, and whom a key's retirement would touch. `db` lends several connections.
 */
export async function loadEvidence(db: Db, appeal: ListedAppeal, contested: Contested | null) {
  const { annotatorId, subject, subjectId } = appeal;
  const itemId = contested?.itemId ?? null;
  const judgmentId = contested?.judgmentId ?? null;
  return {
    answers: itemId === null ? null : await tallyAnswers(db, itemId),
    reviews: judgmentId === null ? null : await listJudgmentReviews(db, annotatorId, judgmentId),
    trace: subject === "tier_change" ? await policyTrace(db, annotatorId, subjectId) : null,
    payments: subject === "payment" ? await paymentsAround(db, annotatorId, subjectId) : null,
    worked: subject === "time_entry" ? await workedIn(db, annotatorId, subjectId) : null,
    rescored: subject === "gold_item" ? await rescoredBy(db, appeal, contested) : null,
  };
}

export type Evidence = Awaited<ReturnType<typeof loadEvidence>>;

/** The policy's own words for the change, from the window that called for it; null where none is on record. */
async function policyTrace(
  db: Db,
  annotatorId: number,
  subjectId: string,
): Promise<readonly string[] | null> {
  const change = await findContestedTierChange(db, annotatorId, subjectId);
  const proposals = await listAnnotatorProposals(db, annotatorId);
  const found = proposals.find(
    (proposal) =>
      decidedChangeId(proposal) === subjectId ||
      (change !== undefined &&
        proposal.scope === (change.project ?? "") &&
        proposal.toTier === change.toTier &&
        proposal.windowTo <= change.at),
  );
  const kept =
    found && (await findProposal(db, { annotatorId, scope: found.scope, windowTo: found.windowTo }));
  return kept ? (JSON.parse(kept.document) as ProposalDocument).words : null;
}

async function paymentsAround(db: Db, annotatorId: number, paymentId: string) {
  const payment = await findContestedPayment(db, annotatorId, paymentId);
  if (payment === undefined) return null;
  const at = (days: number) => new Date(Date.parse(payment.paidAt) + days * DAY_MS).toISOString();
  return listPaymentsAround(db, annotatorId, at(-AROUND_DAYS), at(AROUND_DAYS));
}

async function workedIn(db: Db, annotatorId: number, timeEntryId: string): Promise<number | null> {
  const entry = await findContestedTimeEntry(db, annotatorId, timeEntryId);
  return entry === undefined
    ? null
    : (await countJudgmentsBetween(db, annotatorId, entry.fromAt, entry.toAt)).judgments;
}

/** Whom the retired key scored anew, or, while the appeal is open, whom it would. */
async function rescoredBy(
  db: Db,
  { annotatorId, appealId, answeredAt, subjectId }: ListedAppeal,
  contested: Contested | null,
): Promise<{ readonly planned: boolean; readonly people: readonly RescoredPerson[] } | null> {
  if (answeredAt !== null) {
    const people = await listAppealRescores(db, annotatorId, appealId);
    return {
      planned: false,
      people: people.map((one) => ({ ...one, name: one.displayName ?? one.annotator })),
    };
  }
  if (!contested?.itemId || contested.project === null) return null;
  const plan = await planRetirement(db, {
    itemId: contested.itemId,
    item: subjectId,
    project: contested.project,
  });
  return { planned: true, people: plan?.rescores ?? [] };
}
