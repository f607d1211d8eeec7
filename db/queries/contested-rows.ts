import { sql } from "kysely";
import type { Db } from "../client";

/** The row of a judgment, with the key where there is one. */
export interface ContestedJudgment {
  readonly itemId: string;
  readonly item: string;
  readonly project: string;
  readonly projectName: string | null;
  readonly judgmentId: string;
  readonly answer: string | null;
  readonly status: string;
  readonly rejectionReason: string | null;
  readonly submittedAt: string | null;
  readonly payMinor: number | null;
  readonly currency: string | null;
  readonly key: string | null;
  readonly keyStatus: string | null;
  readonly matches: boolean | null;
}

const judgmentsOf = (db: Db, annotatorId: number) =>
  db
    .selectFrom("judgments")
    .innerJoin("projects", "projects.projectId", "judgments.projectId")
    // An item whose key is kept from an annotator is not there for them.
    .leftJoin("items", "items.itemId", "judgments.itemId")
    .select([
      sql<string>`judgments.item_id::text`.as("itemId"),
      sql<string>`coalesce(items.source_id, '')`.as("item"),
      "projects.sourceId as project",
      "projects.name as projectName",
      "judgments.sourceId as judgmentId",
      "judgments.answer",
      "judgments.status",
      "judgments.rejectionReason",
      "judgments.submittedAt",
      "judgments.payMinor",
      "judgments.currency",
      "items.goldAnswer as key",
      sql<
        string | null
      >`case when items.gold_answer is not null then coalesce(items.gold_status, 'active') end`.as(
        "keyStatus",
      ),
      sql<
        boolean | null
      >`matches_gold(judgments.answer, items.gold_answer, coalesce(projects.answer_rule, 'overlap'),
        coalesce(projects.gold_tolerance, 0))`.as("matches"),
    ])
    .where("judgments.annotatorId", "=", annotatorId);

export const findContestedJudgment = (db: Db, annotatorId: number, judgmentId: string) =>
  judgmentsOf(db, annotatorId).where("judgments.sourceId", "=", judgmentId).executeTakeFirst();

/** An item with a key that a person has judged; `project` (its source id) tells items of one name apart. */
export const findContestedKey = (db: Db, annotatorId: number, item: string, project: string | null) =>
  judgmentsOf(db, annotatorId)
    .where("items.sourceId", "=", item)
    .where("items.goldAnswer", "is not", null)
    .$if(project !== null, (query) => query.where("projects.sourceId", "=", project))
    .orderBy("judgments.submittedAt", "desc")
    .executeTakeFirst();

/** A review of a person's judgment, with that judgment. */
export const findContestedReview = (db: Db, annotatorId: number, reviewId: string) =>
  db
    .selectFrom("reviews")
    .leftJoin("judgments", (join) =>
      join
        .onRef("judgments.annotatorId", "=", "reviews.annotatorId")
        .onRef("judgments.judgmentId", "=", "reviews.judgmentId"),
    )
    .leftJoin("projects", "projects.projectId", "judgments.projectId")
    .leftJoin("items", "items.itemId", "judgments.itemId")
    .select([
      "reviewId",
      "reviewedAt",
      "outcome",
      "score",
      "scoreMax",
      "routing",
      "blind",
      "overturnedAt",
      "judgmentSourceId as judgmentId",
      "judgments.answer",
      "projects.sourceId as project",
      "items.sourceId as item",
      sql<string | null>`judgments.item_id::text`.as("itemId"),
    ])
    .where("reviews.annotatorId", "=", annotatorId)
    .where("reviewId", "=", reviewId)
    .executeTakeFirst();

export const findContestedTierChange = (db: Db, annotatorId: number, tierChangeId: string) =>
  db
    .selectFrom("tierChanges")
    .leftJoin("projects", "projects.projectId", "tierChanges.projectId")
    .select([
      "tierChangeId",
      "fromTier",
      "toTier",
      "at",
      "policyVersion",
      "actor",
      "goldCorrect",
      "goldTotal",
      "reasons",
      "projects.sourceId as project",
    ])
    .where("annotatorId", "=", annotatorId)
    .where("tierChangeId", "=", tierChangeId)
    .executeTakeFirst();

/** The tier change that a person's present tier rests on, in a scope (null: the programme). */
export const findLastTierChange = (db: Db, annotatorId: number, project: string | null) =>
  db
    .selectFrom("tierChanges")
    .leftJoin("projects", "projects.projectId", "tierChanges.projectId")
    .select(["tierChangeId", "toTier", "policyVersion"])
    .where("annotatorId", "=", annotatorId)
    .where("projects.sourceId", project === null ? "is" : "=", project)
    .orderBy("at", "desc")
    .orderBy("tierChangeId", "desc")
    .executeTakeFirst();

