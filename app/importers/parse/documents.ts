import type { SourceRow } from "~/domain/importer";
import { MAX_ROW_LENGTH, type Split, type Splitter } from "./delimited";

/**
 * Splits JSON Lines: one document a line, empty lines skipped. A line that is not JSON is still a row; whoever reads
 * it refuses it, so that one bad line costs one row.
 */
export function lineSplitter(maxRowLength = MAX_ROW_LENGTH): Splitter {
  let rest = "";
  let line = 1;

  const run = (text: string, atEnd: boolean): Split => {
    const rows: SourceRow[] = [];
    let start = 0;
    while (start < text.length) {
      const stop = text.indexOf("\n", start);
      if (stop === -1 && !atEnd) break;
      const end = stop === -1 ? text.length : stop;
      const document = text.slice(start, end).trim();
      if (document !== "") rows.push({ line, cells: [document] });
      line += 1;
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length <= maxRowLength) return { rows };
    return { rows, fault: `Line ${line} is longer than ${maxRowLength} characters.` };
  };
  return { push: (text) => run(rest + text, false), end: () => run(rest, true) };
}

/**
 * Splits one JSON array into its elements without reading the whole array: each element is a row of one cell that
 * holds its text. Brackets are matched outside strings only; whether an element is valid JSON is for its reader.
 */
export function arraySplitter(maxRowLength = MAX_ROW_LENGTH): Splitter {
  const state = { opened: false, closed: false, depth: 0, inString: false, escaped: false };
  let element = "";
  let elementLine = 1;
  let line = 1;

  const push = (text: string): Split => {
    const rows: SourceRow[] = [];
    let from = 0;
    const take = (to: number) => {
      const document = (element + text.slice(from, to)).trim();
      if (document !== "") rows.push({ line: elementLine, cells: [document] });
      element = "";
    };
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10) line += 1;
      if (state.inString) stepInString(state, code);
      else if (!state.opened) {
        if (code === OPEN_ARRAY) state.opened = true;
        from = at + 1;
      } else if (state.closed) {
        if (!isSpace(code)) return { rows, fault: `Line ${line} has text after the end of the JSON array.` };
      } else if (state.depth === 0 && (code === COMMA || code === CLOSE_ARRAY)) {
        take(at);
        from = at + 1;
        state.closed = code === CLOSE_ARRAY;
      } else {
        if (element === "" && from === at) {
          if (isSpace(code)) from = at + 1;
          else elementLine = line;
        }
        step(state, code);
      }
    }
    if (!state.closed) element += text.slice(from);
    if (element.length <= maxRowLength) return { rows };
    return { rows, fault: `The element on line ${elementLine} is longer than ${maxRowLength} characters.` };
  };

  const end = (): Split =>
    state.closed
      ? { rows: [] }
      : { rows: [], fault: "The JSON array ends in the middle: its last bracket is missing." };
  return { push, end };
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

interface Nesting {
  depth: number;
  inString: boolean;
  escaped: boolean;
}

function stepInString(state: Nesting, code: number): void {
  if (state.escaped) state.escaped = false;
  else if (code === BACKSLASH) state.escaped = true;
  else if (code === QUOTE) state.inString = false;
}

function step(state: Nesting, code: number): void {
  if (code === QUOTE) state.inString = true;
  else if (code === OPEN_ARRAY || code === OPEN_OBJECT) state.depth += 1;
  else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) state.depth -= 1;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
