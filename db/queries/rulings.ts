import { sql } from "kysely";
import type { Db } from "../client";
import type { TierFlipRow } from "../schema";
import { MADE_HERE } from "./appeals";
import { dayOf } from "./merge-marks";

export interface NewRuling {
  readonly annotatorId: number;
  readonly appealId: string;
  readonly subject: "gold_item" | "judgment" | "review" | "time_entry";
  readonly subjectId: string;
  readonly at: Date;
}

/**
 * Retires a key: the item leaves everybody's gold, and is marked to be counted again. False where it is retired
 * already or is no gold item.
 */
export async function retireKey(db: Db, ruling: NewRuling, itemId: string): Promise<boolean> {
  const found = await db
    .selectFrom("items")
    .select("goldStatus")
    .where("itemId", "=", itemId)
    .where("goldAnswer", "is not", null)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined || found.goldStatus === "retired") return false;
  await db.updateTable("items").set({ goldStatus: "retired" }).where("itemId", "=", itemId).execute();
  await db
    .insertInto("rulings")
    .values({ ...ruling, itemId, was: found.goldStatus })
    .execute();
  await db.insertInto("dirtyItems").values({ itemId }).execute();
  return true;
}

/** Overturns a review; false where it was already, or is not there. */
export async function overturnReview(db: Db, ruling: NewRuling): Promise<boolean> {
  const { annotatorId, subjectId, at } = ruling;
  const { numUpdatedRows } = await db
    .updateTable("reviews")
    .set({ overturnedAt: at })
    .where("annotatorId", "=", annotatorId)
    .where("reviewId", "=", subjectId)
    .where("overturnedAt", "is", null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await db
    .insertInto("rulings")
    .values({ ...ruling, itemId: null, was: null })
    .execute();
  await sql`insert into dirty_cells (annotator_id, project_id, day)
    select j.annotator_id, j.project_id, ${sql.raw(dayOf("j"))} from reviews r
    join judgments j on j.annotator_id = r.annotator_id and j.judgment_id = r.judgment_id
    where r.annotator_id = ${annotatorId} and r.review_id = ${subjectId}`.execute(db);
  return true;
}

/** Approves a rejected judgment, and so makes its pay due; false where it is not rejected. */
export async function approveJudgment(db: Db, ruling: NewRuling): Promise<boolean> {
  const { annotatorId, subjectId, at } = ruling;
  const { numUpdatedRows } = await db
    .updateTable("judgments")
    .set({ status: "approved", rejectedAt: null, rejectionReason: null, revisedAt: at })
    .where("annotatorId", "=", annotatorId)
    .where("sourceId", "=", subjectId)
    .where("status", "=", "rejected")
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await db
    .insertInto("rulings")
    .values({ ...ruling, itemId: null, was: null })
    .execute();
  await sql`insert into dirty_cells (annotator_id, project_id, day)
    select j.annotator_id, j.project_id, ${sql.raw(dayOf("j"))} from judgments j
    where j.annotator_id = ${annotatorId} and j.source_id = ${subjectId}`.execute(db);
  return true;
}

/** Counts an unpaid time entry as paid; false where it is paid already. */
export async function payTimeEntry(db: Db, ruling: NewRuling): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("timeEntries")
    .set({ paid: true })
    .where("annotatorId", "=", ruling.annotatorId)
    .where("timeEntryId", "=", ruling.subjectId)
    .where("paid", "=", false)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await db
    .insertInto("rulings")
    .values({ ...ruling, itemId: null, was: null })
    .execute();
  return true;
}

/** A payment that an answer brings with it: part of the ledger, of no import. */
export async function insertAdjustment(
  db: Db,
  payment: {
    readonly annotatorId: number;
    readonly paymentId: string;
    readonly projectId: number | null;
    readonly paidAt: Date;
    readonly amountMinor: number;
    readonly currency: string;
  },
): Promise<void> {
  await db
    .insertInto("payments")
    .values({ ...payment, kind: "adjustment", ruleId: null, importId: MADE_HERE })
    .execute();
}

/** A decision that was taken here by a person: part of the ledger, of no import. */
export async function insertDecision(
  db: Db,
  decision: {
    readonly annotatorId: number;
    readonly decisionId: string;
    readonly kind: "appeal_rejected" | "other";
    readonly at: Date;
    readonly actorId: string;
    readonly evidenceOpenedAt: string | null;
    readonly reasons: string;
  },
): Promise<void> {
  const { at, actorId } = decision;
  await db
    .insertInto("decisions")
    .values({
      ...decision,
      ...{ actor: "human", decidedAt: at, notifiedAt: at, contact: actorId, importId: MADE_HERE },
    })
    .execute();
}

