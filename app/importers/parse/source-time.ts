import { parseInstant } from "./instant";
import { Problem } from "./problem";
import { implausible, instantInZone, instantOf, offsetSec, plausible, unreadable } from "./wall-time";

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

/** Hours ahead of UTC of the zone names in exports, as American and European platforms mean them. */
const ZONES: ReadonlyArray<readonly [hours: number, names: string]> = [
  [0, "UTC GMT Z WET"],
  [1, "BST CET WEST"],
  [2, "CEST EET"],
  [3, "EEST MSK"],
  [9, "JST KST"],
  [10, "AEST"],
  [11, "AEDT"],
  [12, "NZST"],
  [13, "NZDT"],
  [-4, "EDT"],
  [-5, "EST CDT"],
  [-6, "CST MDT"],
  [-7, "MST PDT"],
  [-8, "PST AKDT"],
  [-9, "AKST"],
  [-10, "HST"],
];
const NAMED = new Map(
  ZONES.flatMap(([hours, names]) => names.split(" ").map((name) => [name, hours * 3600])),
);

/**
 * `Mon Nov 20 12:11:44 PST 2017` or `2017-10-02 16:39:18 UTC` (Mechanical Turk, Turkle) as an ISO 8601 UTC instant,
 * or a Problem.
 */
export function parseNamedZone(text: string): string | Problem {
  const found = UNIX_STYLE.exec(text);
  if (found) {
    const [, month, day, hour, minute, second, zone = "", year] = found;
    const offset = /^[+-]/.test(zone) ? offsetSec(zone) : NAMED.get(zone);
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
  const offset = NAMED.get(zone);
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

/**
 * A time in any of the spellings above, told apart by its form: ISO 8601, with a named zone, month first, or seconds
 * since 1970. A time without a zone is read in `zone`.
 */
export function parseAnyTime(text: string, zone: string): string | Problem {
  const trimmed = text.trim();
  if (/^\d{9,13}(\.\d+)?$/.test(trimmed)) return parseEpoch(trimmed);
  if (/^\d{1,2}\//.test(trimmed)) return parseMonthFirst(trimmed, zone);
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(trimmed) && !/ [A-Z]{3,5}$/.test(trimmed))
    return parseInstant(trimmed, zone);
  return parseNamedZone(trimmed);
}

const unknownZone = (text: string, zone: string) =>
  new Problem(`"${text}" names the time zone ${zone}, which is not known to mean one zone`);
