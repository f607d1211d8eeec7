import { zoneOffsetSec } from "~/domain/local-time";
import { Problem, shorten } from "./problem";

/** The wall clock of a time that may not name its zone. */
interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

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

const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?)?$/;

/** `8/24/2013 20:28:31`, month before day, without a zone (Appen), as an ISO 8601 UTC instant, or a Problem. */
export function parseMonthFirst(text: string, zone: string): string | Problem {
  const found = US.exec(text);
  if (!found) return parseInstant(text, zone);
  const [, month, day, year, hour, minute, second, half] = found;
  const clock = Number(hour ?? 0);
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: half === undefined ? clock : (clock % 12) + (/[Pp]/.test(half) ? 12 : 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: 0,
  };
  return instantInZone(wall, zone, text);
}

const UNIX_STYLE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) ([A-Z]{1,5}|[+-]\d{4}) (\d{4})$/;
const DATE_THEN_ZONE = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) ([A-Z]{1,5})$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Hours ahead of UTC of the zone names that exports write; names that mean several zones are not among them. */
const NAMED_ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/**
 * `Mon Nov 20 12:11:44 PST 2017` or `2017-10-02 16:39:18 UTC` (Mechanical Turk, Turkle) as an ISO 8601 UTC instant,
 * or a Problem.
 */
export function parseNamedZone(text: string): string | Problem {
  const found = UNIX_STYLE.exec(text);
  if (found) {
    const [, month, day, hour, minute, second, zone = "", year] = found;
    const offset = /^[+-]/.test(zone) ? offsetSec(zone) : namedOffsetSec(zone);
    if (offset === undefined) return unknownZone(text, zone);
    const wall = {
      year: Number(year),
      month: MONTHS.indexOf(month ?? "") + 1,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      millisecond: 0,
    };
    return instantOf(wall, offset, text);
  }
  const [, dated, zone] = DATE_THEN_ZONE.exec(text) ?? [];
  if (dated === undefined || zone === undefined) return parseInstant(text, null);
  const offset = namedOffsetSec(zone);
  if (offset === undefined) return unknownZone(text, zone);
  const utc = parseInstant(dated, "UTC");
  return utc instanceof Problem ? utc : new Date(Date.parse(utc) - offset * 1000).toISOString();
}

/** Seconds or milliseconds since 1970, told apart by size, as an ISO 8601 UTC instant, or a Problem. */
export function parseEpoch(text: string): string | Problem {
  if (!/^\d{9,13}(\.\d+)?$/.test(text)) return unreadable(text);
  const number = Number(text);
  const millis = Math.round(number >= 1e11 ? number : number * 1000);
  return plausible(millis) ? new Date(millis).toISOString() : implausible(text);
}

/** A calendar day `2026-03-01`, or a Problem. */
export function parseDate(text: string): string | Problem {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return new Problem(`"${text}" is not a date such as 2026-03-01`);
  const wall = { year: Number(year), month: Number(month), day: Number(day), ...MIDNIGHT };
  return millisOf(wall) === undefined ? impossible(text) : text;
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** Milliseconds since 1970 of a wall clock taken as UTC; undefined where the calendar has no such time. */
function millisOf(wall: WallTime): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = wall;
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day > days ? undefined : Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

function instantOf(wall: WallTime, offset: number, text: string): string | Problem {
  const local = millisOf(wall);
  if (local === undefined) return impossible(text);
  const millis = local - offset * 1000;
  return plausible(millis) ? new Date(millis).toISOString() : implausible(text);
}

function instantInZone(wall: WallTime, zone: string, text: string): string | Problem {
  const local = millisOf(wall);
  if (local === undefined) return impossible(text);
  if (!plausible(local)) return implausible(text);
  // The offset at the wall time taken as UTC is right but near a change of clocks; the second look settles that. An
  // hour that a change skips is read as the hour after it, one that is shown twice as its first showing or second by
  // the same rule always.
  const guess = zoneOffsetSec(zone, local / 1000);
  const offset = zoneOffsetSec(zone, local / 1000 - guess);
  return new Date(local - offset * 1000).toISOString();
}

function offsetSec(offset: string): number {
  if (/^[A-Za-z]/.test(offset)) return 0;
  const digits = offset.slice(1).replace(":", "");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4) || 0) * 60;
  return offset.startsWith("-") ? -seconds : seconds;
}

function namedOffsetSec(zone: string): number | undefined {
  const hours = NAMED_ZONES[zone];
  return hours === undefined ? undefined : hours * 3600;
}

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

const plausible = (millis: number): boolean => millis >= EARLIEST && millis < LATEST;
const implausible = (text: string) => new Problem(`"${text}" is not between the years 1970 and 2199`);
const impossible = (text: string) => new Problem(`"${text}" does not exist in the calendar`);
const unreadable = (text: string) =>
  new Problem(`"${shorten(text)}" is not a time such as 2026-03-01T10:00:00Z`);
const unknownZone = (text: string, zone: string) =>
  new Problem(`"${text}" names the time zone ${zone}, which is not known to mean one zone`);
