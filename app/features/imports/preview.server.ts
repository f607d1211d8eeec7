import type { PlannedColumn } from "~/domain/importer";
import { ROLES } from "~/importers/parse/columns-mapping";
import type { ImportFault, RejectedRow } from "./import-summary";
import { type OpenedSource, type SourceFault, type StreamInput, isFault, openSources } from "./source.server";
import { sourceOptions, withUpload } from "./upload.server";

const SHOWN_ROWS = 8;
const READ_ROWS = 1_000;
const SHOWN_REJECTS = 10;
const SHOWN_FILES = 20;

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
  const files: FilePreview[] = [];
  const partial = fields.get("partial") === "1";
  for await (const source of openSources([input], sourceOptions(fields))) {
    if (isFault(source)) return faultOf(source);
    const file = await previewFile(source, partial);
    if ("fault" in file) return file;
    files.push(file);
    if (files.length === SHOWN_FILES) break;
  }
  return { files, roles: ROLES };
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
    ...{ columns, hasHeader, isDocuments, notes, tried, refused, rejects },
    rows: source.preview.slice(from, from + SHOWN_ROWS),
  };
}

const faultOf = ({ path, reason }: SourceFault): ImportFault => ({ fault: reason, file: path });
