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

/** What screens show beside findings: `subject` is an annotator, or '' for the programme; the document is JSON text. */
export interface StoredFigure {
  readonly name: string;
  readonly subject: string;
  readonly document: string;
}

/** What a status or a note is about, in whichever run. */
export interface FindingKey {
  readonly detector: string;
  readonly scope: string;
  readonly subject: string | null;
}

/** Where runs and findings are read: whole, for those who see people, or as researchers may be told them. */
export type Shelf = "whole" | "told";

const SHELVES = {
  whole: { runs: sql.table("audit_runs"), findings: sql.table("findings") },
  told: { runs: sql.table("told_runs"), findings: sql.table("told_findings") },
} as const;

/** Keeps a run with its findings, all or nothing, and gives its number. */
export async function insertAuditRun(
  db: Db,
  run: StoredRun,
  findings: Iterable<StoredFinding>,
  figures: readonly StoredFigure[] = [],
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
    for (let start = 0; start < figures.length; start += ROWS_AT_ONCE) {
      const some = figures.slice(start, start + ROWS_AT_ONCE).map((figure) => ({ ...figure, runId }));
      await transaction.insertInto("auditFigures").values(some).execute();
    }
    return runId;
  });
}

/** The newest run; `people` is null where there are too few to say. */
export async function findLastRun(db: Db, shelf: Shelf) {
  const { rows } = await sql<LastRun>`
    select run_id, run_at, definitions_version, window_from, window_to, correction, people
    from ${SHELVES[shelf].runs} order by run_at desc, run_id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

interface LastRun {
  readonly runId: number;
  readonly runAt: string;
  readonly definitionsVersion: string;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly correction: string;
  readonly people: number | null;
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

/** The findings of one run in the order they were given, as JSON text. */
export async function listFindings(
  db: Db,
  runId: number,
  shelf: Shelf = "whole",
): Promise<readonly { readonly findingNo: number; readonly document: string }[]> {
  const { rows } = await sql<{ findingNo: number; document: string }>`
    select finding_no, document::text as document from ${SHELVES[shelf].findings}
    where run_id = ${runId} order by finding_no`.execute(db);
  return rows;
}

/**
 * The programme's finding of every detector in the last two runs that held it, the newest first: a run of a few
 * detectors leaves the others' last answers standing.
 */
export async function listLatestFindings(db: Db, detector: string | null = null, shelf: Shelf = "whole") {
  const { rows } = await sql<LatestFinding>`
    select run_id, run_at, definitions_version, window_from, window_to, place, document from (
      select f.run_id, r.run_at, r.definitions_version, r.window_from, r.window_to, f.document::text as document,
        row_number() over (partition by f.detector order by r.run_at desc, r.run_id desc) as place
      from ${SHELVES[shelf].findings} f join ${SHELVES[shelf].runs} r using (run_id)
      where f.scope = 'programme' and (${detector}::text is null or f.detector = ${detector})
    ) ranked where place <= 2 order by place`.execute(db);
  return rows;
}

export interface LatestFinding {
  readonly runId: number;
  readonly runAt: string;
  readonly definitionsVersion: string;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  /** 1 for the newest, 2 for the one before. */
  readonly place: number;
  readonly document: string;
}

/** How many runs flagged of anything but the programme, by detector and scope. */
export async function countFlagged(db: Db, runIds: readonly number[]) {
  return db
    .selectFrom("findings")
    .select(["runId", "detector", "scope"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("runId", "in", [...runIds, -1])
    .where("scope", "<>", "programme")
    .where("outcome", "=", "flagged")
    .groupBy(["runId", "detector", "scope"])
    .execute();
}

/** Findings of one detector in one run about anything but the programme, the gravest first; at most `limit`. */
export async function listSubjectFindings(
  db: Db,
  { runId, detector, limit }: { readonly runId: number; readonly detector: string; readonly limit: number },
  shelf: Shelf = "whole",
) {
  const { rows } = await sql<{ label: string; document: string }>`
    select coalesce(a.display_name, f.subject) as label, f.document::text as document
    from ${SHELVES[shelf].findings} f left join annotators a on f.scope = 'annotator' and a.source_id = f.subject
    where f.run_id = ${runId} and f.detector = ${detector} and f.scope <> 'programme'
    order by array_position(array['flagged', 'inconclusive', 'clear', 'insufficient'], f.outcome),
      array_position(array['critical', 'high', 'watch'], f.severity), f.finding_no
    limit ${limit}`.execute(db);
  return rows;
}

/** One annotator's own findings in the newest run of each detector, as JSON text. */
export async function listOwnFindings(db: Db, annotatorId: number) {
  const { rows } = await sql<{ runAt: string; document: string }>`
    select distinct on (f.detector) r.run_at, f.document::text as document
    from findings f join audit_runs r using (run_id) join annotators a on a.source_id = f.subject
    where f.scope = 'annotator' and a.annotator_id = ${annotatorId}
    order by f.detector, r.run_at desc, r.run_id desc`.execute(db);
  return rows;
}

/** A figure of the newest run that has it: when it was made and the document; null before the first run. */
export async function findFigure(db: Db, name: string, subject = "") {
  const { rows } = await sql<{
    runId: number;
    runAt: string;
    windowFrom: string;
    windowTo: string;
    document: string;
  }>`
    select g.run_id, r.run_at, r.window_from, r.window_to, g.document::text as document
    from audit_figures g join audit_runs r using (run_id)
    where g.name = ${name} and g.subject = ${subject}
    order by r.run_at desc, r.run_id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Every annotator's part of a figure in one run. */
export async function listFigures(db: Db, runId: number, name: string) {
  const { rows } = await sql<{ subject: string; label: string; document: string }>`
    select g.subject, coalesce(a.display_name, g.subject) as label, g.document::text as document
    from audit_figures g left join annotators a on a.source_id = g.subject
    where g.run_id = ${runId} and g.name = ${name} and g.subject <> '' order by g.subject`.execute(db);
  return rows;
}

/** Every annotator's part of a figure in the newest run that has it, or only some annotators', as JSON text; none before the first. */
export async function listNewestFigures(db: Db, name: string, subjects: readonly string[] | null = null) {
  const { rows } = await sql<{ subject: string; document: string }>`
    select g.subject, g.document::text as document from audit_figures g
    where g.name = ${name} and g.subject <> ''
      and (${subjects === null} or g.subject = any(${subjects === null ? [] : [...subjects]})) and g.run_id = (
      select g.run_id from audit_figures g join audit_runs r using (run_id) where g.name = ${name}
      order by r.run_at desc, r.run_id desc limit 1
    )`.execute(db);
  return rows;
}

/** One subject's outcomes over the runs, the oldest first. */
export async function listFindingHistory(
  db: Db,
  { detector, scope, subject }: FindingKey,
  shelf: Shelf = "whole",
): Promise<readonly PastOutcome[]> {
  const { rows } = await sql<PastOutcome>`
    select f.run_id, r.run_at, r.definitions_version, f.version, f.outcome, f.severity,
      (f.document -> 'effect' ->> 'value')::float8 as value
    from ${SHELVES[shelf].findings} f join ${SHELVES[shelf].runs} r using (run_id)
    where f.detector = ${detector} and f.scope = ${scope} and f.subject = ${subject ?? ""}
    order by r.run_at, f.run_id`.execute(db);
  return rows;
}

export interface PastOutcome extends Pick<StoredFinding, "version" | "outcome" | "severity"> {
  readonly runId: number;
  readonly runAt: string;
  readonly definitionsVersion: string;
  readonly value: number | null;
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
  const state = { status: change.status, changedAt: change.at, changedBy: change.by };
  const keep = async (transaction: Db) => {
    await transaction
      .insertInto("findingStates")
      .values({ ...own, ...state })
      .onConflict((conflict) => conflict.columns(["detector", "scope", "subject"]).doUpdateSet(state))
      .execute();
    await transaction
      .insertInto("findingNotes")
      .values({ ...own, writtenAt: change.at, author: change.by, status: change.status, note: change.note })
      .execute();
  };
  // A viewer's work is in a transaction already.
  await (db.isTransaction ? keep(db) : db.transaction().execute(keep));
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

/** Keeps one detector's parameters, and that they were changed; an empty object goes back to the defaults. */
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
  await db
    .insertInto("detectorSettingChanges")
    .values({ detector, ...values })
    .execute();
}

/** Changes of detectors' parameters, the latest first; `params` is what differed from the defaults after it. */
export async function listDetectorSettingChanges(db: Db, limit: number) {
  const { rows } = await sql<{
    detector: string;
    params: string;
    changedAt: string;
    changedBy: string | null;
  }>`
    select detector, params::text as params, changed_at, changed_by from detector_setting_changes
    order by change_id desc limit ${limit}`.execute(db);
  return rows.map(({ params, ...row }) => ({ ...row, params: JSON.parse(params) as Record<string, number> }));
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
