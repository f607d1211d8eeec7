import type { Database, Db } from "db/client";
import {
  findAppeal,
  listAnnotatorAppeals,
  listAnsweredAppeals,
  listAppealEvents,
  listOpenAppeals,
} from "db/queries/appeals";
import { listOwnRescores } from "db/queries/rulings";
import { keptPeriod } from "~/features/report/kept-sums.server";
import { claimOf, contestedOf } from "./answer.server";
import { loadEvidence } from "./evidence.server";
import { clockedAppeal, openAppealsView } from "./open-appeals";

const MOST_ANSWERED = 200;

/** The manager's queue: open appeals by their last day, and those answered lately. */
export async function loadAppealQueue(db: Db, database: Database, now: Date) {
  const { lastAt } = await keptPeriod(database.db);
  const at = now.toISOString();
  const answered = await listAnsweredAppeals(db, MOST_ANSWERED);
  return {
    open: openAppealsView(await listOpenAppeals(db), at, lastAt),
    answered: answered.map((row) => clockedAppeal(row, at, lastAt)),
  };
}

/** One appeal with its claim, the contested row, the evidence beside it and its history; undefined without one. */
export async function loadAppeal(db: Db, database: Database, appealId: string, now: Date) {
  const appeal = await findAppeal(db, appealId);
  if (appeal === undefined) return undefined;
  const events = await listAppealEvents(db, appeal.annotatorId, appealId);
  const { lastAt } = await keptPeriod(database.db);
  const contested = await contestedOf(db, appeal, events);
  return {
    appeal: clockedAppeal(appeal, now.toISOString(), lastAt),
    claim: claimOf(events),
    contested,
    evidence: await loadEvidence(database.db, appeal, contested),
    events: events.map(({ contested: _, ...event }) => event),
  };
}

export type LoadedAppeal = NonNullable<Awaited<ReturnType<typeof loadAppeal>>>;

/** One's own appeals with their clocks, the latest first, and what retired keys did to one's own gold. */
export async function loadOwnAppeals(db: Db, system: Db, annotatorId: number | null, now: Date) {
  if (annotatorId === null) return { appeals: [], rescores: [] };
  const { lastAt } = await keptPeriod(system);
  const appeals = await listAnnotatorAppeals(db, annotatorId);
  return {
    appeals: appeals.map((row) => clockedAppeal(row, now.toISOString(), lastAt)),
    rescores: await listOwnRescores(db, annotatorId),
  };
}

/** One of one's own appeals with its history; undefined where it is none of one's own. */
export async function loadOwnAppeal(db: Db, system: Db, appealId: string, now: Date) {
  const appeal = await findAppeal(db, appealId);
  if (appeal === undefined) return undefined;
  const events = await listAppealEvents(db, appeal.annotatorId, appealId);
  const { lastAt } = await keptPeriod(system);
  const rescores = await listOwnRescores(db, appeal.annotatorId);
  return {
    appeal: clockedAppeal(appeal, now.toISOString(), lastAt),
    claim: claimOf(events),
    contested: await contestedOf(db, appeal, events),
    events: events.map(({ contested: _, ...event }) => event),
    rescores: rescores.filter(
      ({ item }) =>
        appeal.subject === "gold_item" && appeal.outcome === "upheld" && item === appeal.subjectId,
    ),
  };
}

export type OwnAppeal = NonNullable<Awaited<ReturnType<typeof loadOwnAppeal>>>;
