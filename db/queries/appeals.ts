import type { Transaction } from "kysely";
import type { Db } from "../client";
import type { Schema } from "../schema";

/** Rows of no import: made here. */
export const MADE_HERE = 0;

const listed = (db: Db) =>
  db
    .selectFrom("appeals")
    .innerJoin("annotators", "annotators.annotatorId", "appeals.annotatorId")
    .select([
      "appeals.annotatorId",
      "annotators.sourceId as annotator",
      "annotators.displayName",
      "annotators.timeZone",
      "appealId",
      "subject",
      "subjectId",
      "filedAt",
      "answeredAt",
      "outcome",
      "rectifiedAt",
      "appeals.importId",
    ]);

export type ListedAppeal = Awaited<ReturnType<typeof listOpenAppeals>>[number];

/** Appeals without an answer, the oldest first. */
export const listOpenAppeals = (db: Db) =>
  listed(db).where("answeredAt", "is", null).orderBy("filedAt").orderBy("appealId").execute();

/** Appeals with an answer, the latest answer first. */
export const listAnsweredAppeals = (db: Db, limit: number) =>
  listed(db)
    .where("answeredAt", "is not", null)
    .orderBy("answeredAt", "desc")
    .orderBy("appealId")
    .limit(limit)
    .execute();

/** One person's appeals, the latest first. */
export const listAnnotatorAppeals = (db: Db, annotatorId: number) =>
  listed(db)
    .where("appeals.annotatorId", "=", annotatorId)
    .orderBy("filedAt", "desc")
    .orderBy("appealId")
    .execute();

export const findAppeal = (db: Db, appealId: string) =>
  listed(db).where("appealId", "=", appealId).executeTakeFirst();

/** What happened to an appeal, in order; empty for what an import brought and nobody here has touched. */
export const listAppealEvents = (db: Db, annotatorId: number, appealId: string) =>
  db
    .selectFrom("appealEvents")
    .select(["eventNo", "at", "kind", "outcome", "actor", "role", "words", "effects", "contested"])
    .where("annotatorId", "=", annotatorId)
    .where("appealId", "=", appealId)
    .orderBy("eventNo")
    .execute();

export type AppealEvent = Awaited<ReturnType<typeof listAppealEvents>>[number];

/** What was written in answers, the latest first. */
export const listAnswerWords = (db: Db, limit: number) =>
  db
    .selectFrom("appealEvents")
    .select(["appealId", "words"])
    .where("kind", "=", "answered")
    .orderBy("at", "desc")
    .limit(limit)
    .execute();

/** What a tier rests on: while one of these is contested, a demotion waits. */
const HOLDING: readonly ListedAppeal["subject"][] = ["tier_change", "gold_item", "review", "judgment"];

/** People with an open appeal against what a tier rests on. */
export const listHoldingAppellants = (db: Db) =>
  db
    .selectFrom("appeals")
    .select("annotatorId")
    .distinct()
    .where("answeredAt", "is", null)
    .where("subject", "in", [...HOLDING])
    .execute();

export async function hasHoldingAppeal(db: Db, annotatorId: number): Promise<boolean> {
  const found = await db
    .selectFrom("appeals")
    .select("appealId")
    .where("annotatorId", "=", annotatorId)
    .where("answeredAt", "is", null)
    .where("subject", "in", [...HOLDING])
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export interface NewAppeal {
  readonly annotatorId: number;
  readonly appealId: string;
  readonly subject: ListedAppeal["subject"];
  readonly subjectId: string;
  readonly filedAt: Date;
}

export async function insertAppeal(db: Db, appeal: NewAppeal): Promise<void> {
  await db
    .insertInto("appeals")
    .values({ ...appeal, answeredAt: null, outcome: null, rectifiedAt: null, importId: MADE_HERE })
    .execute();
}

export interface NewEvent {
  readonly annotatorId: number;
  readonly appealId: string;
  readonly at: Date;
  readonly kind: AppealEvent["kind"];
  readonly outcome: AppealEvent["outcome"];
  readonly accountId: string;
  readonly actor: string;
  readonly role: string;
  readonly words: string;
  readonly effects?: readonly string[];
  /** The contested row as it stands, for whoever looks later. */
  readonly contested?: object | null;
}

/** Adds a step to an appeal's history; whoever adds holds the appeal's row ({@link lockAppeal}) or has just made it. */
export async function insertAppealEvent(db: Db, event: NewEvent): Promise<void> {
  const { annotatorId, appealId, effects = [], contested = null, ...step } = event;
  const { last } = await db
    .selectFrom("appealEvents")
    .select(({ fn }) => fn.max<number | null>("eventNo").as("last"))
    .where("annotatorId", "=", annotatorId)
    .where("appealId", "=", appealId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("appealEvents")
    .values({
      ...{ annotatorId, appealId, eventNo: (last ?? 0) + 1, ...step },
      effects: JSON.stringify(effects),
      contested: contested === null ? null : JSON.stringify(contested),
    })
    .execute();
}

/** Holds an appeal for the rest of the transaction, and says how it stands. */
export const lockAppeal = (db: Transaction<Schema>, annotatorId: number, appealId: string) =>
  db
    .selectFrom("appeals")
    .select(["answeredAt", "outcome", "rectifiedAt"])
    .where("annotatorId", "=", annotatorId)
    .where("appealId", "=", appealId)
    .forUpdate()
    .executeTakeFirst();

export async function setAppealOutcome(
  db: Db,
  { annotatorId, appealId }: { readonly annotatorId: number; readonly appealId: string },
  state: {
    readonly answeredAt: Date;
    readonly outcome: "upheld" | "rejected" | "withdrawn";
    readonly rectifiedAt: Date | null;
  },
): Promise<void> {
  await db
    .updateTable("appeals")
    .set(state)
    .where("annotatorId", "=", annotatorId)
    .where("appealId", "=", appealId)
    .execute();
}

export async function setAppealRectified(
  db: Db,
  annotatorId: number,
  appealId: string,
  rectifiedAt: Date,
): Promise<void> {
  await db
    .updateTable("appeals")
    .set({ rectifiedAt })
    .where("annotatorId", "=", annotatorId)
    .where("appealId", "=", appealId)
    .execute();
}
