import type { Transaction } from "kysely";
import type { Db } from "db/client";
import { findContestedPayment, findContestedTierChange, findLastTierChange } from "db/queries/contested-rows";
import { listProjectNames } from "db/queries/measures";
import {
  type NewRuling,
  approveJudgment,
  insertAdjustment,
  insertDecision,
  overturnReview,
  payTimeEntry,
} from "db/queries/rulings";
import { insertDecidedChange, setEvidenceOpened, setProposalDecision } from "db/queries/tier-reviews";
import type { Schema } from "db/schema";
import type { AppealSubject } from "./appeal-words";
import type { Contested } from "./contested";
import { findProposedChange } from "./contested.server";
import { type KeyPlan, carryOutRetirement } from "./gold-ruling.server";

/** Everything that carrying out an upheld appeal needs. */
export interface Upholding {
  readonly annotatorId: number;
  readonly appealId: string;
  readonly subject: AppealSubject;
  readonly subjectId: string;
  readonly contested: Contested | null;
  readonly reasons: string;
  readonly by: string;
  readonly at: Date;
  readonly evidenceOpenedAt: string;
  readonly plan: KeyPlan | undefined;
  /** What is paid with this answer, in minor units of the contested payment's currency; null for nothing. */
  readonly amountMinor: number | null;
}

/** What was done, in sentences, and whether anything is left for a person to do. */
export interface Effect {
  readonly sentences: readonly string[];
  readonly done: boolean;
}

const done = (...sentences: string[]): Effect => ({ sentences, done: true });
const left = (...sentences: string[]): Effect => ({ sentences, done: false });

type Tx = Transaction<Schema>;

/** Puts an upheld appeal right as far as the records go, and says in words what is left to do outside of them. */
export const carryOut = (db: Tx, upholding: Upholding): Promise<Effect> =>
  EFFECTS[upholding.subject](db, upholding);

const rulingOn = <S extends NewRuling["subject"]>(
  subject: S,
  { annotatorId, appealId, subjectId, at }: Upholding,
) => ({
  ...{ annotatorId, appealId, subject, subjectId, at },
});

const EFFECTS: Readonly<Record<AppealSubject, (db: Tx, upholding: Upholding) => Promise<Effect>>> = {
  gold_item: async (db, upholding) =>
    upholding.plan === undefined
      ? left(
          "There is no such key with answers in the records, so nothing could be retired. Retire it in its source.",
        )
      : done(...(await carryOutRetirement(db, upholding.plan, rulingOn("gold_item", upholding)))),

  review: async (db, upholding) => {
    if (!(await overturnReview(db, rulingOn("review", upholding))))
      return left("The review is overturned already, or no longer in the records; nothing was changed.");
    const rejected = upholding.contested?.facts.some(
      ({ term, value }) => term === "Verdict" && value === "rejected",
    );
    return done(
      rejected === true
        ? "The review is overturned: in the review acceptance it counts as an acceptance from now on."
        : "The review is recorded as overturned. It was no rejection, so no share changes by it.",
    );
  },

  judgment: async (db, upholding) => {
    if (!(await approveJudgment(db, rulingOn("judgment", upholding))))
      return left(
        "The judgment is not rejected in the records, so no verdict was changed. Put right in the source what the reasons say.",
      );
    const pay = upholding.contested?.facts.find(({ term }) => term === "Pay")?.value;
    return pay === undefined
      ? done("The judgment is approved: the rejection no longer counts.")
      : left(
          "The judgment is approved: the rejection no longer counts, and its pay is due.",
          `Still to do: pay ${pay} on the platform.`,
        );
  },

  tier_change: async (db, upholding) => (await refuseProposed(db, upholding)) ?? restoreTier(db, upholding),

  decision: async (db, upholding) => {
    const kind = upholding.contested?.facts.find(({ term }) => term === "Decision")?.value ?? "decision";
    await recordDecision(db, upholding, "other", `Reversed on appeal (${kind}). ${upholding.reasons}`);
    return left(
      `The reversal is recorded as a decision. ${STILL[kind] ?? "Still to do: take its effect back on the platform."}`,
    );
  },

  payment: async (db, upholding) => {
    const { annotatorId, appealId, subjectId, amountMinor, at } = upholding;
    const payment = await findContestedPayment(db, annotatorId, subjectId);
    if (amountMinor === null || payment === undefined)
      return left(
        "Still to do: correct the payment on the platform. No amount was named, so none is recorded.",
      );
    const projects = await listProjectNames(db);
    const projectId = projects.find(({ sourceId }) => sourceId === payment.project)?.projectId ?? null;
    const { currency } = payment;
    const adjustment = { annotatorId, paymentId: `adjustment-${appealId}`, projectId, paidAt: at };
    await insertAdjustment(db, { ...adjustment, amountMinor, currency });
    return done("An adjustment in the amount named is recorded as paid with this answer.");
  },

  time_entry: async (db, upholding) =>
    (await payTimeEntry(db, rulingOn("time_entry", upholding)))
      ? left(
          "The entry counts as paid time from now on.",
          "Still to do: pay it on the platform, and correct its times there if they are wrong.",
        )
      : left("Still to do: correct the entry's times in the time keeping; the next import brings them in."),
};

