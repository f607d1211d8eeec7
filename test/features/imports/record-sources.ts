import type { Database } from "db/client";
import type { ImportRecord, RecordTable } from "~/domain/importer";
import { runImport } from "~/features/imports/import.server";
import { type ImportSummary, isImportFault } from "~/features/imports/import-summary";
import type { OpenedSource } from "~/features/imports/source.server";

/** A file as an importer reads it: for every row the records it mentions in passing, and last its own. */
export interface RecordFile {
  readonly table: RecordTable;
  readonly rows: ReadonlyArray<readonly ImportRecord[]>;
}

export function recordSource({ table, rows }: RecordFile, path: string): OpenedSource {
  return {
    kind: "source",
    path,
    format: "ledger",
    label: "Records",
    role: "records",
    plan: { rowTable: table, hasHeader: true, columns: [], notes: [] },
    preview: [],
    size: null,
    bytesRead: () => 0,
    async *records() {
      yield await Promise.resolve({
        kind: "batch" as const,
        rows: rows.length,
        records: rows.flat(),
        rejects: [],
      });
    },
  };
}

export async function* recordSources(files: readonly RecordFile[]): AsyncGenerator<OpenedSource> {
  for (const [index, file] of files.entries())
    yield await Promise.resolve(recordSource(file, `file-${index}`));
}

/** Imports files of records and fails when they cannot be. */
export async function importRecords(
  database: Database,
  files: readonly RecordFile[],
): Promise<ImportSummary> {
  const result = await runImport(database, recordSources(files), {
    now: () => new Date("2026-03-01T00:00:00Z"),
  });
  if (isImportFault(result)) throw new Error(result.fault);
  return result;
}