export const findContestedDecision = (db: Db, annotatorId: number, decisionId: string) =>
  db
    .selectFrom("decisions")
    .select([
      "decisionId",
      "kind",
      "at",
      "actor",
      "evidenceOpenedAt",
      "decidedAt",
      "reasons",
      "notifiedAt",
      "contact",
    ])
    .where("annotatorId", "=", annotatorId)
    .where("decisionId", "=", decisionId)
    .executeTakeFirst();

export const findContestedPayment = (db: Db, annotatorId: number, paymentId: string) =>
  db
    .selectFrom("payments")
    .leftJoin("projects", "projects.projectId", "payments.projectId")
    .select([
      "paymentId",
      "paidAt",
      "amountMinor",
      "currency",
      "kind",
      "ruleId",
      "projects.sourceId as project",
    ])
    .where("annotatorId", "=", annotatorId)
    .where("paymentId", "=", paymentId)
    .executeTakeFirst();

export const findContestedTimeEntry = (db: Db, annotatorId: number, timeEntryId: string) =>
  db
    .selectFrom("timeEntries")
    .leftJoin("projects", "projects.projectId", "timeEntries.projectId")
    .select(["timeEntryId", "fromAt", "toAt", "kind", "paid", "projects.sourceId as project"])
    .where("annotatorId", "=", annotatorId)
    .where("timeEntryId", "=", timeEntryId)
    .executeTakeFirst();

/** Who missed the keys of these items, by item: to find rows that somebody may well contest. */
export const listKeyMisses = (db: Db, items: readonly string[]) =>
  db
    .selectFrom("judgments")
    .innerJoin("projects", "projects.projectId", "judgments.projectId")
    .innerJoin("items", "items.itemId", "judgments.itemId")
    .select(["judgments.annotatorId", "items.sourceId as item", "projects.sourceId as project"])
    .where("items.sourceId", "in", [...items])
    .where("judgments.answer", "is not", null)
    .where(
      sql<boolean>`not coalesce(matches_gold(judgments.answer, items.gold_answer,
        coalesce(projects.answer_rule, 'overlap'), coalesce(projects.gold_tolerance, 0)), false)`,
    )
    .orderBy("items.sourceId")
    .orderBy("judgments.annotatorId")
    .execute();

export interface AnswerCount {
  readonly answer: string | null;
  readonly people: number;
  readonly matches: boolean | null;
}

/** How many people gave which answer to an item, and whether it meets the key. */
export async function tallyAnswers(db: Db, itemId: string): Promise<readonly AnswerCount[]> {
  const { rows } = await sql<AnswerCount>`
    select answer_key(j.answer) as answer, count(distinct j.annotator_id) as people,
      bool_or(matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'), coalesce(p.gold_tolerance, 0))) as matches
    from judgments j join items i using (item_id) join projects p on p.project_id = j.project_id
    where j.item_id = ${itemId}::bigint and j.status in ('submitted', 'approved', 'rejected')
    group by 1 order by 2 desc, 1 limit 12`.execute(db);
  return rows;
}

/** Reviews of one judgment, oldest first. */
export const listJudgmentReviews = (db: Db, annotatorId: number, judgmentId: string) =>
  db
    .selectFrom("reviews")
    .select(["reviewId", "reviewedAt", "outcome", "score", "scoreMax", "overturnedAt"])
    .where("annotatorId", "=", annotatorId)
    .where("judgmentSourceId", "=", judgmentId)
    .orderBy("reviewedAt")
    .execute();

/** Payments to a person around an instant: what a contested one stands among. */
export const listPaymentsAround = (db: Db, annotatorId: number, from: string, to: string) =>
  db
    .selectFrom("payments")
    .select(["paymentId", "paidAt", "amountMinor", "currency", "kind"])
    .where("annotatorId", "=", annotatorId)
    .where("paidAt", ">=", from)
    .where("paidAt", "<=", to)
    .orderBy("paidAt")
    .limit(20)
    .execute();

/** How many judgments a person handed in between two instants: what was worked in a contested entry. */
export const countJudgmentsBetween = (db: Db, annotatorId: number, from: string, to: string) =>
  db
    .selectFrom("judgments")
    .select(({ fn }) => fn.countAll<number>().as("judgments"))
    .where("annotatorId", "=", annotatorId)
    .where("submittedAt", ">=", from)
    .where("submittedAt", "<=", to)
    .executeTakeFirstOrThrow();
