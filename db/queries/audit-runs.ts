import { sql } from "kysely";
import type { Db } from "../client";
import type { FindingStatus } from "../schema";

const ROWS_AT_ONCE = 500;

export interface StoredRun {
  readonly runAt: string;
  readonly definitionsVersion: string;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly correction: string;
  readonly people: number;
  readonly settings: object;
}

/** A finding by the columns that lists filter and sort by, and whole, as JSON text. */
export interface StoredFinding {
  readonly detector: string;
  readonly version: number;
  readonly scope: "programme" | "project" | "tier" | "annotator" | "item" | "reviewer";
  readonly subject: string | null;
  readonly outcome: "flagged" | "clear" | "inconclusive" | "insufficient";
  readonly severity: "watch" | "high" | "critical" | null;
  readonly document: string;
}

/** What a status or a note is about, in whichever run. */
export interface FindingKey {
  readonly detector: string;
  readonly scope: string;
  readonly subject: string | null;
}

/** Keeps a run with its findings, all or nothing, and gives its number. */
export async function insertAuditRun(
  db: Db,
  run: StoredRun,
  findings: Iterable<StoredFinding>,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const { runId } = await transaction
      .insertInto("auditRuns")
      .values({ ...run, settings: JSON.stringify(run.settings) })
      .returning("runId")
      .executeTakeFirstOrThrow();
    let rows: { runId: number; findingNo: number; subject: string }[] = [];
    let findingNo = 0;
    const flush = async () => {
      if (rows.length > 0)
        await transaction
          .insertInto("findings")
          .values(rows as never)
          .execute();
      rows = [];
    };
    for (const finding of findings) {
      findingNo += 1;
      rows.push({ ...finding, runId, findingNo, subject: finding.subject ?? "" });
      if (rows.length >= ROWS_AT_ONCE) await flush();
    }
    await flush();
    return runId;
  });
}

/** Runs, the newest first. */
export function listAuditRuns(db: Db, limit = 50) {
  return db
    .selectFrom("auditRuns")
    .selectAll()
    .orderBy("runAt", "desc")
    .orderBy("runId", "desc")
    .limit(limit)
    .execute();
}

/** The findings of one run in the order they were given, as JSON text; those of one detector or scope where asked. */
export async function listFindings(
  db: Db,
  runId: number,
  filter: { readonly detector?: string; readonly scope?: string } = {},
): Promise<readonly { readonly findingNo: number; readonly document: string }[]> {
  return db
    .selectFrom("findings")
    .select(["findingNo", sql<string>`document::text`.as("document")])
    .where("runId", "=", runId)
    .$if(filter.detector !== undefined, (query) => query.where("detector", "=", filter.detector ?? ""))
    .$if(filter.scope !== undefined, (query) =>
      query.where("scope", "=", (filter.scope ?? "programme") as "programme"),
    )
    .orderBy("findingNo")
    .execute();
}

/** One subject's outcomes over the runs, the oldest first. */
export function listFindingHistory(db: Db, { detector, scope, subject }: FindingKey) {
  return db
    .selectFrom("findings")
    .innerJoin("auditRuns", "auditRuns.runId", "findings.runId")
    .select(["findings.runId", "runAt", "definitionsVersion", "version", "outcome", "severity"])
    .select(sql<number | null>`(document -> 'effect' ->> 'value')::float8`.as("value"))
    .where("detector", "=", detector)
    .where("scope", "=", scope as "programme")
    .where("subject", "=", subject ?? "")
    .orderBy("runAt")
    .orderBy("findings.runId")
    .execute();
}

/** Gives a finding its status in every run from now on, with a note that says why. */
export async function setFindingStatus(
  db: Db,
  key: FindingKey,
  change: {
    readonly status: FindingStatus;
    readonly at: string;
    readonly by: string | null;
    readonly note: string;
  },
): Promise<void> {
  const own = { detector: key.detector, scope: key.scope, subject: key.subject ?? "" };
  await db.transaction().execute(async (transaction) => {
    const state = { status: change.status, changedAt: change.at, changedBy: change.by };
    await transaction
      .insertInto("findingStates")
      .values({ ...own, ...state })
      .onConflict((conflict) => conflict.columns(["detector", "scope", "subject"]).doUpdateSet(state))
      .execute();
    await transaction
      .insertInto("findingNotes")
      .values({ ...own, writtenAt: change.at, author: change.by, status: change.status, note: change.note })
      .execute();
  });
}

/** Statuses that were given; a finding without one is new. */
export function listFindingStates(db: Db) {
  return db
    .selectFrom("findingStates")
    .selectAll()
    .orderBy("detector")
    .orderBy("scope")
    .orderBy("subject")
    .execute();
}

/** Notes on one finding, the oldest first. */
export function listFindingNotes(db: Db, { detector, scope, subject }: FindingKey) {
  return db
    .selectFrom("findingNotes")
    .selectAll()
    .where("detector", "=", detector)
    .where("scope", "=", scope)
    .where("subject", "=", subject ?? "")
    .orderBy("noteId")
    .execute();
}

/** Parameters changed from their defaults, by detector. */
export async function listDetectorSettings(
  db: Db,
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const { rows } = await sql<{ detector: string; params: string }>`
    select detector, params::text as params from detector_settings`.execute(db);
  return Object.fromEntries(
    rows.map(({ detector, params }) => [detector, JSON.parse(params) as Record<string, number>]),
  );
}

/** Keeps one detector's parameters; an empty object goes back to the defaults. */
export async function setDetectorSettings(
  db: Db,
  detector: string,
  params: Readonly<Record<string, number>>,
  change: { readonly at: string; readonly by: string | null },
): Promise<void> {
  const values = { params: JSON.stringify(params), changedAt: change.at, changedBy: change.by };
  await db
    .insertInto("detectorSettings")
    .values({ detector, ...values })
    .onConflict((conflict) => conflict.column("detector").doUpdateSet(values))
    .execute();
}

/** Where the audited records came from, for a report's list of inputs. */
export async function listAuditInputs(db: Db) {
  const { rows } = await sql<{
    importId: number;
    format: string;
    finishedAt: string | null;
    rowCount: number;
    files: string;
  }>`
    select import_id, format, finished_at, row_count, files::text as files from imports
    where status = 'done' order by import_id`.execute(db);
  return rows;
}
