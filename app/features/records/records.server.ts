import type { Database, Db } from "db/client";
import { findAnnotator, findOwnAnnotator } from "db/queries/annotator";
import {
  countGoldRows,
  countHiddenMisses,
  countRecordRows,
  listGoldRows,
  listJudgmentRows,
  listPaymentRows,
  listReviewRows,
  listTimeEntryRows,
  type Page,
} from "db/queries/record-rows";
import type { Viewer } from "~/domain/viewer";
import type { RecordKind, RecordQuestion } from "./record-kinds";

/** The rows of one kind behind a person's numbers; undefined where there is no such person. */
export async function loadRecords(db: Db, database: Database, sourceId: string, question: RecordQuestion) {
  const annotator = await findAnnotator(db, sourceId);
  if (annotator === undefined) return undefined;
  const { annotatorId } = annotator;
  const { kind, page, size } = question;
  const { missed } = await countHiddenMisses(database.db, annotatorId);
  return {
    ...question,
    annotator: { id: annotator.sourceId, name: annotator.displayName ?? annotator.sourceId },
    rows: await LISTS[kind](db, annotatorId, { limit: size, offset: (page - 1) * size }),
    total: (await COUNTS[kind](db, annotatorId)).rows,
    /** Live gold missed on projects that keep their keys from annotators. */
    hiddenMisses: missed,
  };
}

/** The signed-in annotator's own rows. */
export async function loadOwnRecords(db: Db, database: Database, viewer: Viewer, question: RecordQuestion) {
  const own = viewer.annotatorId === null ? undefined : await findOwnAnnotator(db, viewer.annotatorId);
  return own && loadRecords(db, database, own.sourceId, question);
}

export type LoadedRecords = NonNullable<Awaited<ReturnType<typeof loadRecords>>>;

const LISTS = {
  gold: async (db: Db, id: number, page: Page) => ({
    kind: "gold" as const,
    list: await listGoldRows(db, id, page),
  }),
  judgments: async (db: Db, id: number, page: Page) => ({
    kind: "judgments" as const,
    list: await listJudgmentRows(db, id, page),
  }),
  reviews: async (db: Db, id: number, page: Page) => ({
    kind: "reviews" as const,
    list: await listReviewRows(db, id, page),
  }),
  payments: async (db: Db, id: number, page: Page) => ({
    kind: "payments" as const,
    list: await listPaymentRows(db, id, page),
  }),
  hours: async (db: Db, id: number, page: Page) => ({
    kind: "hours" as const,
    list: await listTimeEntryRows(db, id, page),
  }),
};

const COUNTS: Readonly<Record<RecordKind, (db: Db, id: number) => Promise<{ readonly rows: number }>>> = {
  gold: countGoldRows,
  judgments: (db, id) => countRecordRows(db, "judgments", id),
  reviews: (db, id) => countRecordRows(db, "reviews", id),
  payments: (db, id) => countRecordRows(db, "payments", id),
  hours: (db, id) => countRecordRows(db, "timeEntries", id),
};
