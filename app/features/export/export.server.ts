import type { Db } from "db/client";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { tellRuns } from "~/features/patterns/told-runs.server";
import { METRICS } from "~/metrics";
import { bundleFiles, type BundleOptions } from "./bundle.server";
import { codebook, dataPackage, type Part } from "./package-files";
import { ledgerFiles, type PackageFile, writeFolder } from "./package.server";

export { ExportRefused } from "./package.server";

export interface ExportSummary {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes the ledger as a Frictionless data package: a CSV file for each table that has rows, the tier policies, the
 * package's description, a codebook, the definitions and checksums. The same ledger gives the same bytes. Throws
 * {@link ExportRefused} where the folder holds anything already.
 */
export function exportLedger(db: Db, directory: string, begin?: Begin): Promise<ExportSummary> {
  return exportTo(db, directory, wholeLedger, begin);
}

/** As {@link exportLedger}, as researchers may have it: see {@link bundleFiles}. */
export async function exportBundle(
  db: Db,
  directory: string,
  options: BundleOptions,
  begin?: Begin,
): Promise<ExportSummary> {
  await tellRuns(db);
  const files: Files = (transaction, onTable) => bundleFiles(transaction, options, onTable);
  return exportTo(db, directory, files, begin);
}

/** Done before the first file is written, and only where one will be: an export that is interrupted leaves files. */
type Begin = () => Promise<void>;

type Files = (db: Db, onTable: (part: Part) => void) => AsyncIterable<PackageFile>;

async function exportTo(db: Db, directory: string, files: Files, begin?: Begin): Promise<ExportSummary> {
  const parts: Part[] = [];
  await db
    .transaction()
    // One instant for all files, whatever is imported meanwhile.
    .setIsolationLevel("repeatable read")
    .execute((transaction) =>
      writeFolder(
        begun(
          files(transaction, (part) => parts.push(part)),
          begin,
        ),
        directory,
      ),
    );
  return { tables: parts.length, rows: parts.reduce((sum, { rows }) => sum + rows, 0) };
}

async function* begun<T>(files: AsyncIterable<T>, begin?: Begin): AsyncGenerator<T> {
  await begin?.();
  yield* files;
}

async function* wholeLedger(db: Db, onTable: (part: Part) => void): AsyncGenerator<PackageFile> {
  const parts: Part[] = [];
  yield* ledgerFiles(db, {
    onTable: (part) => {
      parts.push(part);
      onTable(part);
    },
  });
  const texts = [
    ["datapackage.json", dataPackage(parts)] as const,
    ["definitions.json", { definitions_version: DEFINITIONS_VERSION, metrics: METRICS }] as const,
  ];
  for (const [path, content] of texts) yield { path, text: `${JSON.stringify(content, null, 1)}\n` };
  yield { path: "README.md", text: codebook(parts) };
}
