import type { ImportRecord, Reading, Reject, SourceRow } from "~/domain/importer";
import { newContext } from "./source-context";
import { isFault, type SourceFault } from "./source-fault";

/** A piece of a source's rows, read and sorted into records and rejects. */
export interface SourceBatch {
  readonly kind: "batch";
  /** Rows of the source in this piece: accepted and refused, separators not counted. */
  readonly rows: number;
  /**
   * In the order of the rows: context records that were not seen lately, and for every accepted row one record of
   * the plan's `rowTable`, which is what is counted. A batch has `rows - rejects.length` of those.
   */
  readonly records: readonly ImportRecord[];
  readonly rejects: readonly Reject[];
}

const BATCH_ROWS = 1_000;

/**
 * Reads pieces of rows into batches: the header skipped, separators left out, repeated context dropped. A fault ends
 * the reading and is the last thing yielded.
 */
export async function* readBatches(
  pieces: AsyncIterable<readonly SourceRow[] | SourceFault>,
  { plan, read }: Reading,
): AsyncGenerator<SourceBatch | SourceFault> {
  const isNew = newContext();
  let header = plan.hasHeader;
  let batch = emptyBatch();
  for await (const piece of pieces) {
    if (isFault(piece)) {
      yield piece;
      return;
    }
    for (const row of piece) {
      if (isSeparator(row.cells)) continue;
      if (header) header = false;
      else addRow(batch, read(row), isNew);
    }
    if (batch.rows >= BATCH_ROWS) {
      yield batch;
      batch = emptyBatch();
    }
  }
  if (batch.rows > 0) yield batch;
}

interface GrowingBatch extends SourceBatch {
  rows: number;
  readonly records: ImportRecord[];
  readonly rejects: Reject[];
}

const emptyBatch = (): GrowingBatch => ({ kind: "batch", rows: 0, records: [], rejects: [] });

function addRow(
  batch: GrowingBatch,
  result: ReturnType<Reading["read"]>,
  isNew: (record: ImportRecord) => boolean,
): void {
  if (result === null) return;
  batch.rows += 1;
  if ("kind" in result) {
    batch.rejects.push(result);
    return;
  }
  const own = result.length - 1;
  for (let index = 0; index <= own; index += 1) {
    const record = result[index];
    if (record !== undefined && (index === own || isNew(record))) batch.records.push(record);
  }
}

/** Whether a row only separates others: Toloka writes rows of nothing but tabs between task suites. */
export function isSeparator(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== "") return false;
  return true;
}
