import { Problem } from "./problem";
import { impossible, instantInZone, instantOf, millisOf, offsetSec, unreadable } from "./wall-time";

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * An ISO 8601 instant (`2026-03-01T10:00:00+01:00`, also with a blank for the T) as `2026-03-01T09:00:00.000Z`, or a
 * Problem. Fractions beyond milliseconds are cut off. A time without a zone is read in `zone`, and refused when
 * `zone` is null.
 */
export function parseInstant(text: string, zone: string | null): string | Problem {
  const written = canonical(text);
  if (written !== undefined) return written;
  const found = ISO.exec(text);
  if (!found)
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? new Problem(`"${text}" is a date without a time`)
      : unreadable(text);
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000 + 1e-7),
  };
  if (offset !== undefined) return instantOf(wall, offsetSec(offset), text);
  if (zone === null) return new Problem(`"${text}" names no time zone; write Z or an offset such as +01:00`);
  return instantInZone(wall, zone, text);
}

/** The commonest spelling, `2026-03-01T10:00:00[.000]Z`, without a regular expression: most of a ledger is instants. */
function canonical(text: string): string | undefined {
  const withMillis = text.length === 24 && text.charCodeAt(19) === 46;
  if (!withMillis && text.length !== 20) return undefined;
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(text.length - 1) !== 90) return undefined;
  const century = pair(text, 0);
  const [year, month, day] = [pair(text, 2), pair(text, 5), pair(text, 8)];
  const [hour, minute, second] = [pair(text, 11), pair(text, 14), pair(text, 17)];
  const millis = withMillis ? pair(text, 20) * 10 + pair(text, 22) : 0;
  const ok =
    (century === 20 || (century === 19 && year >= 70)) &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 59 &&
    year >= 0 &&
    millis >= 0;
  if (!ok || !hasIsoMarks(text)) return undefined;
  return withMillis ? text : `${text.slice(0, 19)}.000Z`;
}

/** Two digits as a number; far below zero where they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000;
}

function hasIsoMarks(text: string): boolean {
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  );
}

/** A calendar day `2026-03-01`, or a Problem. */
export function parseDate(text: string): string | Problem {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return new Problem(`"${text}" is not a date such as 2026-03-01`);
  const wall = { year: Number(year), month: Number(month), day: Number(day), ...MIDNIGHT };
  return millisOf(wall) === undefined ? impossible(text) : text;
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };
