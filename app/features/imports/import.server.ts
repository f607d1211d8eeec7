import type { Database, Session } from "db/client";
import {
  insertImport,
  listAbandonedImports,
  releaseImport,
  setImportDone,
  setImportFailed,
} from "db/queries/imports";
import { type TableOutcome, mergeStaging } from "db/queries/merge";
import { deleteRejects } from "db/queries/rejects";
import { dropStaging } from "db/queries/staging";
import type { RecordTable } from "~/domain/importer";
import { type Stager, newStager } from "./import-staging.server";
import type { FileCounts, ImportFault, ImportOptions, ImportSummary, RejectedRow } from "./import-summary";
import { type OpenedSource, type SourceFault, isFault } from "./source.server";

type Sources = AsyncIterable<OpenedSource | SourceFault>;

const SHOWN_REJECTS = 1_000;
const PROGRESS_EVERY_MS = 200;

/**
 * Reads sources into staging and merges them in one transaction: all of an import is there, or nothing. What cannot
 * be read at all is returned as a fault; a failure of the database is thrown, and the import marked failed.
 */
export async function runImport(
  database: Database,
  sources: Sources,
  options: ImportOptions,
): Promise<ImportSummary | ImportFault> {
  await recoverImports(database, options.now());
  const under: { importId: number | null } = { importId: null };
  try {
    return await database.session((session) => importSources(session, sources, options, under));
  } catch (error) {
    if (under.importId !== null) await giveUp(database, under.importId, INTERRUPTED, options.now());
    throw error;
  }
}

const INTERRUPTED = "The import was interrupted. Nothing of it is kept; import the same files again.";

/** Imports that a killed program left behind: marked failed, what they staged is dropped. For the start of a program. */
export async function recoverImports(database: Database, now: Date): Promise<void> {
  for (const importId of await listAbandonedImports(database.db)) {
    await giveUp(database, importId, INTERRUPTED, now);
  }
}

async function giveUp({ db }: Pick<Database, "db">, importId: number, failure: string, now: Date) {
  await setImportFailed(db, importId, failure, now);
  await deleteRejects(db, importId);
  await dropStaging(db, importId);
}

interface ReadFile {
  readonly path: string;
  readonly rowTable: RecordTable;
  rows: number;
  rejected: number;
}

interface Reading {
  readonly files: ReadFile[];
  readonly formats: Set<string>;
  readonly rejects: RejectedRow[];
}

async function importSources(
  session: Session,
  sources: Sources,
  options: ImportOptions,
  under: { importId: number | null },
): Promise<ImportSummary | ImportFault> {
  const startedAt = options.now();
  const reading: Reading = { files: [], formats: new Set(), rejects: [] };
  let stager: Stager | undefined;
  for await (const source of sources) {
    if (isFault(source)) return refuse(session, source, under, options);
    under.importId ??= await insertImport(session.db, source.format, startedAt);
    stager ??= newStager(session, under.importId);
    const fault = await readSource(source, stager, reading, under.importId, options);
    if (fault) return refuse(session, fault, under, options);
  }
  if (!stager || under.importId === null) return { fault: "There is nothing to import.", file: null };
  const staged = await stager.finish();
  const { importId } = under;
  tellProgress(options, importId, reading, "merging", null);
  return mergeRead(session, importId, staged, reading, startedAt, options);
}

async function refuse(
  session: Session,
  { reason, path }: SourceFault,
  { importId }: { importId: number | null },
  options: ImportOptions,
): Promise<ImportFault> {
  if (importId !== null) {
    await giveUp(session, importId, reason, options.now());
    await releaseImport(session.db, importId);
  }
  return { fault: reason, file: path };
}

async function readSource(
  source: OpenedSource,
  stager: Stager,
  reading: Reading,
  importId: number,
  options: ImportOptions,
): Promise<SourceFault | undefined> {
  const { path, plan, format } = source;
  const file: ReadFile = { path, rowTable: plan.rowTable, rows: 0, rejected: 0 };
  const fileNo = reading.files.push(file) - 1;
  reading.formats.add(format);
  let told = 0;
  for await (const batch of source.records((plain) => stager.openPlain(plan.rowTable, plain, fileNo))) {
    if (isFault(batch)) return batch;
    for (const record of batch.records) {
      const sent = stager.addRecord(record, fileNo, record.table === plan.rowTable);
      if (sent) await sent;
    }
    for (const reject of batch.rejects) {
      const sent = stager.addReject(reject, path);
      if (sent) await sent;
      const { line, column, reason } = reject;
      if (reading.rejects.length < SHOWN_REJECTS) reading.rejects.push({ file: path, line, column, reason });
    }
    file.rows += batch.rows;
    file.rejected += batch.rejects.length;
    const now = options.now().getTime();
    if (now - told >= PROGRESS_EVERY_MS) tellProgress(options, importId, reading, "reading", source);
    if (now - told >= PROGRESS_EVERY_MS) told = now;
  }
  return undefined;
}

function tellProgress(
  { onProgress }: ImportOptions,
  importId: number,
  { files }: Reading,
  step: "reading" | "merging",
  source: OpenedSource | null,
): void {
  onProgress?.({
    importId,
    step,
    file: source?.path ?? null,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    rejected: files.reduce((sum, { rejected }) => sum + rejected, 0),
    bytesRead: source?.bytesRead() ?? null,
    bytes: source?.size ?? null,
  });
}

async function mergeRead(
  session: Session,
  importId: number,
  staged: readonly RecordTable[],
  reading: Reading,
  startedAt: Date,
  { now }: ImportOptions,
): Promise<ImportSummary> {
  const format = [...reading.formats].join(", ");
  const summary = await session.db.transaction().execute(async (transaction) => {
    const { mergeNo, tables, extent } = await mergeStaging(transaction, importId, staged);
    const files = reading.files.map((file, fileNo) => fileCounts(file, fileNo, tables));
    const counts = { rows: 0, imported: 0, unchanged: 0, updated: 0, rejected: 0 };
    for (const file of files) {
      for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += file[name];
    }
    const finishedAt = now();
    await setImportDone(
      transaction,
      {
        importId,
        format,
        mergeNo,
        files,
        rowCount: counts.rows,
        importedCount: counts.imported,
        unchangedCount: counts.unchanged,
        updatedCount: counts.updated,
        rejectedCount: counts.rejected,
        annotatorCount: extent.annotators,
        itemCount: extent.items,
        projectCount: extent.projects,
        firstAt: extent.firstAt,
        lastAt: extent.lastAt,
      },
      finishedAt,
    );
    return { files, ...counts, ...extent, seconds: (finishedAt.getTime() - startedAt.getTime()) / 1_000 };
  });
  await releaseImport(session.db, importId);
  const rejectsTruncated = summary.rejected > reading.rejects.length;
  return { importId, format, ...summary, rejects: reading.rejects, rejectsTruncated };
}

/** Every accepted row that was neither new nor newer was there already. */
function fileCounts(file: ReadFile, fileNo: number, tables: readonly TableOutcome[]): FileCounts {
  const { path, rows, rejected, rowTable } = file;
  const outcome = tables.find(({ table }) => table === rowTable)?.files.find((one) => one.fileNo === fileNo);
  const imported = outcome?.imported ?? 0;
  const updated = outcome?.updated ?? 0;
  return { path, rows, imported, unchanged: rows - rejected - imported - updated, updated, rejected };
}
