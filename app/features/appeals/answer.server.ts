import { z } from "zod";
import type { Database, Db } from "db/client";
import {
  type AppealEvent,
  findAppeal,
  insertAppealEvent,
  listAnswerWords,
  listAppealEvents,
  lockAppeal,
  setAppealOutcome,
  setAppealRectified,
} from "db/queries/appeals";
import { findContestedPayment } from "db/queries/contested-rows";
import type { Viewer } from "~/domain/viewer";
import { refreshMeasures } from "~/features/report/refresh.server";
import { refreshSnapshots } from "~/features/report/snapshot.server";
import { parseMoney } from "~/importers/parse/money";
import { Problem } from "~/importers/parse/problem";
import type { Contested } from "./contested";
import { findContested } from "./contested.server";
import { carryOut, type Effect, recordDecision } from "./effects.server";
import { by } from "./filing.server";
import { planRetirement } from "./gold-ruling.server";
import { reasonsFault, SHORTEST_NOTE } from "./reasons";

const EARLIER_ANSWERS = 500;
const ANSWERED = "This appeal has been answered or taken back already.";
const UNREAD = "Open the evidence first: nothing is answered unread.";

const FORM = z.object({
  outcome: z.enum(["upheld", "rejected"], "Say whether the appeal is upheld or rejected."),
  reasons: z.string().default(""),
  amount: z.string().default(""),
});

/** What became of an answer: whose numbers it touched, or why it was not taken. */
export type Answered =
  | {
      readonly kind: "answered";
      readonly about: string;
      readonly rescored: readonly string[];
      readonly retired: string | null;
    }
  | { readonly kind: "refused"; readonly sentence: string };

const refused = (sentence: string): Answered => ({ kind: "refused", sentence });

/** Notes that somebody has read the evidence of an open appeal: from here on it can be answered. */
export async function noteOpened(db: Db, viewer: Viewer, appealId: string, at: Date): Promise<void> {
  const appeal = await findAppeal(db, appealId);
  if (appeal === undefined || appeal.answeredAt !== null) return;
  const { annotatorId } = appeal;
  await db.transaction().execute(async (transaction) => {
    const state = await lockAppeal(transaction, annotatorId, appealId);
    const events = await listAppealEvents(transaction, annotatorId, appealId);
    if (state?.answeredAt !== null || events.some(({ kind }) => kind === "opened")) return;
    const step = { annotatorId, appealId, at, kind: "opened", outcome: null } as const;
    await insertAppealEvent(transaction, { ...step, ...by(viewer), words: "Opened the evidence." });
  });
}

/**
 * Answers an appeal: a person's decision with written reasons, carried out as far as the records go, all or nothing.
 * What was counted from changed rows is counted again before this returns. `database` is the system's.
 */
export async function answerAppeal(
  database: Database,
  viewer: Viewer,
  appealId: string,
  form: FormData,
  at: Date,
): Promise<Answered> {
  const { db } = database;
  const parsed = FORM.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? "The answer cannot be read.");
  const appeal = await findAppeal(db, appealId);
  if (appeal === undefined) return refused("There is no such appeal.");
  const { annotatorId, subject, subjectId, annotator } = appeal;
  const events = await listAppealEvents(db, annotatorId, appealId);
  const { outcome, amount } = parsed.data;
  const reasons = parsed.data.reasons.trim();
  const earlier = await listAnswerWords(db, EARLIER_ANSWERS);
  const fault = reasonsFault(reasons, claimOf(events), earlier);
  if (fault !== null) return refused(fault);
  const opened = events.find(({ kind }) => kind === "opened");
  if (opened === undefined) return refused(UNREAD);
  const amountMinor = await amountOf(db, annotatorId, subjectId, outcome === "upheld" ? amount : "");
  if (typeof amountMinor === "string") return refused(amountMinor);
  const contested = await contestedOf(db, { annotatorId, subject, subjectId }, events);
  const plan =
    outcome === "upheld" && subject === "gold_item" && contested?.itemId && contested.project !== null
      ? await planFresh(db, { itemId: contested.itemId, item: subjectId, project: contested.project }, at)
      : undefined;
  const upholding = {
    ...{ annotatorId, appealId, subject, subjectId, contested, reasons, plan, amountMinor, at },
    ...{ by: viewer.name, evidenceOpenedAt: opened.at },
  };
  const taken = await db.transaction().execute(async (transaction) => {
    const state = await lockAppeal(transaction, annotatorId, appealId);
    if (state === undefined || state.answeredAt !== null) return false;
    const effect: Effect =
      outcome === "upheld" ? await carryOut(transaction, upholding) : { sentences: [], done: false };
    if (outcome === "rejected") await recordDecision(transaction, upholding, "appeal_rejected", reasons);
    const rectifiedAt = effect.done ? at : null;
    await setAppealOutcome(transaction, { annotatorId, appealId }, { answeredAt: at, outcome, rectifiedAt });
    const step = { annotatorId, appealId, at, kind: "answered", outcome } as const;
    await insertAppealEvent(transaction, {
      ...{ ...step, ...by(viewer), words: reasons, effects: effect.sentences, contested },
    });
    return true;
  });
  if (!taken) return refused(ANSWERED);
  if (outcome === "upheld") await countAnew(db, subject, at);
  const rescored = plan?.rescores.map((one) => one.annotator) ?? [];
  const retired = plan === undefined ? null : `gold key of ${plan.item} in ${plan.project} retired`;
  return { kind: "answered", about: annotator, rescored, retired };
}

