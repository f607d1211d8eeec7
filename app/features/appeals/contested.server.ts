import type { Db } from "db/client";
import {
  findContestedDecision,
  findContestedJudgment,
  findContestedKey,
  findContestedPayment,
  findContestedReview,
  findContestedTierChange,
  findContestedTimeEntry,
} from "db/queries/contested-rows";
import { type ListedProposal, listAnnotatorProposals } from "db/queries/tier-reviews";
import { decidedChangeId } from "~/features/tiers/proposal";
import type { AppealSubject } from "./appeal-words";
import { type Contested, facts, instant, money } from "./contested";

/** Names a row of one person. */
export interface RowName {
  readonly annotatorId: number;
  readonly subject: AppealSubject;
  readonly subjectId: string;
  /** Tells gold items of one name apart. */
  readonly project: string | null;
}

/** The row that is contested, as `db`'s viewer may see it; undefined where there is none. */
export async function findContested(db: Db, name: RowName): Promise<Contested | undefined> {
  const lines = await FINDERS[name.subject](db, name);
  if (lines === undefined) return undefined;
  const { subject, subjectId } = name;
  return { subject, subjectId, project: null, itemId: null, judgmentId: null, ...lines };
}

type Found = Pick<Contested, "facts"> & Partial<Contested>;

const FINDERS: Readonly<Record<AppealSubject, (db: Db, name: RowName) => Promise<Found | undefined>>> = {
  judgment: async (db, { annotatorId, subjectId }) => {
    const row = await findContestedJudgment(db, annotatorId, subjectId);
    return row && { ...judged(row), facts: judgmentFacts(row) };
  },
  gold_item: async (db, { annotatorId, subjectId, project }) => {
    const row = await findContestedKey(db, annotatorId, subjectId, project);
    return row && { ...judged(row), facts: judgmentFacts(row) };
  },
  review: async (db, { annotatorId, subjectId }) => {
    const row = await findContestedReview(db, annotatorId, subjectId);
    if (row === undefined) return undefined;
    const { project, itemId, judgmentId } = row;
    return {
      ...{ project, itemId, judgmentId },
      facts: facts([
        ["Judgment", judgmentId],
        ["Project", project],
        ["Item", row.item],
        ["Answer", row.answer],
        ["Verdict", row.outcome],
        ["Score", row.score === null ? null : `${row.score} of ${row.scoreMax ?? "an unknown maximum"}`],
        ["Reviewed", instant(row.reviewedAt)],
        ["Chosen for review", row.routing === "random" ? "at random" : row.routing],
        ["Without the author's name", row.blind],
        ["Overturned", instant(row.overturnedAt)],
      ]),
    };
  },
  tier_change: async (db, { annotatorId, subjectId }) => {
    const row = await findContestedTierChange(db, annotatorId, subjectId);
    if (row === undefined) return proposedChange(db, annotatorId, subjectId);
    const { project } = row;
    return {
      project,
      facts: facts([
        ["From", row.fromTier],
        ["To", row.toTier],
        ["When", instant(row.at)],
        ["Policy version", row.policyVersion],
        ["Project", project],
        ["Decided by", row.actor === "human" ? "a person" : "the system"],
        ["Gold it rests on", row.goldTotal === null ? null : `${row.goldCorrect ?? 0} of ${row.goldTotal}`],
        ["Reasons given", row.reasons ?? "none"],
      ]),
    };
  },
  decision: async (db, { annotatorId, subjectId }) => {
    const row = await findContestedDecision(db, annotatorId, subjectId);
    return (
      row && {
        facts: facts([
          ["Decision", row.kind.replaceAll("_", " ")],
          ["When", instant(row.at)],
          ["By", row.actor === "human" ? "a person" : "the system"],
          ["Evidence opened", instant(row.evidenceOpenedAt)],
          ["Decided", instant(row.decidedAt)],
          ["Told", instant(row.notifiedAt)],
          ["Reasons given", row.reasons ?? "none"],
          ["Contact", row.contact],
        ]),
      }
    );
  },
  payment: async (db, { annotatorId, subjectId }) => {
    const row = await findContestedPayment(db, annotatorId, subjectId);
    return (
      row && {
        project: row.project,
        facts: facts([
          ["Amount", money(row.amountMinor, row.currency)],
          ["Currency", row.currency],
          ["Kind", row.kind],
          ["Paid", instant(row.paidAt)],
          ["Project", row.project],
          ["Bonus rule", row.ruleId],
        ]),
      }
    );
  },
  time_entry: async (db, { annotatorId, subjectId }) => {
    const row = await findContestedTimeEntry(db, annotatorId, subjectId);
    return (
      row && {
        project: row.project,
        facts: facts([
          ["From", instant(row.fromAt)],
          ["To", instant(row.toAt)],
          ["Kind", row.kind],
          ["Paid", row.paid],
          ["Project", row.project],
        ]),
      }
    );
  },
};

type JudgmentRow = NonNullable<Awaited<ReturnType<typeof findContestedJudgment>>>;

const judged = ({ project, itemId, judgmentId }: JudgmentRow) => ({ project, itemId, judgmentId });

const judgmentFacts = (row: JudgmentRow) =>
  facts([
    ["Item", row.item],
    ["Project", row.projectName ?? row.project],
    ["Answer", row.answer],
    ["Key", row.key],
    ["Answer meets the key", row.key === null ? null : row.matches === true],
    ["Status of the key", row.keyStatus],
    ["Status of the judgment", row.status],
    ["Reason of the rejection", row.rejectionReason],
    ["Handed in", instant(row.submittedAt)],
    ["Pay", money(row.payMinor, row.currency)],
  ]);

/** A change that is proposed and not made goes by the name it would be recorded under. */
async function proposedChange(db: Db, annotatorId: number, subjectId: string): Promise<Found | undefined> {
  const proposal = await findProposedChange(db, annotatorId, subjectId);
  return (
    proposal && {
      project: proposal.scope === "" ? null : proposal.scope,
      facts: facts([
        ["Proposed", `${proposal.fromTier} to ${proposal.toTier}`],
        ["Window", `to ${proposal.windowTo.slice(0, 10)}`],
        ["Policy version", proposal.policyVersion],
        ["Chance alone can explain it", proposal.noise],
      ]),
    }
  );
}

export async function findProposedChange(
  db: Db,
  annotatorId: number,
  subjectId: string,
): Promise<ListedProposal | undefined> {
  if (!subjectId.startsWith("decided-")) return undefined;
  const proposals = await listAnnotatorProposals(db, annotatorId);
  return proposals.find((proposal) => proposal.status === "open" && decidedChangeId(proposal) === subjectId);
}
