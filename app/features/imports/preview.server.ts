import { Readable } from "node:stream";
import type { PlannedColumn } from "~/domain/importer";
import { ROLES } from "~/importers/parse/columns-mapping";
import type { ImportFault, RejectedRow } from "./import-summary";
import { type OpenedSource, type SourceFault, type StreamInput, isFault, openSources } from "./source.server";
import { sourceOptions, withUpload } from "./upload.server";

const SHOWN_ROWS = 8;
const READ_ROWS = 1_000;
const SHOWN_REJECTS = 10;
const SHOWN_FILES = 20;
const MOST_BYTES = 4_000_000;

/** One file of an upload before it is imported. */
export interface FilePreview {
  readonly path: string;
  readonly format: string;
  readonly label: string;
  /** What each column is taken for. */
  readonly columns: readonly PlannedColumn[];
  readonly hasHeader: boolean;
  /** Documents (JSON Lines) have named members and no columns to count. */
  readonly isDocuments: boolean;
  /** The first rows as they stand, without the header. */
  readonly rows: ReadonlyArray<readonly string[]>;
  readonly notes: readonly string[];
  /** Why it cannot be imported as it is: what has to be said of its columns first. */
  readonly lacking: string | null;
  /** Rows that were tried, and how many of them would be refused. */
  readonly tried: number;
  readonly refused: number;
  readonly rejects: readonly RejectedRow[];
}

export interface UploadPreview {
  readonly files: readonly FilePreview[];
  /** The values that a column can be taken for. */
  readonly roles: readonly string[];
}

const NO_FILE: ImportFault = { fault: "No file was chosen.", file: null };

/**
 * What an upload would be taken for, from the first 1,000 rows of each of its files, read by what imports them; nothing
 * is written. The browser may send only the beginning of a long file and says so (`partial`): that it then ends in the
 * middle is no fault of it.
 */
export const previewUpload = (request: Request): Promise<UploadPreview | ImportFault> =>
  withUpload<UploadPreview | ImportFault>(request, NO_FILE, previewOf);

async function previewOf(
  input: StreamInput,
  fields: ReadonlyMap<string, string>,
): Promise<UploadPreview | ImportFault> {
  // An archive has its contents at the end, and is read as it comes.
  if (input.name.toLowerCase().endsWith(".zip")) return previewSources(input, fields, false);
  const { bytes, whole } = await beginningOf(input.stream);
  const again = (): StreamInput => ({ name: input.name, stream: Readable.from([bytes]) });
  const partial = !whole || fields.get("partial") === "1";
  const preview = await previewSources(again(), fields, partial);
  if (!("fault" in preview) || !mayBeTable(fields)) return preview;
  return (await unmapped(again(), fields, preview.fault)) ?? preview;
}

async function previewSources(
  input: StreamInput,
  fields: ReadonlyMap<string, string>,
  partial: boolean,
): Promise<UploadPreview | ImportFault> {
  const files: FilePreview[] = [];
  for await (const source of openSources([input], sourceOptions(fields))) {
    if (isFault(source)) return faultOf(source);
    const file = await previewFile(source, partial);
    if ("fault" in file) return file;
    files.push(file);
    if (files.length === SHOWN_FILES) break;
  }
  return { files, roles: ROLES };
}

const mayBeTable = (fields: ReadonlyMap<string, string>): boolean =>
  ["auto", "columns", ""].includes(fields.get("format") ?? "");

/**
 * A table whose columns could not be guessed, or are not yet said in full: its rows as they stand, each column taken for
 * what the mapping says so far. Undefined for what is no table at all.
 */
async function unmapped(
  input: StreamInput,
  fields: ReadonlyMap<string, string>,
  lacking: string,
): Promise<UploadPreview | undefined> {
  const said = mappingIn(fields.get("columns"));
  // Every table has a first column: taken for everything, it opens one whose columns nobody knows.
  const anyTable = JSON.stringify({ annotator_id: 1, item_id: 1, answer: 1, header: true });
  const options = sourceOptions(
    new Map([...fields, ["columns", anyTable], ["format", "columns"], ["answer", ""]]),
  );
  for await (const source of openSources([input], options)) {
    if (isFault(source)) return undefined;
    const [names = [], ...rows] = source.preview;
    if (names.length < 2) return undefined;
    const file: FilePreview = {
      ...{ path: source.path, format: "columns", label: source.label, lacking },
      columns: names.map((column, index) => {
        const role = said.get(index + 1);
        return { column, as: null, ...(role === undefined ? {} : { role }) };
      }),
      ...{ hasHeader: true, isDocuments: false, rows: rows.slice(0, SHOWN_ROWS), notes: [] },
      ...{ tried: 0, refused: 0, rejects: [] },
    };
    return { files: [file], roles: ROLES };
  }
  return undefined;
}

/** What each column's number is taken for so far. */
function mappingIn(text: string | undefined): ReadonlyMap<number, string> {
  const said = new Map<number, string>();
  try {
    const mapping = JSON.parse(text || "{}") as Readonly<Record<string, unknown>>;
    for (const [role, columns] of Object.entries(mapping)) {
      for (const column of [columns].flat()) if (typeof column === "number") said.set(column, role);
    }
  } catch {
    // The fault that is shown beside the rows says so already.
  }
  return said;
}

/** As much of a file as a preview looks at. */
async function beginningOf(stream: AsyncIterable<Uint8Array>): Promise<{ bytes: Buffer; whole: boolean }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length >= MOST_BYTES) return { bytes: Buffer.concat(pieces), whole: false };
  }
  return { bytes: Buffer.concat(pieces), whole: true };
}

async function previewFile(source: OpenedSource, partial: boolean): Promise<FilePreview | ImportFault> {
  const { columns, hasHeader, notes } = source.plan;
  const rejects: RejectedRow[] = [];
  let tried = 0;
  let refused = 0;
  for await (const batch of source.records()) {
    if (isFault(batch)) {
      if (partial && tried > 0) break;
      return faultOf(batch);
    }
    tried += batch.rows;
    refused += batch.rejects.length;
    for (const { line, column, reason } of batch.rejects) {
      if (rejects.length < SHOWN_REJECTS) rejects.push({ file: source.path, line, column, reason });
    }
    if (tried >= READ_ROWS) break;
  }
  const isDocuments = source.preview.every((row) => row.length === 1) && columns.length > 1;
  const from = hasHeader ? 1 : 0;
  return {
    ...{ path: source.path, format: source.format, label: source.label },
    ...{ columns, hasHeader, isDocuments, notes, tried, refused, rejects, lacking: null },
    rows: source.preview.slice(from, from + SHOWN_ROWS),
  };
}

const faultOf = ({ path, reason }: SourceFault): ImportFault => ({ fault: reason, file: path });
