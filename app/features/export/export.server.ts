import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Db } from "db/client";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { type TableName, TABLE_NAMES } from "~/domain/ledger";
import { METRICS } from "~/metrics";
import { ledgerCsv, policiesText } from "./ledger-csv.server";
import { codebook, dataPackage } from "./package-files";

export interface ExportSummary {
  readonly tables: number;
  readonly rows: number;
}

/** The folder cannot be written to; the message says why, in a sentence. */
export class ExportRefused extends Error {
  override readonly name = "ExportRefused";
}

interface WrittenFile {
  readonly path: string;
  readonly rows: number;
  readonly sha256: string;
}

/**
 * Writes the ledger as a Frictionless data package: a CSV file for each table that has rows, the tier policies, the
 * package's description, a codebook, the definitions and checksums. The same ledger gives the same bytes. Throws
 * {@link ExportRefused} where the folder holds anything already.
 */
export async function exportLedger(db: Db, directory: string): Promise<ExportSummary> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0) {
    throw new ExportRefused(`${directory} is not empty: name a new folder, so that nothing is overwritten.`);
  }
  return (
    db
      .transaction()
      // One instant for all files, whatever is imported meanwhile.
      .setIsolationLevel("repeatable read")
      .execute((transaction) => writePackage(transaction, directory))
  );
}

async function writePackage(db: Db, directory: string): Promise<ExportSummary> {
  const written: (WrittenFile & { readonly table: TableName })[] = [];
  for (const table of TABLE_NAMES) {
    const file = await writeTable(db, directory, table);
    if (file) written.push({ table, ...file });
  }
  const policies = await policiesText(db);
  const files = [
    ["datapackage.json", dataPackage(written)] as const,
    ["definitions.json", { definitions_version: DEFINITIONS_VERSION, metrics: METRICS }] as const,
  ].map(([path, content]) => [path, `${JSON.stringify(content, null, 1)}\n`] as const);
  const texts = [
    ...(policies ? [["tier_policies.json", policies.text] as const] : []),
    ...files,
    ["README.md", codebook(written)] as const,
  ];
  const sums = [...written.map(({ path, sha256 }) => [path, sha256] as const)];
  for (const [path, text] of texts) {
    await writeFile(join(directory, path), text);
    sums.push([path, createHash("sha256").update(text).digest("hex")]);
  }
  const lines = sums.sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sha256]) => `${sha256}  ${path}\n`);
  await writeFile(join(directory, "SHA256SUMS"), lines.join(""));
  return { tables: written.length, rows: written.reduce((sum, { rows }) => sum + rows, 0) };
}

/** Written aside and renamed when whole; null where the table has no rows. */
async function writeTable(db: Db, directory: string, table: TableName): Promise<WrittenFile | null> {
  const path = `${table}.csv`;
  const found = await ledgerCsv(db, table);
  if (!found) return null;
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const aside = join(directory, `.${path}.part`);
  await pipeline(found.csv, hashing, createWriteStream(aside));
  await rename(aside, join(directory, path));
  return { path, rows: found.rows(), sha256: hash.digest("hex") };
}