const STILL: Readonly<Record<string, string>> = {
  suspension: "Still to do: lift the suspension on the platform, and pay what was lost by it.",
  termination: "Still to do: reinstate the person on the platform, and pay what was lost by it.",
  "pay withheld": "Still to do: pay what was withheld.",
};

/** A change that only waits is not made. */
async function refuseProposed(db: Tx, upholding: Upholding): Promise<Effect | null> {
  const { annotatorId, by, at, reasons, evidenceOpenedAt } = upholding;
  const proposal = await findProposedChange(db, annotatorId, upholding.subjectId);
  if (proposal === undefined) return null;
  const key = { annotatorId, scope: proposal.scope, windowTo: proposal.windowTo };
  await setEvidenceOpened(db, key, { at: new Date(evidenceOpenedAt), by });
  await setProposalDecision(db, key, { status: "refused", decidedAt: at, decidedBy: by, reasons });
  return done(`The move to ${proposal.toTier} is not made: the tier stays ${proposal.fromTier}.`);
}

/** A change that was made is taken back by another one, where the present tier still rests on it. */
async function restoreTier(db: Tx, upholding: Upholding): Promise<Effect> {
  const { annotatorId, appealId, by, at, reasons, evidenceOpenedAt } = upholding;
  const change = await findContestedTierChange(db, annotatorId, upholding.subjectId);
  if (change === undefined) return left("The change is no longer in the records; nothing was restored.");
  const last = await findLastTierChange(db, annotatorId, change.project);
  if (change.fromTier === null)
    return left(
      "The record names no tier before the change, so none could be restored. Set it on the platform.",
    );
  if (last?.tierChangeId !== change.tierChangeId)
    return left(
      `The tier has changed again since, to ${last?.toTier ?? "another"}. Still to do: decide on the platform which tier holds now.`,
    );
  await insertDecidedChange(db, {
    ...{ annotatorId, tierChangeId: `restored-${appealId}`, scope: change.project ?? "" },
    ...{
      fromTier: change.toTier,
      toTier: change.fromTier,
      at,
      policyVersion: change.policyVersion,
      actorId: by,
    },
    ...{ goldCorrect: null, goldTotal: null, evidenceOpenedAt, reasons, notifiedAt: at },
  });
  return left(
    `The tier is restored in the records: ${change.toTier} to ${change.fromTier}.`,
    "Still to do: set it on the platform, and make up for pay and access that were lost.",
  );
}

/** Records a decision about an appeal, with its contact, so that it can be contested in turn. */
export async function recordDecision(
  db: Db,
  { annotatorId, appealId, by, at, evidenceOpenedAt }: Omit<Upholding, "plan" | "amountMinor" | "contested">,
  kind: "appeal_rejected" | "other",
  reasons: string,
): Promise<void> {
  const decisionId = `${kind === "other" ? "reversed" : "answer"}-${appealId}`;
  await insertDecision(db, { annotatorId, decisionId, kind, at, actorId: by, evidenceOpenedAt, reasons });
}
