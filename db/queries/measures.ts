import { type ExpressionBuilder, sql } from "kysely";
import type { Db } from "../client";
import type { Schema } from "../schema";

/** Days are UTC dates, both ends included; undated work counts only where `undated` is set. */
export interface DayWindow {
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly undated: boolean;
}

const ROWS_AT_ONCE = 2_000;

type Cells = "rollups" | "payRollups";

const inWindow = (window: DayWindow) => (where: ExpressionBuilder<Schema, Cells>) => {
  const dated = where.and([
    where("day", ">", "-infinity"),
    ...(window.fromDay === null ? [] : [where("day", ">=", window.fromDay)]),
    ...(window.toDay === null ? [] : [where("day", "<=", window.toDay)]),
  ]);
  return window.undated ? where.or([where("day", "=", "-infinity"), dated]) : dated;
};

/** Every rollup cell of the window, by annotator, project and day. */
export function streamCells(db: Db, window: DayWindow, projectId: number | null) {
  return db
    .selectFrom("rollups")
    .selectAll()
    .where(inWindow(window))
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId))
    .orderBy("annotatorId")
    .orderBy("projectId")
    .orderBy("day")
    .stream(ROWS_AT_ONCE);
}

/** The first and last record of the ledger's judgments; null where none is dated. */
export async function findRecordedPeriod(db: Db, projectId: number | null) {
  return db
    .selectFrom("rollups")
    .select(({ fn }) => [fn.min("firstAt").as("firstAt"), fn.max("lastAt").as("lastAt")])
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId))
    .executeTakeFirstOrThrow();
}

/** Whether there is any work on record. */
export async function hasRecords(db: Db): Promise<boolean> {
  const found = await db.selectFrom("rollups").select("annotatorId").limit(1).executeTakeFirst();
  return found !== undefined;
}

/** Pay due for judgments, summed by annotator, project and currency. */
export function listJudgmentPay(db: Db, window: DayWindow, projectId: number | null) {
  return db
    .selectFrom("payRollups")
    .$if(projectId !== null, (query) => query.where("projectId", "=", projectId))
    .where(inWindow(window))
    .select(({ fn }) => [
      "annotatorId",
      "projectId",
      "currency",
      fn.sum<number>("payMinor").as("payMinor"),
      fn.sum<number>("paidJudgments").as("paidJudgments"),
    ])
    .groupBy(["annotatorId", "projectId", "currency"])
    .orderBy("annotatorId")
    .execute();
}

/** Money moved, summed by annotator, project, kind and currency. Instants: `from` included, `to` excluded. */
export function listPaymentSums(db: Db, from: string | null, to: string | null) {
  return db
    .selectFrom("payments")
    .$if(from !== null, (query) => query.where("paidAt", ">=", from))
    .$if(to !== null, (query) => query.where("paidAt", "<", to))
    .select(({ fn }) => [
      "annotatorId",
      "projectId",
      "kind",
      "currency",
      fn.sum<number>("amountMinor").as("amountMinor"),
    ])
    .groupBy(["annotatorId", "projectId", "kind", "currency"])
    .execute();
}

/** Working time that judgments do not show, and time online, by annotator. */
export function streamTimeRecords(db: Db, from: string | null, to: string | null) {
  const entries = db
    .selectFrom("timeEntries")
    .select((row) => [
      "annotatorId",
      "projectId",
      "paid",
      "kind",
      "fromAt",
      "toAt",
      row.lit(false).$castTo<boolean>().as("online"),
    ])
    .$if(from !== null, (query) => query.where("toAt", ">", from))
    .$if(to !== null, (query) => query.where("fromAt", "<", to));
  const online = db
    .selectFrom("availability")
    .select((row) => [
      "annotatorId",
      sql<number | null>`null::int`.as("projectId"),
      row.lit(false).$castTo<boolean>().as("paid"),
      sql<Schema["timeEntries"]["kind"]>`'waiting'`.as("kind"),
      "fromAt",
      "toAt",
      row.lit(true).$castTo<boolean>().as("online"),
    ])
    .where("source", "=", "online")
    .$if(from !== null, (query) => query.where("toAt", ">", from))
    .$if(to !== null, (query) => query.where("fromAt", "<", to));
  return db
    .selectFrom(entries.unionAll(online).as("records"))
    .selectAll()
    .orderBy("annotatorId")
    .orderBy("fromAt")
    .stream(ROWS_AT_ONCE);
}

/** The last tier change of each annotator and project (null: all projects) before an instant. */
export function listTiersInForce(db: Db, before: string | null) {
  return db
    .selectFrom("tierChanges")
    .distinctOn(["annotatorId", "projectId"])
    .select(["annotatorId", "projectId", "toTier", "policyVersion", "at"])
    .$if(before !== null, (query) => query.where("at", "<=", before))
    .orderBy("annotatorId")
    .orderBy("projectId")
    .orderBy("at", "desc")
    .orderBy("tierChangeId", "desc")
    .execute();
}

export function listAnnotatorPlaces(db: Db) {
  return db
    .selectFrom("annotators")
    .select(["annotatorId", "sourceId", "displayName", "country", "region", "timeZone"])
    .execute();
}

export function listProjectNames(db: Db) {
  return db.selectFrom("projects").select(["projectId", "sourceId", "name", "taskType"]).execute();
}

export function listPlatforms(db: Db) {
  return db.selectFrom("platforms").select(["platformId", "sourceId", "name"]).orderBy("sourceId").execute();
}

export function listWageFloors(db: Db) {
  return db
    .selectFrom("wageFloors")
    .select(["country", "region", "validFrom", "amountMinorPerHour", "currency", "kind"])
    .execute();
}

export function listExchangeRates(db: Db) {
  return db.selectFrom("exchangeRates").select(["date", "fromCurrency", "toCurrency", "rate"]).execute();
}

/** Every floor on record with where it is from and which import brought it, the newest of a place first. */
export function listFloorHistory(db: Db) {
  return db
    .selectFrom("wageFloors")
    .leftJoin("imports", "imports.importId", "wageFloors.importId")
    .select(["country", "region", "validFrom", "amountMinorPerHour", "currency", "kind", "source"])
    .select(["wageFloors.importId", "imports.finishedAt as changedAt"])
    .orderBy("country")
    .orderBy("region")
    .orderBy("kind")
    .orderBy("validFrom", "desc")
    .execute();
}