/** Before and after are read off the same records: whatever waits to be counted is counted first. */
async function planFresh(db: Db, key: Parameters<typeof planRetirement>[1], at: Date) {
  await refreshMeasures(db, at);
  return planRetirement(db, key);
}

async function countAnew(db: Db, subject: Contested["subject"], at: Date): Promise<void> {
  // Tiers, money and hours are read from their rows when the lists are made anew; the others leave marks.
  if (subject === "tier_change" || subject === "payment" || subject === "time_entry") {
    await refreshSnapshots(db, at);
  }
  await refreshMeasures(db, at);
}

/** What the person wrote; nothing of an appeal that an import brought. */
export const claimOf = (events: readonly AppealEvent[]): string =>
  events.find(({ kind }) => kind === "filed")?.words ?? "";

/** The row as it stood when it was contested, or for what an import brought as it stands; null where it is not there. */
export async function contestedOf(
  db: Db,
  name: { readonly annotatorId: number; readonly subject: Contested["subject"]; readonly subjectId: string },
  events: readonly AppealEvent[],
): Promise<Contested | null> {
  const kept = events.find(({ kind }) => kind === "filed")?.contested as Contested | null | undefined;
  return kept ?? (await findContested(db, { ...name, project: null })) ?? null;
}

/** Minor units, null for no amount, or a sentence where it cannot be read. */
async function amountOf(
  db: Db,
  annotatorId: number,
  paymentId: string,
  text: string,
): Promise<number | null | string> {
  if (text.trim() === "") return null;
  const payment = await findContestedPayment(db, annotatorId, paymentId);
  if (payment === undefined) return "There is no such payment in the records to add an amount to.";
  const money = parseMoney(text, payment.currency);
  if (money instanceof Problem) return `The amount: ${money.reason}.`;
  return money.minor > 0 ? money.minor : "Write the amount that is paid in addition, above zero.";
}

/** Notes that an upheld appeal has been put right outside of the records; a sentence where it cannot be noted. */
export async function rectifyAppeal(
  { db }: Database,
  viewer: Viewer,
  appealId: string,
  form: FormData,
  at: Date,
): Promise<string | null> {
  const words = form.get("note");
  const note = typeof words === "string" ? words.trim() : "";
  if (note.length < SHORTEST_NOTE) return "Write in a few words what was done to put it right.";
  const appeal = await findAppeal(db, appealId);
  if (appeal === undefined) return "There is no such appeal.";
  const { annotatorId } = appeal;
  return db.transaction().execute(async (transaction) => {
    const state = await lockAppeal(transaction, annotatorId, appealId);
    if (state?.outcome !== "upheld" || state.rectifiedAt !== null)
      return "There is nothing left to put right.";
    await setAppealRectified(transaction, annotatorId, appealId, at);
    const step = { annotatorId, appealId, at, kind: "rectified", outcome: null } as const;
    await insertAppealEvent(transaction, { ...step, ...by(viewer), words: note });
    return null;
  });
}
