import { sql } from "kysely";
import type { Db } from "../client";

/** Which part of a list: rows from `offset` on. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

const MATCHES = sql<
  boolean | null
>`matches_gold(judgments.answer, items.gold_answer, coalesce(projects.answer_rule, 'overlap'),
  coalesce(projects.gold_tolerance, 0))`;

const judgments = (db: Db, annotatorId: number) =>
  db
    .selectFrom("judgments")
    .innerJoin("projects", "projects.projectId", "judgments.projectId")
    // An item whose key is kept from its annotator is not there for them.
    .leftJoin("items", "items.itemId", "judgments.itemId")
    .where("judgments.annotatorId", "=", annotatorId);

const gold = (db: Db, annotatorId: number) =>
  judgments(db, annotatorId)
    .where("items.goldAnswer", "is not", null)
    .where(sql<boolean>`judgments.is_gold is not false`)
    .where("judgments.status", "in", ["submitted", "approved", "rejected"]);

/** Answers to gold items, with the key and whether it was met: those missed first, then the latest. */
export const listGoldRows = (db: Db, annotatorId: number, { limit, offset }: Page) =>
  gold(db, annotatorId)
    .select([
      "judgments.sourceId as judgmentId",
      "items.sourceId as item",
      "projects.sourceId as project",
      "projects.name as projectName",
      "judgments.answer",
      "items.goldAnswer as key",
      "items.goldStatus as status",
      "judgments.submittedAt",
    ])
    .select(sql<boolean>`coalesce(${MATCHES}, false)`.as("matches"))
    .orderBy("matches")
    .orderBy("judgments.submittedAt", (order) => order.desc().nullsLast())
    .orderBy("judgments.judgmentId")
    .limit(limit)
    .offset(offset)
    .execute();

export const countGoldRows = (db: Db, annotatorId: number) =>
  gold(db, annotatorId)
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .executeTakeFirstOrThrow();

export const listJudgmentRows = (db: Db, annotatorId: number, { limit, offset }: Page) =>
  judgments(db, annotatorId)
    .select([
      "judgments.sourceId as judgmentId",
      "items.sourceId as item",
      "projects.sourceId as project",
      "projects.name as projectName",
      "judgments.answer",
      "judgments.status",
      "judgments.rejectionReason",
      "judgments.submittedAt",
      "judgments.activeSeconds",
      "judgments.leadSeconds",
      "judgments.payMinor",
      "judgments.currency",
    ])
    .orderBy("judgments.submittedAt", (order) => order.desc().nullsLast())
    .orderBy("judgments.judgmentId")
    .limit(limit)
    .offset(offset)
    .execute();

/** Reviews of a person's judgments, without who wrote them: the latest first. */
export const listReviewRows = (db: Db, annotatorId: number, { limit, offset }: Page) =>
  db
    .selectFrom("reviews")
    .leftJoin("judgments", (join) =>
      join
        .onRef("judgments.annotatorId", "=", "reviews.annotatorId")
        .onRef("judgments.judgmentId", "=", "reviews.judgmentId"),
    )
    .leftJoin("projects", "projects.projectId", "judgments.projectId")
    .select([
      "reviewId",
      "judgmentSourceId as judgmentId",
      "projects.sourceId as project",
      "projects.name as projectName",
      "judgments.answer",
      "reviews.outcome",
      "reviews.score",
      "reviews.scoreMax",
      "reviews.routing",
      "reviews.reviewedAt",
      "reviews.overturnedAt",
    ])
    .where("reviews.annotatorId", "=", annotatorId)
    .orderBy("reviewedAt", "desc")
    .orderBy("reviewId")
    .limit(limit)
    .offset(offset)
    .execute();

export const listPaymentRows = (db: Db, annotatorId: number, { limit, offset }: Page) =>
  db
    .selectFrom("payments")
    .leftJoin("projects", "projects.projectId", "payments.projectId")
    .select([
      "paymentId",
      "paidAt",
      "amountMinor",
      "currency",
      "kind",
      "projects.sourceId as project",
      "projects.name as projectName",
    ])
    .where("annotatorId", "=", annotatorId)
    .orderBy("paidAt", "desc")
    .orderBy("paymentId")
    .limit(limit)
    .offset(offset)
    .execute();

export const listTimeEntryRows = (db: Db, annotatorId: number, { limit, offset }: Page) =>
  db
    .selectFrom("timeEntries")
    .leftJoin("projects", "projects.projectId", "timeEntries.projectId")
    .select([
      "timeEntryId",
      "fromAt",
      "toAt",
      "kind",
      "paid",
      "projects.sourceId as project",
      "projects.name as projectName",
    ])
    .where("annotatorId", "=", annotatorId)
    .orderBy("fromAt", "desc")
    .orderBy("timeEntryId")
    .limit(limit)
    .offset(offset)
    .execute();

type Counted = "judgments" | "reviews" | "payments" | "timeEntries";

/** How many rows of a table are about a person. */
export const countRecordRows = (db: Db, table: Counted, annotatorId: number) =>
  db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("annotatorId", "=", annotatorId)
    .executeTakeFirstOrThrow();

/** Projects that keep the keys of their live gold items from annotators, by source id. */
export const listHidingProjects = (db: Db) =>
  db.selectFrom("projectSettings").select("sourceId").where("hidesLiveKeys", "=", true).execute();

/** Keeps whether a project's live keys are hidden from annotators. */
export async function setHidesLiveKeys(
  db: Db,
  sourceId: string,
  hidesLiveKeys: boolean,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<void> {
  const row = { hidesLiveKeys, changedAt: at, changedBy: by };
  await db
    .insertInto("projectSettings")
    .values({ sourceId, ...row })
    .onConflict((conflict) => conflict.column("sourceId").doUpdateSet(row))
    .execute();
}

/** Live gold that a person missed on projects that hide their keys: a count, read by the system. */
export const countHiddenMisses = (db: Db, annotatorId: number) =>
  gold(db, annotatorId)
    .innerJoin("projectSettings", "projectSettings.sourceId", "projects.sourceId")
    .where("projectSettings.hidesLiveKeys", "=", true)
    .where(sql<boolean>`coalesce(items.gold_status, 'active') = 'active'`)
    .where("judgments.answer", "is not", null)
    .where(sql<boolean>`not coalesce(${MATCHES}, false)`)
    .select(({ fn }) => fn.countAll<number>().as("missed"))
    .executeTakeFirstOrThrow();
