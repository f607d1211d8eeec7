import type { Db } from "db/client";
import { findImportRow, listImportRows } from "db/queries/imports";
import { listRejectRows } from "db/queries/rejects";
import type { FileCounts, ImportRecord, RejectedRow } from "./import-summary";

/** What came in, latest first. */
export async function listImports(db: Db): Promise<readonly ImportRecord[]> {
  return (await listImportRows(db)).map(importRecord);
}

export async function findImport(db: Db, importId: number): Promise<ImportRecord | undefined> {
  const row = await findImportRow(db, importId);
  return row && importRecord(row);
}

/** The rows that an import refused, in the order of its files. */
export async function listRejects(
  db: Db,
  importId: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<ReadonlyArray<RejectedRow & { readonly raw: string | null }>> {
  const rows = await listRejectRows(db, importId, page);
  return rows.map(({ columnName, ...row }) => ({ ...row, column: columnName }));
}

type Row = Awaited<ReturnType<typeof listImportRows>>[number];

const importRecord = (row: Row): ImportRecord => ({
  importId: row.importId,
  format: row.format,
  status: row.status,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  undoneAt: row.undoneAt,
  files: row.files as readonly FileCounts[],
  rows: row.rowCount,
  imported: row.importedCount,
  unchanged: row.unchangedCount,
  updated: row.updatedCount,
  rejected: row.rejectedCount,
  annotators: row.annotatorCount,
  items: row.itemCount,
  projects: row.projectCount,
  firstAt: row.firstAt,
  lastAt: row.lastAt,
  failure: row.failure,
});