/**
 * Takes the status that rulings gave to keys off again, before files are merged or taken out: what they say of an item
 * is compared with what files have said of it. {@link layRulings} lays it on afterwards.
 */
export async function liftRulings(db: Db): Promise<void> {
  await sql`update items i set gold_status = r.was from rulings r
    where r.subject = 'gold_item' and r.item_id = i.item_id and i.gold_status = 'retired'`.execute(db);
}

/**
 * What a person ruled here stands over what files say, whatever comes in again and in whichever order. Nothing is
 * marked: rows that a merge brings are marked by it, and those it left alone are as they were counted.
 */
export async function layRulings(db: Db): Promise<void> {
  await sql`update rulings r set was = i.gold_status from items i
    where r.subject = 'gold_item' and r.item_id = i.item_id and i.gold_status is distinct from 'retired'`.execute(
    db,
  );
  await sql`update items i set gold_status = 'retired' from rulings r
    where r.subject = 'gold_item' and r.item_id = i.item_id and i.gold_status is distinct from 'retired'`.execute(
    db,
  );
  await sql`update reviews v set overturned_at = r.at from rulings r
    where r.subject = 'review' and v.annotator_id = r.annotator_id and v.review_id = r.subject_id
      and v.overturned_at is null`.execute(db);
  await sql`update judgments j set status = 'approved', rejected_at = null, rejection_reason = null, revised_at = r.at
    from rulings r
    where r.subject = 'judgment' and j.annotator_id = r.annotator_id and j.judgment_id = hashtextextended(r.subject_id, 0)
      and j.status = 'rejected'`.execute(db);
  await sql`update time_entries t set paid = true from rulings r
    where r.subject = 'time_entry' and t.annotator_id = r.annotator_id and t.time_entry_id = r.subject_id and not t.paid`.execute(
    db,
  );
  await sql`update appeals a set answered_at = e.at, outcome = coalesce(e.outcome, 'withdrawn') from appeal_events e
    where e.kind in ('answered', 'withdrawn') and a.annotator_id = e.annotator_id and a.appeal_id = e.appeal_id
      and a.answered_at is null`.execute(db);
}

/** What a retired key did to one person's gold on its project, and the tiers the rules give otherwise without it. */
export interface Rescore {
  readonly annotator: string;
  readonly correctBefore: number;
  readonly totalBefore: number;
  readonly correctAfter: number;
  readonly totalAfter: number;
  readonly flips: readonly TierFlipRow[];
}

/** Keeps whom a retired key scored anew. */
export async function insertRescores(
  db: Db,
  { itemId, projectId, at }: { readonly itemId: string; readonly projectId: number; readonly at: Date },
  rescores: readonly Rescore[],
): Promise<void> {
  await sql`
    insert into gold_rescores (annotator_id, item_id, project_id, at, correct_before, total_before, correct_after,
      total_after, flips)
    select a.annotator_id, ${itemId}::bigint, ${projectId}::int, ${at}::timestamptz, "correctBefore", "totalBefore",
      "correctAfter", "totalAfter", flips
    from jsonb_to_recordset(${JSON.stringify(rescores)}::jsonb) as row (annotator text, "correctBefore" int,
      "totalBefore" int, "correctAfter" int, "totalAfter" int, flips jsonb)
    join annotators a on a.source_id = row.annotator
    on conflict (annotator_id, item_id) do nothing`.execute(db);
}

const rescored = (db: Db) =>
  db
    .selectFrom("goldRescores")
    .innerJoin("annotators", "annotators.annotatorId", "goldRescores.annotatorId")
    .leftJoin("items", "items.itemId", "goldRescores.itemId")
    .leftJoin("projects", "projects.projectId", "goldRescores.projectId")
    .select([
      "annotators.sourceId as annotator",
      "annotators.displayName",
      "items.sourceId as item",
      "projects.sourceId as project",
      "projects.name as projectName",
      "goldRescores.at",
      "correctBefore",
      "totalBefore",
      "correctAfter",
      "totalAfter",
      "flips",
    ]);

/** Everybody whom an appeal's retired key scored anew. */
export const listAppealRescores = (db: Db, annotatorId: number, appealId: string) =>
  rescored(db)
    .innerJoin("rulings", "rulings.itemId", "goldRescores.itemId")
    .where("rulings.annotatorId", "=", annotatorId)
    .where("rulings.appealId", "=", appealId)
    .orderBy("annotators.sourceId")
    .execute();

/** One person's gold that retired keys scored anew, the latest first. */
export const listOwnRescores = (db: Db, annotatorId: number) =>
  rescored(db)
    .where("goldRescores.annotatorId", "=", annotatorId)
    .orderBy("goldRescores.at", "desc")
    .execute();
