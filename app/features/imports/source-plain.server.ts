import type { PlainRows, Reading } from "~/domain/importer";
import { delimitedSplitter, MAX_ROW_LENGTH, tooLong } from "~/importers/parse/delimited";
import { newRowBytes, scanRow } from "~/importers/parse/delimited-bytes";
import type { ByteSource } from "./source-bytes.server";
import { type BatchBuilder, BATCH_ROWS, type SourceBatch, newBatchBuilder } from "./source-batches";
import { fault, isFault, type SourceFault } from "./source-fault";
import { utf8Of } from "./source-text.server";

/** Takes plain rows as they are read; see `PlainRows`. A promise is to be waited for before the next row. */
export type PlainSink = (
  bytes: Uint8Array,
  bounds: Int32Array,
  values: Float64Array,
) => Promise<void> | undefined;

/**
 * Reads a delimited source by its bytes: plain rows go to the sink at once, all others as text through the importer
 * and into batches. A batch is yielded before a plain row that follows its rows, so that whoever stores them keeps
 * the order. Where the rows begin and end, and on which lines, is what `rowsOf` and `readBatches` find.
 */
export async function* readPlainBatches(
  source: ByteSource,
  delimiter: string,
  reading: Reading & { readonly plain: PlainRows },
  sink: PlainSink,
  onRead: (bytes: number) => void,
): AsyncGenerator<SourceBatch | SourceFault> {
  const { plain } = reading;
  const separator = delimiter.charCodeAt(0);
  const row = newRowBytes(plain.width);
  const values = new Float64Array(plain.cells.length);
  const batches = newBatchBuilder(reading);
  const held = newHeldBytes();
  let line = 1;

  const readRest = async function* (bytes: Buffer, atEnd: boolean) {
    let at = 0;
    while (at < bytes.length) {
      const next = scanRow(bytes, at, separator, atEnd, row);
      if (next === -1) break;
      if (
        row.isPlain &&
        row.cells === plain.width &&
        batches.afterHeader() &&
        plain.read(bytes, row.bounds, values)
      ) {
        if (batches.holdsMore()) yield batches.take();
        const sent = sink(bytes, row.bounds, values);
        if (sent) await sent;
        batches.countPlain();
      } else addText(batches, bytes.toString("utf8", at, next), delimiter, line);
      line += row.lines;
      at = next;
      if (batches.rows() >= BATCH_ROWS) yield batches.take();
    }
    held.keep(bytes.subarray(at));
  };

  for await (const piece of utf8Of(source.path, source.bytes(onRead))) {
    if (isFault(piece)) {
      yield piece;
      return;
    }
    const bytes = held.add(piece);
    if (!bytes) continue;
    yield* readRest(bytes, false);
    if (held.isTooLong()) {
      yield fault(source.path, tooLong(line));
      return;
    }
  }
  yield* readRest(held.all(), true);
  // Only a quoted cell that is never closed leaves anything; the other splitter has the sentence for it.
  const open = held.all().toString("utf8");
  const unclosed = open === "" ? undefined : endOf(open, delimiter, line).fault;
  if (unclosed !== undefined) yield fault(source.path, unclosed);
  else if (batches.rows() > 0) yield batches.take();
}

function addText(batches: BatchBuilder, text: string, delimiter: string, line: number): void {
  const splitter = delimitedSplitter(delimiter, Infinity, line);
  for (const row of splitter.push(text).rows) batches.add(row);
  for (const row of splitter.end().rows) batches.add(row);
}

function endOf(text: string, delimiter: string, line: number) {
  const splitter = delimitedSplitter(delimiter, Infinity, line);
  splitter.push(text);
  return splitter.end();
}

/** The beginning of a row that has not ended yet; looked at again when it has doubled, so that it costs linear time. */
function newHeldBytes() {
  let pieces: Buffer[] = [];
  let length = 0;
  let retryAt = 0;
  const all = () => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces));
  return {
    add(piece: Buffer): Buffer | undefined {
      pieces.push(piece);
      length += piece.length;
      return length < retryAt ? undefined : all();
    },
    keep(rest: Buffer): void {
      pieces = rest.length > 0 ? [rest] : [];
      length = rest.length;
      retryAt = length > MAX_ROW_LENGTH ? 1.25 * length : Math.min(2 * length, MAX_ROW_LENGTH + 1);
    },
    all,
    /** By characters, which are never more than bytes. */
    isTooLong: () => length > MAX_ROW_LENGTH && all().toString("utf8").length > MAX_ROW_LENGTH,
  };
}
