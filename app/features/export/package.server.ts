import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { Db } from "db/client";
import { TABLE_NAMES } from "~/domain/ledger";
import { ledgerCsv, type LedgerCsvOptions, policiesText } from "./ledger-csv.server";
import type { Part } from "./package-files";

/** A file of a package: a table that is read once as it is written, or a text. */
export type PackageFile =
  | { readonly path: string; readonly csv: Readable; readonly text?: never }
  | { readonly path: string; readonly text: string; readonly csv?: never };

export interface LedgerFilesOptions extends LedgerCsvOptions {
  /** Told after a table has been written. */
  readonly onTable?: (part: Part) => void;
}

/** The folder cannot be written to; the message says why, in a sentence. */
export class ExportRefused extends Error {
  override readonly name = "ExportRefused";
}

/** The ledger's tables that have rows, and its tier policies. */
export async function* ledgerFiles(db: Db, options: LedgerFilesOptions = {}): AsyncGenerator<PackageFile> {
  for (const table of TABLE_NAMES) {
    const found = await ledgerCsv(db, table, options);
    if (!found) continue;
    const path = `${table}.csv`;
    yield { path, csv: found.csv };
    options.onTable?.({ table, path, rows: found.rows() });
  }
  const policies = await policiesText(db);
  if (policies) yield { path: "tier_policies.json", text: policies.text };
}

/**
 * Writes a package into a new or empty folder, its checksums last; a table is written aside and renamed when whole.
 * Throws {@link ExportRefused} where the folder holds anything already.
 */
export async function writeFolder(files: AsyncIterable<PackageFile>, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0) {
    throw new ExportRefused(`${directory} is not empty: name a new folder, so that nothing is overwritten.`);
  }
  const sums = new Map<string, string>();
  for await (const file of files) {
    const path = join(directory, file.path);
    const hash = hashing();
    const aside = join(directory, `.${file.path}.part`);
    await pipeline(
      file.csv ?? Readable.from([Buffer.from(file.text)]),
      hash.through,
      createWriteStream(aside),
    );
    await rename(aside, path);
    sums.set(file.path, hash.sum());
  }
  await writeFile(join(directory, "SHA256SUMS"), sumsText(sums));
}

/** A package as a zip, piece by piece while it is read. */
export function zipped(files: AsyncIterable<PackageFile>): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  const add = async () => {
    const sums = new Map<string, string>();
    for await (const file of files) {
      const hash = hashing();
      const written = pipeline(file.csv ?? Readable.from([Buffer.from(file.text)]), hash.through);
      zip.addReadStream(hash.through, file.path, { mtime: EPOCH });
      await written;
      sums.set(file.path, hash.sum());
    }
    zip.addBuffer(Buffer.from(sumsText(sums)), "SHA256SUMS", { mtime: EPOCH });
    zip.end();
  };
  add().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

/** The same content gives the same bytes, whenever it is taken. */
const EPOCH = new Date("1980-01-01T00:00:00Z");

function hashing(): { readonly through: Transform; readonly sum: () => string } {
  const hash = createHash("sha256");
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, sum: () => hash.digest("hex") };
}

const sumsText = (sums: ReadonlyMap<string, string>): string =>
  [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join("");
