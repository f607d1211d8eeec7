import { stringify } from "csv-stringify";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Db } from "db/client";
import { streamLedgerTable } from "db/queries/ledger-export";
import { listTierPolicies } from "db/queries/tiers";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { type TableName, TABLE_NAMES, camelCase, fieldsOf } from "~/domain/ledger";
import { METRICS } from "~/metrics";
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
  const policies = (await listTierPolicies(db)).map(({ policy }) => policy);
  const files = [
    ...(policies.length > 0 ? [["tier_policies.json", policies] as const] : []),
    ["datapackage.json", dataPackage(written)] as const,
    ["definitions.json", { definitions_version: DEFINITIONS_VERSION, metrics: METRICS }] as const,
  ].map(([path, content]) => [path, `${JSON.stringify(content, null, 1)}\n`] as const);
  const texts = [...files, ["README.md", codebook(written)] as const];
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
  const columns = fieldsOf(table).map(([column]) => column);
  const rows = streamLedgerTable(db, table);
  const first = await rows.next();
  if (first.done) return null;
  const hash = createHash("sha256");
  let count = 0;
  const lines = async function* () {
    for (
      let next: IteratorResult<Readonly<Record<string, unknown>>> = first;
      !next.done;
      next = await rows.next()
    ) {
      count += 1;
      const row = next.value;
      yield columns.map((column) => cell(row[camelCase(column)]));
    }
  };
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const aside = join(directory, `.${path}.part`);
  const csv = stringify({ header: true, columns });
  await pipeline(Readable.from(lines()), csv, hashing, createWriteStream(aside));
  await rename(aside, join(directory, path));
  return { path, rows: count, sha256: hash.digest("hex") };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
