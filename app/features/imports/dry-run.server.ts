import type { PlannedColumn } from "~/domain/importer";
import type { ImportFault, RejectedRow } from "./import-summary";
import { type OpenedSource, type SourceFault, isFault } from "./source.server";

/** What a file was taken for, and what of it would be refused. */
export interface FileReading {
  readonly path: string;
  readonly format: string;
  readonly rows: number;
  readonly rejected: number;
  readonly rejects: readonly RejectedRow[];
  readonly columns: readonly PlannedColumn[];
  readonly notes: readonly string[];
}

export interface DryRun {
  readonly files: readonly FileReading[];
  readonly text: string;
}

const KEPT_REJECTS = 1_000;

/** Reads everything and writes nothing. */
export async function importReading(
  sources: AsyncIterable<OpenedSource | SourceFault>,
): Promise<DryRun | ImportFault> {
  const files: FileReading[] = [];
  for await (const source of sources) {
    if (isFault(source)) return { fault: source.reason, file: source.path };
    const reading = await readThrough(source);
    if ("fault" in reading) return reading;
    files.push(reading);
  }
  return { files, text: files.map(readingText).join("\n") };
}

async function readThrough(source: OpenedSource): Promise<FileReading | ImportFault> {
  const rejects: RejectedRow[] = [];
  let rows = 0;
  let rejected = 0;
  for await (const batch of source.records()) {
    if (isFault(batch)) return { fault: batch.reason, file: batch.path };
    rows += batch.rows;
    rejected += batch.rejects.length;
    for (const { line, column, reason } of batch.rejects) {
      if (rejects.length < KEPT_REJECTS) rejects.push({ file: source.path, line, column, reason });
    }
  }
  const { columns, notes } = source.plan;
  return { path: source.path, format: source.format, rows, rejected, rejects, columns, notes };
}

function readingText({ path, format, rows, rejected, rejects, columns, notes }: FileReading): string {
  const lines = [
    `${path}: ${format}, ${rows} rows, ${rejected} would be refused`,
    ...columns.map(
      ({ column, as, note }) => `  ${column} -> ${as ?? "not imported"}${note ? ` (${note})` : ""}`,
    ),
    ...notes.map((note) => `  note: ${note}`),
    ...rejects
      .slice(0, 10)
      .map(({ line, column, reason }) => `  line ${line}${column ? ` ${column}` : ""}: ${reason}`),
  ];
  return `${lines.join("\n")}\n`;
}
