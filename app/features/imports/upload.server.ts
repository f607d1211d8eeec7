import busboy from "busboy";
import { PassThrough, Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { Database } from "db/client";
import { refreshMeasures } from "~/features/report/refresh.server";
import { runImport } from "./import.server";
import { type ImportFault, type ImportProgress, type ImportSummary, isImportFault } from "./import-summary";
import { importDone, tellImport } from "./progress.server";
import { type SourceOptions, type StreamInput, openSources } from "./source.server";

/** The largest file that is taken through the browser; the command line takes any. */
export const LARGEST_UPLOAD_BYTES = 5_000_000_000;

type Outcome = ImportSummary | ImportFault;

/**
 * Imports an uploaded file while it arrives: nothing is kept in memory or written aside but for a zip. The form's text
 * fields come before its file.
 */
export function importUpload(database: Database, request: Request, now: () => Date): Promise<Outcome> {
  return withUpload(request, NO_FILE, (input, fields) => importOne(database, input, fields, now));
}

/**
 * What some work makes of the uploaded file of a form while it arrives, given the form's fields before it; `none` where
 * no file was chosen.
 */
export function withUpload<T>(
  request: Request,
  none: T,
  work: (input: StreamInput, fields: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  const fields = new Map<string, string>();
  return new Promise<T>((resolve, reject) => {
    let started = false;
    const parser = busboy({
      headers: { "content-type": request.headers.get("Content-Type") ?? "" },
      limits: { files: 1, fields: 20, fieldSize: 10_000, fileSize: LARGEST_UPLOAD_BYTES },
    });
    parser.on("field", (name, value) => fields.set(name, value.trim()));
    parser.on("file", (_field, file, { filename }) => {
      started = true;
      // A form that is sent without a file has one without a name.
      const name: string | undefined = filename;
      const stream = new PassThrough();
      // What was cut off is not the file that was sent: nothing of it may be kept.
      file.on("limit", () => stream.destroy(new UploadTooLarge()));
      const outcome = name ? work({ name, stream: file.pipe(stream) }, fields) : Promise.resolve(none);
      outcome.then(
        (result) => {
          file.resume();
          resolve(result);
        },
        (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
      );
    });
    parser.on("close", () => {
      if (!started) resolve(none);
    });
    parser.on("error", (error) => reject(error instanceof Error ? error : new Error(String(error))));
    if (!request.body) resolve(none);
    else
      Readable.fromWeb(request.body as WebStream)
        .on("error", reject)
        .pipe(parser);
  });
}

/**
 * Imports the body of a request while it arrives, as {@link importUpload} does a form's file; `name` says what it is
 * packed in.
 */
export function importBody(
  database: Database,
  { body }: Request,
  name: string,
  options: Readonly<Record<string, string | undefined>>,
  now: () => Date,
): Promise<Outcome> {
  if (!body) return Promise.resolve(NO_FILE);
  const given = Object.entries(options).flatMap(([key, value]) => (value ? [[key, value] as const] : []));
  const stream = Readable.fromWeb(body as WebStream).compose(boundBytes) as unknown as Readable;
  return importOne(database, { name, stream }, new Map(given), now);
}

async function* boundBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > LARGEST_UPLOAD_BYTES) throw new UploadTooLarge();
    yield chunk;
  }
}

class UploadTooLarge extends Error {}

const TOO_LARGE: ImportFault = {
  fault: "The file is larger than 5 GB: import it with the command line, or in parts. Nothing of it is kept.",
  file: null,
};

const NO_FILE: ImportFault = { fault: "No file was chosen.", file: null };

async function importOne(
  database: Database,
  input: StreamInput,
  fields: ReadonlyMap<string, string>,
  now: () => Date,
): Promise<Outcome> {
  const sources = openSources([input], sourceOptions(fields));
  const onProgress = (progress: ImportProgress) => tellImport({ kind: "progress", progress });
  const result = await runImport(database, sources, { now, onProgress }).catch((error: unknown) => {
    if (error instanceof UploadTooLarge) return TOO_LARGE;
    throw error;
  });
  if (isImportFault(result)) {
    tellImport({ kind: "failed", reason: result.fault });
    return result;
  }
  await refreshMeasures(database.db, now());
  tellImport(importDone(result));
  return result;
}

/** What the form says of its file: as the options of `evenhand import`. */
export function sourceOptions(fields: ReadonlyMap<string, string>): SourceOptions {
  const named = ["format", "project", "answer", "timeZone", "taskType"]
    .map((name) => [name, fields.get(name)] as const)
    .filter(([, value]) => value);
  const columns = fields.get("columns");
  return {
    ...Object.fromEntries(named),
    ...(columns ? { columns: { name: "columns.json", stream: Readable.from([Buffer.from(columns)]) } } : {}),
  };
}
