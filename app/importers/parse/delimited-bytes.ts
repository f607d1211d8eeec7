/** One row of delimited UTF-8, as the places of its cells. */
export interface RowBytes {
  /** Cell `c` is from `bounds[2 * c]` up to `bounds[2 * c + 1]`; quotes around it are left out. */
  readonly bounds: Int32Array;
  cells: number;
  /** Whether every cell is its bytes as they stand and has its place in `bounds`. */
  isPlain: boolean;
  /** How many physical lines the row takes. */
  lines: number;
}

export const newRowBytes = (mostCells: number): RowBytes => ({
  bounds: new Int32Array(2 * mostCells),
  cells: 0,
  isPlain: true,
  lines: 1,
});

const [LF, CR, QUOTE] = [10, 13, 34];

/**
 * Finds the row that starts at `start`: where the next one starts, or -1 when the row does not end in `bytes`. Rows end
 * and cells are quoted as `delimitedSplitter` says; the delimiter is one ASCII character.
 */
export function scanRow(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  atEnd: boolean,
  row: RowBytes,
): number {
  const { length } = bytes;
  const { bounds } = row;
  let at = start;
  let cells = 0;
  let isPlain = true;
  let lines = 1;
  for (;;) {
    let from = at;
    let to: number;
    if (bytes[at] === QUOTE) {
      to = closingQuote(bytes, at + 1, atEnd);
      if (to === -1) return -1;
      from += 1;
      lines += breaksBetween(bytes, from, to);
      at = to + 1;
      const code = bytes[at];
      const ends = at >= length || code === delimiter || code === LF || code === CR;
      if (!ends || hasQuote(bytes, from, to)) isPlain = false;
      if (!ends) at = plainEnd(bytes, at, delimiter);
    } else {
      at = plainEnd(bytes, at, delimiter);
      to = at;
    }
    if (2 * cells < bounds.length) {
      bounds[2 * cells] = from;
      bounds[2 * cells + 1] = to;
    } else isPlain = false;
    cells += 1;
    if (at < length && bytes[at] === delimiter) {
      at += 1;
      continue;
    }
    row.cells = cells;
    row.isPlain = isPlain;
    row.lines = lines;
    return afterBreak(bytes, at, atEnd);
  }
}

function plainEnd(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const code = bytes[at];
    if (code === delimiter || code === LF || code === CR) break;
  }
  return at;
}

/** Where the next row begins after one that ends at `at`; -1 when more bytes are needed to know. */
function afterBreak(bytes: Uint8Array, at: number, atEnd: boolean): number {
  if (at >= bytes.length) return atEnd ? at : -1;
  if (bytes[at] === LF) return at + 1;
  if (at + 1 < bytes.length) return bytes[at + 1] === LF ? at + 2 : at + 1;
  return atEnd ? at + 1 : -1;
}

function closingQuote(bytes: Uint8Array, start: number, atEnd: boolean): number {
  let from = start;
  for (;;) {
    const close = bytes.indexOf(QUOTE, from);
    // A quote that is the last character known may be the first half of an escaped one.
    if (close === -1 || (close + 1 === bytes.length && !atEnd)) return -1;
    if (bytes[close + 1] !== QUOTE) return close;
    from = close + 2;
  }
}

function hasQuote(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === QUOTE) return true;
  return false;
}

function breaksBetween(bytes: Uint8Array, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at += 1) {
    const code = bytes[at];
    // At the end of the cell the quote follows, which is no line feed.
    if (code === LF || (code === CR && bytes[at + 1] !== LF)) breaks += 1;
  }
  return breaks;
}
