import type { Db } from "db/client";
import {
  findProposal,
  insertDecidedChange,
  type ListedProposal,
  listProposals,
  type ProposalKey,
  setEvidenceOpened,
  setProposalDecision,
} from "db/queries/tier-reviews";
import { findAnnotator } from "db/queries/annotator";
import { hasHoldingAppeal } from "db/queries/appeals";
import { refreshSnapshots } from "~/features/report/snapshot.server";
import type { TierPolicy } from "~/tiers/policy";
import type { Trace } from "~/tiers/trace";
import { evaluateTiers } from "./evaluate.server";
import { loadPolicies } from "./policies.server";
import { decidedChangeId, type ProposalDocument } from "./proposal";
import { SHORTEST_REASONS } from "./review-form";

/** Names a proposal as an address does. */
export interface ReviewAddress {
  readonly annotator: string;
  /** The project's source id, '' for the programme. */
  readonly scope: string;
  /** The UTC day on which the window ended. */
  readonly day: string;
}

export interface Review {
  readonly proposal: ListedProposal;
  readonly policy: TierPolicy | null;
  /** What the proposal rests on; null while nobody has opened it and it still waits. */
  readonly evidence: ProposalDocument | null;
  /** Whether the person contests what a demotion rests on: it is held until the appeal is answered. */
  readonly held: boolean;
}

/** One proposed change with its evidence; undefined where there is none. */
export async function loadReview(db: Db, address: ReviewAddress): Promise<Review | undefined> {
  const found = await find(db, address);
  if (found === undefined) return undefined;
  const { document, ...proposal } = found.proposal;
  const policies = await loadPolicies(db);
  const waits = proposal.status === "open";
  const closed = waits && proposal.evidenceOpenedAt === null;
  return {
    held: waits && proposal.direction === "down" && (await hasHoldingAppeal(db, proposal.annotatorId)),
    proposal,
    policy: policies.find(({ version }) => version === proposal.policyVersion) ?? null,
    evidence: closed ? null : (JSON.parse(document) as ProposalDocument),
  };
}

async function find(db: Db, { annotator, scope, day }: ReviewAddress) {
  const person = /^\d{4}-\d{2}-\d{2}$/.test(day) ? await findAnnotator(db, annotator) : undefined;
  if (person === undefined) return undefined;
  const key: ProposalKey = { annotatorId: person.annotatorId, scope, windowTo: `${day}T00:00:00.000Z` };
  const proposal = await findProposal(db, key);
  return proposal === undefined ? undefined : { key, proposal };
}

/** Opens the evidence: from here on it is known who looked, and when. */
export async function openEvidence(db: Db, address: ReviewAddress, by: string, at: Date): Promise<void> {
  const found = await find(db, address);
  if (found !== undefined) await setEvidenceOpened(db, found.key, { at, by });
}

export interface ReviewDecision {
  readonly ruling: "upheld" | "refused";
  readonly reasons: string;
  /** Whether the person has been told. */
  readonly told: boolean;
}

/**
 * Decides a waiting change, and makes it where it is upheld: one transaction, one person, one time. Answers with a
 * sentence where it cannot be decided so, and then nothing has changed.
 */
export async function decide(
  db: Db,
  address: ReviewAddress,
  decision: ReviewDecision,
  by: string,
  at: Date,
): Promise<string | null> {
  const refused = await db.transaction().execute(async (transaction) => {
    const found = await find(transaction, address);
    if (found === undefined) return "There is no such proposed change.";
    const disputed = await hasHoldingAppeal(transaction, found.key.annotatorId);
    const fault = faultOf(found.proposal, decision, disputed);
    return fault ?? ruleOn(transaction, found.key, found.proposal, decision, { by, at });
  });
  if (refused !== null) return refused;
  if (decision.ruling === "upheld") await refreshSnapshots(db, at);
  await evaluateTiers(db, at);
  return null;
}

/** Makes every promotion that waits; of whom, by source id. Demotions are never decided together. */
export async function confirmPromotions(db: Db, by: string, at: Date): Promise<readonly string[]> {
  const made = await db.transaction().execute(async (transaction) => {
    const promoted: string[] = [];
    for (const { annotatorId, sourceId, scope, windowTo, direction } of await listProposals(
      transaction,
      ["open"],
      MOST,
    )) {
      const key = { annotatorId, scope, windowTo };
      const proposal = direction === "up" ? await findProposal(transaction, key) : undefined;
      if (proposal === undefined) continue;
      const decision = { ruling: "upheld", reasons: ALL_REACHED, told: false } as const;
      if ((await ruleOn(transaction, key, proposal, decision, { by, at })) === null) promoted.push(sourceId);
    }
    return promoted;
  });
  if (made.length > 0) await refreshSnapshots(db, at);
  await evaluateTiers(db, at);
  return made;
}

const MOST = 100_000;
const ALL_REACHED = "All bars of the tier were reached in the window.";

async function ruleOn(
  db: Db,
  key: ProposalKey,
  proposal: ListedProposal & { readonly document: string },
  decision: ReviewDecision,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<string | null> {
  const reasons = decision.reasons.trim();
  const ruled = { status: decision.ruling, decidedAt: at, decidedBy: by, reasons };
  if (!(await setProposalDecision(db, key, ruled))) return DECIDED;
  if (decision.ruling === "refused") return null;
  const { trace } = JSON.parse(proposal.document) as ProposalDocument;
  await insertDecidedChange(db, {
    annotatorId: key.annotatorId,
    tierChangeId: decidedChangeId(key),
    scope: key.scope,
    fromTier: proposal.fromTier,
    toTier: proposal.toTier,
    at,
    policyVersion: proposal.policyVersion,
    actorId: by,
    ...goldOf(trace),
    evidenceOpenedAt: proposal.evidenceOpenedAt,
    reasons,
    notifiedAt: decision.told ? at : null,
  });
  return null;
}

const DECIDED = "Somebody has decided this already, or it is no longer called for.";

const HELD =
  "This person contests what the change rests on. Answer the appeal first; until then the tier stays as it is.";

function faultOf(
  { status, direction, evidenceOpenedAt }: ListedProposal,
  { reasons, ruling }: ReviewDecision,
  disputed: boolean,
): string | null {
  if (status !== "open") return DECIDED;
  if (direction === "down" && ruling === "upheld" && disputed) return HELD;
  if (direction === "down" && evidenceOpenedAt === null)
    return "Open the evidence first: nobody is moved unread.";
  if (direction === "down" && reasons.trim().length < SHORTEST_REASONS) {
    return `Write down why, in ${SHORTEST_REASONS} characters or more: the person will read it.`;
  }
  return null;
}

function goldOf({ tiers }: Trace): {
  readonly goldCorrect: number | null;
  readonly goldTotal: number | null;
} {
  const rule = tiers.flatMap(({ rules }) => rules).find(({ metric }) => metric === "gold_accuracy");
  return { goldCorrect: rule?.successes ?? null, goldTotal: rule === undefined ? null : rule.n };
}
