import { sql } from "kysely";
import type { Db } from "../client";
import type { SnapshotsTable, SnapshotWindowsTable } from "../schema";
import type { Insertable } from "kysely";

/** Columns a list of annotators can be sorted by. */
export const SORT_COLUMNS = [
  "label",
  "sourceId",
  "tier",
  "judgments",
  "gold",
  "goldLow",
  "consensus",
  "review",
  "rankBest",
  "medianSeconds",
  "handlingRatio",
  "hourlyMinor",
  "floorGap",
  "hours",
  "paidShare",
  "nightShare",
  "longestSpellSeconds",
  "restBreaches",
] as const satisfies readonly (keyof SnapshotsTable)[];
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface SnapshotQuery {
  readonly windowDays: number;
  /** 0: all projects together. */
  readonly projectId: number;
  readonly search: string;
  readonly tier: string | null;
  readonly sort: SortColumn;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

const LOCK = 7_240_118;
const ROWS_AT_ONCE = 500;

/** Holds other refreshes of the snapshots back until the transaction ends. */
export async function lockSnapshots(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

export async function setSnapshot(
  db: Db,
  window: Insertable<SnapshotWindowsTable>,
  rows: readonly (Omit<Insertable<SnapshotsTable>, "row" | "windowDays"> & { readonly row: object })[],
): Promise<void> {
  await db.deleteFrom("snapshots").where("windowDays", "=", window.windowDays).execute();
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = rows.slice(from, from + ROWS_AT_ONCE).map((row) => ({
      ...row,
      windowDays: window.windowDays,
      row: JSON.stringify(row.row),
    }));
    await db.insertInto("snapshots").values(part).execute();
  }
  await db
    .insertInto("snapshotWindows")
    .values(window)
    .onConflict((conflict) =>
      conflict.column("windowDays").doUpdateSet({
        fromDay: window.fromDay,
        toDay: window.toDay,
        definitionsVersion: window.definitionsVersion,
        computedAt: window.computedAt,
      }),
    )
    .execute();
}

export function findSnapshotWindow(db: Db, windowDays: number) {
  return db.selectFrom("snapshotWindows").selectAll().where("windowDays", "=", windowDays).executeTakeFirst();
}

function matching(db: Db, { windowDays, projectId, search, tier }: SnapshotQuery) {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .selectFrom("snapshots")
    .where("windowDays", "=", windowDays)
    .where("projectId", "=", projectId)
    .$if(search !== "", (query) =>
      query.where((where) =>
        where.or([where("label", "ilike", pattern), where("sourceId", "ilike", pattern)]),
      ),
    )
    .$if(tier !== null, (query) => query.where("tier", "=", tier));
}

/** A page of report rows, missing values last whatever the direction. */
export function listSnapshotRows(db: Db, query: SnapshotQuery) {
  return matching(db, query)
    .select(["annotatorId", "row"])
    .orderBy(query.sort, (order) => (query.descending ? order.desc() : order.asc()).nullsLast())
    .orderBy("sourceId")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
}

export async function countSnapshotRows(db: Db, query: SnapshotQuery): Promise<number> {
  const { count } = await matching(db, query)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The printed rows of a whole window, ordered by annotator and project, as text: nothing is parsed on the way. */
export function streamSnapshotText(
  db: Db,
  windowDays: number,
  grain: "project" | "overall",
  project: string | null,
) {
  return db
    .selectFrom("snapshots")
    .select(sql<string>`row::text`.as("text"))
    .where("windowDays", "=", windowDays)
    .where("projectId", grain === "overall" ? "=" : ">", 0)
    .$if(project !== null, (query) => query.where("project", "=", project))
    .orderBy("sourceId")
    .orderBy("project")
    .stream(ROWS_AT_ONCE);
}

export function listTiers(db: Db, windowDays: number) {
  return db
    .selectFrom("snapshots")
    .select(["tier", ({ fn }) => fn.countAll<number>().as("annotators")])
    .where("windowDays", "=", windowDays)
    .where("projectId", "=", 0)
    .groupBy("tier")
    .orderBy("tier")
    .execute();
}
