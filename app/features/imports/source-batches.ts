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
   * the plan's `rowTable`, which is what is counted. A batch has `rows - rejects.length` of those, less the plain rows
   * that went to a sink and come before its records.
   */
  readonly records: readonly ImportRecord[];
  readonly rejects: readonly Reject[];
}

export const BATCH_ROWS = 1_000;

/**
 * Reads pieces of rows into batches: the header skipped, separators left out, repeated context dropped. A fault ends
 * the reading and is the last thing yielded.
 */
export async function* readBatches(
  pieces: AsyncIterable<readonly SourceRow[] | SourceFault>,
  reading: Reading,
): AsyncGenerator<SourceBatch | SourceFault> {
  const batches = newBatchBuilder(reading);
  for await (const piece of pieces) {
    if (isFault(piece)) {
      yield piece;
      return;
    }
    for (const row of piece) batches.add(row);
    if (batches.rows() >= BATCH_ROWS) yield batches.take();
  }
  if (batches.rows() > 0) yield batches.take();
}

/** Makes batches of rows, one after the other. */
export interface BatchBuilder {
  readonly add: (row: SourceRow) => void;
  /** Counts a row that was stored already. */
  readonly countPlain: () => void;
  /** Whether the header, where there is one, has gone by. */
  readonly afterHeader: () => boolean;
  /** Rows in the batch so far. */
  readonly rows: () => number;
  /** Whether the batch holds anything that is still to be stored. */
  readonly holdsMore: () => boolean;
  /** The batch; the next one is begun. */
  readonly take: () => SourceBatch;
}

interface GrowingBatch extends SourceBatch {
  rows: number;
  readonly records: ImportRecord[];
  readonly rejects: Reject[];
}

const emptyBatch = (): GrowingBatch => ({ kind: "batch", rows: 0, records: [], rejects: [] });

export function newBatchBuilder({ plan, read }: Reading): BatchBuilder {
  const isNew = newContext();
  let header = plan.hasHeader;
  let batch = emptyBatch();
  return {
    add(row) {
      if (isSeparator(row.cells)) return;
      if (header) header = false;
      else addRow(batch, read(row), isNew);
    },
    countPlain: () => {
      batch.rows += 1;
    },
    afterHeader: () => !header,
    rows: () => batch.rows,
    holdsMore: () => batch.records.length > 0 || batch.rejects.length > 0,
    take() {
      const taken = batch;
      batch = emptyBatch();
      return taken;
    },
  };
}

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
