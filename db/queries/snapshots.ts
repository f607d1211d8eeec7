import { type ExpressionBuilder, type Insertable, sql } from "kysely";
import type { Db } from "../client";
import type { Schema, SnapshotsTable, SnapshotWindowsTable } from "../schema";

/** Columns a list of annotators can be sorted and narrowed by. */
export const SORT_COLUMNS = [
  "label",
  "sourceId",
  "tier",
  "country",
  "judgments",
  "gold",
  "goldLow",
  "consensus",
  "review",
  "rankBest",
  "meanSeconds",
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

type Worded = "label" | "sourceId" | "tier" | "country";
export type NumberColumn = Exclude<SortColumn, Worded>;

/** Which rows of the snapshot: those of one window, over all projects (0) or on one. */
export interface SnapshotFilter {
  readonly windowDays: number;
  readonly projectId: number;
  readonly search: string;
  readonly tier: string | null;
  readonly country: string | null;
  /** Of people who worked on the platform in the window. */
  readonly platformId: number | null;
  readonly bounds: readonly {
    readonly column: NumberColumn;
    readonly atLeast: boolean;
    readonly value: number;
  }[];
}

export interface SnapshotQuery extends SnapshotFilter {
  readonly sorts: readonly { readonly column: SortColumn; readonly descending: boolean }[];
  readonly limit: number;
  readonly offset: number;
}

const LOCK = 7_240_118;
const ROWS_AT_ONCE = 1_000;

/** Holds other refreshes of the snapshots back until the transaction ends. */
export async function lockSnapshots(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

export async function setSnapshot(
  db: Db,
  window: Insertable<SnapshotWindowsTable>,
  rows: Iterable<Omit<Insertable<SnapshotsTable>, "row" | "windowDays"> & { readonly row: object }>,
): Promise<void> {
  await db.deleteFrom("snapshots").where("windowDays", "=", window.windowDays).execute();
  for (const rowsAtOnce of inParts(rows, ROWS_AT_ONCE)) {
    const part = rowsAtOnce.map((row) => withColumnNames({ ...row, windowDays: window.windowDays }));
    // One parameter for all of them: forty for each row would cost more than the rows.
    await sql`insert into snapshots select * from json_populate_recordset(null::snapshots, ${JSON.stringify(part)}::json)`.execute(
      db,
    );
  }
  await sql`delete from snapshot_projects where window_days = ${window.windowDays}`.execute(db);
  await sql`insert into snapshot_projects
    select window_days, project_id, count(*), sum(judgments) from snapshots
    where window_days = ${window.windowDays} group by window_days, project_id`.execute(db);
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

function* inParts<Row>(rows: Iterable<Row>, size: number): Generator<readonly Row[]> {
  let part: Row[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

const columnNames = new Map<string, string>();

function withColumnNames(row: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const known = columnNames.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      columnNames.set(name, known);
      return [known, value as unknown];
    }),
  );
}

export function findSnapshotWindow(db: Db, windowDays: number) {
  return db.selectFrom("snapshotWindows").selectAll().where("windowDays", "=", windowDays).executeTakeFirst();
}

/** The condition that a filter stands for, but for the project; of the table's columns, or of an alias of it. */
export function snapshotCondition(filter: SnapshotFilter) {
  const { windowDays, search, tier, country, platformId, bounds } = filter;
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return (where: ExpressionBuilder<Schema, "snapshots">) =>
    where.and([
      where("snapshots.windowDays", "=", windowDays),
      ...(search === ""
        ? []
        : [
            where.or([
              where("snapshots.label", "ilike", pattern),
              where("snapshots.sourceId", "ilike", pattern),
            ]),
          ]),
      ...(tier === null ? [] : [where("snapshots.tier", "=", tier)]),
      ...(country === null ? [] : [where("snapshots.country", "=", country)]),
      ...(platformId === null
        ? []
        : [where("snapshots.annotatorId", "in", workedOn(where, windowDays, platformId))]),
      ...bounds.map(({ column, atLeast, value }) =>
        where(`snapshots.${column}`, atLeast ? ">=" : "<=", value),
      ),
    ]);
}

const workedOn = (where: ExpressionBuilder<Schema, "snapshots">, windowDays: number, platformId: number) =>
  where
    .selectFrom("snapshots as worked")
    .innerJoin("projects", "projects.projectId", "worked.projectId")
    .where("worked.windowDays", "=", windowDays)
    .where("projects.platformId", "=", platformId)
    .select("worked.annotatorId");

const matching = (db: Db, filter: SnapshotFilter) =>
  db
    .selectFrom("snapshots")
    .where(snapshotCondition(filter))
    .where("snapshots.projectId", "=", filter.projectId);

/** A page of report rows, missing values last whatever the direction. */
export function listSnapshotRows(db: Db, query: SnapshotQuery) {
  return query.sorts
    .reduce(
      (rows, { column, descending }) =>
        rows.orderBy(`snapshots.${column}`, (order) => (descending ? order.desc() : order.asc()).nullsLast()),
      matching(db, query).select(["snapshots.annotatorId", "snapshots.country", "snapshots.row"]),
    )
    .orderBy("snapshots.sourceId")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
}

export async function countSnapshotRows(db: Db, filter: SnapshotFilter): Promise<number> {
  const { count } = await matching(db, filter)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The countries of people in a window, in order. */
export async function listCountries(db: Db, windowDays: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("snapshots")
    .select("country")
    .distinct()
    .where("windowDays", "=", windowDays)
    .where("projectId", "=", 0)
    .where("country", "is not", null)
    .orderBy("country")
    .execute();
  return rows.flatMap(({ country }) => country ?? []);
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

/** Everything that is computed of one annotator, for each window and project ('' for all together). */
export const listOwnMeasures = (db: Db, annotatorId: number) =>
  db
    .selectFrom("snapshots")
    .select(["windowDays", "project", "row"])
    .where("annotatorId", "=", annotatorId)
    .orderBy("windowDays")
    .orderBy("project")
    .execute();
