import type { SourceHead, SourceRow } from "~/domain/importer";
import { delimitedSplitter, type Splitter } from "~/importers/parse/delimited";
import { arraySplitter, lineSplitter } from "~/importers/parse/documents";
import type { ByteSource } from "./source-bytes.server";
import { isSeparator } from "./source-batches";
import { fault, isFault, type SourceFault } from "./source-fault";
import { guessDelimiter } from "./source-delimiter";
import { textOf } from "./source-text.server";

/** How a source's text falls into rows. */
export type Layout =
  | { readonly shape: "table"; readonly delimiter: string }
  | { readonly shape: "documents"; readonly split: "lines" | "array" };

const HEAD_ROWS = 1_000;
const HEAD_LENGTH = 1_000_000;
const GUESS_LENGTH = 64_000;

/** A source's layout and first rows, read without keeping the rest. */
export async function readHead(
  source: ByteSource,
  delimiter: string | undefined,
): Promise<{ layout: Layout; head: SourceHead } | SourceFault> {
  let sample = "";
  const text = textOf(source.path, source.bytes());
  const pieces: string[] = [];
  for await (const piece of text) {
    if (isFault(piece)) return piece;
    pieces.push(piece);
    sample += piece;
    if (sample.length >= HEAD_LENGTH) break;
  }
  if (sample.trim() === "") return fault(source.path, "The file is empty.");
  const whole = sample.length < HEAD_LENGTH;
  const layout = layoutOf(sample.slice(0, GUESS_LENGTH), delimiter);
  if (typeof layout === "string") return fault(source.path, layout);
  const rows = firstRows(splitterOf(layout), pieces, whole);
  if (typeof rows === "string") return fault(source.path, rows);
  const shown = layout.shape === "table" ? layout.delimiter : "";
  return { layout, head: { shape: layout.shape, name: source.name, delimiter: shown, rows } };
}

/** Every row of a source, in pieces as they are read; ends with a fault when it cannot be read to its end. */
export async function* rowsOf(
  source: ByteSource,
  layout: Layout,
  onRead: (bytes: number) => void,
): AsyncGenerator<readonly SourceRow[] | SourceFault> {
  const splitter = splitterOf(layout);
  for await (const piece of textOf(source.path, source.bytes(onRead))) {
    if (isFault(piece)) {
      yield piece;
      return;
    }
    const split = splitter.push(piece);
    if (split.rows.length > 0) yield split.rows;
    if (split.fault !== undefined) {
      yield fault(source.path, split.fault);
      return;
    }
  }
  const last = splitter.end();
  if (last.rows.length > 0) yield last.rows;
  if (last.fault !== undefined) yield fault(source.path, last.fault);
}

function splitterOf(layout: Layout): Splitter {
  if (layout.shape === "table") return delimitedSplitter(layout.delimiter);
  return layout.split === "array" ? arraySplitter() : lineSplitter();
}

function layoutOf(sample: string, delimiter: string | undefined): Layout | string {
  if (delimiter !== undefined) return { shape: "table", delimiter };
  const start = sample.trimStart();
  if (/^\[\s*[{\]]/.test(start)) return { shape: "documents", split: "array" };
  if (!start.startsWith("{")) return { shape: "table", delimiter: guessDelimiter(sample) };
  const stop = start.indexOf("\n");
  if (stop === -1 ? isJson(start) || sample.length >= GUESS_LENGTH : isJson(start.slice(0, stop))) {
    return { shape: "documents", split: "lines" };
  }
  return "This is one JSON object; a JSON array or JSON Lines (one object a line) can be read.";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function firstRows(splitter: Splitter, pieces: readonly string[], whole: boolean): string[][] | string {
  const rows: string[][] = [];
  const take = (found: readonly SourceRow[]) => {
    for (const { cells } of found) if (rows.length < HEAD_ROWS && !isSeparator(cells)) rows.push([...cells]);
  };
  for (const piece of pieces) {
    const split = splitter.push(piece);
    take(split.rows);
    if (rows.length >= HEAD_ROWS) return rows;
    if (split.fault !== undefined) return rows.length > 1 ? rows : split.fault;
  }
  if (!whole)
    return rows.length > 0 ? rows : "The first row does not end within the first million characters.";
  const last = splitter.end();
  take(last.rows);
  return rows.length === 0 && last.fault !== undefined ? last.fault : rows;
}
