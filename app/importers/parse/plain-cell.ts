import type { Field } from "~/domain/ledger";
import { MAX_INTEGER, MAX_KEY_LENGTH, MAX_SECONDS, MAX_TEXT_LENGTH, isKey } from "./ledger-field";

/**
 * The value of a cell that is spelt plainly: the bytes from `from` up to `to`, at least one. NaN for any other spelling,
 * right or wrong, which `fieldSchema` then reads. A text is 0: it is its bytes.
 */
export type PlainCell = (bytes: Uint8Array, from: number, to: number) => number;

const OTHER = NaN;

/** The plain spellings of one ledger column, each with the value that `fieldSchema` gives it. */
export function plainCell(column: string, field: Field): PlainCell {
  if (field.values) return oneOf(field.values);
  switch (field.type) {
    case "string":
      return textCell(column);
    case "boolean":
      return truth;
    case "datetime":
      return instant;
    case "date":
      return (bytes, from, to) => (to - from === 10 ? dayOf(bytes, from) : OTHER);
    case "object":
      return () => OTHER;
    case "integer":
      if (column.endsWith("_seconds")) return whole(MAX_SECONDS);
      return whole(column.includes("_minor") ? Number.MAX_SAFE_INTEGER : MAX_INTEGER);
    case "number":
      return decimal(column.endsWith("_seconds") ? MAX_SECONDS : Infinity);
  }
}

function textCell(column: string): PlainCell {
  if (column === "currency" || column.endsWith("_currency")) return capitals(3);
  if (column === "country") return capitals(2);
  if (column === "time_zone") return () => OTHER;
  // No text has more characters than bytes.
  const longest = isKey(column) ? MAX_KEY_LENGTH : MAX_TEXT_LENGTH;
  return (bytes, from, to) => (to - from <= longest && beginsVisibly(bytes, from) ? 0 : OTHER);
}

/** Whether the first character is surely no blank: then the text is not blank as a whole. */
function beginsVisibly(bytes: Uint8Array, from: number): boolean {
  const first = bytes[from] ?? 0;
  if (first < 0x80) return first > 0x20;
  // The characters beyond ASCII that count as blank begin with one of these.
  return first !== 0xc2 && first !== 0xe1 && first !== 0xe2 && first !== 0xe3 && first !== 0xef;
}

function capitals(count: number): PlainCell {
  return (bytes, from, to) => {
    if (to - from !== count) return OTHER;
    for (let at = from; at < to; at += 1) if (!(bytes[at]! >= 65 && bytes[at]! <= 90)) return OTHER;
    return 0;
  };
}

function oneOf(values: readonly string[]): PlainCell {
  const spelt = values.map((value) => Array.from(value, (letter) => letter.charCodeAt(0)));
  return (bytes, from, to) => {
    for (const letters of spelt) {
      if (letters.length !== to - from) continue;
      let same = 0;
      while (same < letters.length && letters[same] === bytes[from + same]) same += 1;
      if (same === letters.length) return 0;
    }
    return OTHER;
  };
}

/** `true` and `false`, `1` and `0`. */
function truth(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 1) {
    const digit = bytes[from]! - 48;
    return digit === 0 || digit === 1 ? digit : OTHER;
  }
  if (spells(bytes, from, to, "true")) return 1;
  return spells(bytes, from, to, "false") ? 0 : OTHER;
}

function spells(bytes: Uint8Array, from: number, to: number, word: string): boolean {
  if (to - from !== word.length) return false;
  for (let at = 0; at < word.length; at += 1) if (bytes[from + at] !== word.charCodeAt(at)) return false;
  return true;
}

/** So many digits are exact in a double, and so is a power of ten of so many zeros. */
const EXACT_DIGITS = 15;

function whole(largest: number): PlainCell {
  return (bytes, from, to) => {
    if (to - from > EXACT_DIGITS) return OTHER;
    let value = 0;
    for (let at = from; at < to; at += 1) {
      const digit = bytes[at]! - 48;
      if (!(digit >= 0 && digit <= 9)) return OTHER;
      value = value * 10 + digit;
    }
    return value <= largest ? value : OTHER;
  };
}

const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);
const POINT = 46;

/** Digits, perhaps with a point between them: a quotient of two exact numbers is rounded once, as the text itself is. */
function decimal(largest: number): PlainCell {
  return (bytes, from, to) => {
    if (to - from > EXACT_DIGITS) return OTHER;
    let value = 0;
    let point = -1;
    for (let at = from; at < to; at += 1) {
      const code = bytes[at]!;
      if (code === POINT && point === -1 && at > from && at + 1 < to) point = at;
      else if (code >= 48 && code <= 57) value = value * 10 + (code - 48);
      else return OTHER;
    }
    if (point !== -1) value /= POWERS[to - point - 1]!;
    return value <= largest ? value : OTHER;
  };
}

const [DASH, COLON, LETTER_T, LETTER_Z] = [45, 58, 84, 90];
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** `2026-03-01T10:00:00Z` or `2026-03-01T10:00:00.000Z`. */
function instant(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== 20 && length !== 24) return OTHER;
  if (bytes[from + 10] !== LETTER_T || bytes[to - 1] !== LETTER_Z) return OTHER;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return OTHER;
  const hour = pair(bytes, from + 11);
  const minute = pair(bytes, from + 14);
  const second = pair(bytes, from + 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return OTHER;
  const whole = dayOf(bytes, from) + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
  if (length === 20) return whole;
  const last = bytes[from + 22]! - 48;
  if (bytes[from + 19] !== POINT || !(last >= 0 && last <= 9)) return OTHER;
  return whole + pair(bytes, from + 20) * 10 + last;
}

const FIRST_YEAR = 1970;
const LAST_YEAR = 2099;
/** Midnight of every day of those years, at `(year, month, day)` in steps of 384, 32 and 1; NaN where there is no such day. */
const midnights = midnightsOf();

function midnightsOf(): Float64Array {
  const table = new Float64Array((LAST_YEAR - FIRST_YEAR + 1) * 384).fill(OTHER);
  for (let day = Date.UTC(FIRST_YEAR, 0, 1); day < Date.UTC(LAST_YEAR + 1, 0, 1); day += 24 * HOUR_MS) {
    const date = new Date(day);
    const year = date.getUTCFullYear() - FIRST_YEAR;
    table[year * 384 + date.getUTCMonth() * 32 + date.getUTCDate()] = day;
  }
  return table;
}

/** Midnight of a day `2026-03-01` in milliseconds. */
function dayOf(bytes: Uint8Array, from: number): number {
  if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return OTHER;
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2) - FIRST_YEAR;
  const month = pair(bytes, from + 5) - 1;
  const day = pair(bytes, from + 8);
  if (!(year >= 0 && year <= LAST_YEAR - FIRST_YEAR && month >= 0 && month < 12 && day < 32)) return OTHER;
  return midnights[year * 384 + month * 32 + day]!;
}

/** Two digits as a number. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : OTHER;
}
