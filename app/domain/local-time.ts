import type { Span } from "./span";

const DAY_SEC = 86_400;
/** No zone changes its clock between quarter hours. */
const QUARTER_SEC = 900;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** By UTC day; null for days on which the clock changes. */
  readonly days: Map<number, number | null>;
  /** By quarter hour, of such days. */
  readonly quarters: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** Whether `zone` is an IANA time zone this platform knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

/**
 * What a clock in `zone` shows ahead of UTC at `instantSec` (seconds since 1970), in seconds.
 * Throws a RangeError for a zone that is none.
 */
export function zoneOffsetSec(zone: string, instantSec: number): number {
  if (zone === "UTC") return 0;
  let known = zones.get(zone);
  if (!known) {
    const format = new Intl.DateTimeFormat("en-u-ca-iso8601", { timeZone: zone, timeZoneName: "longOffset" });
    known = { format, days: new Map(), quarters: new Map() };
    zones.set(zone, known);
  }
  const day = Math.floor(instantSec / DAY_SEC);
  let offset = known.days.get(day);
  if (offset === undefined) {
    const start = offsetAt(known, day * DAY_SEC);
    offset = start === offsetAt(known, (day + 1) * DAY_SEC) ? start : null;
    known.days.set(day, offset);
  }
  return offset ?? offsetAt(known, instantSec);
}

function offsetAt({ format, quarters }: Zone, instantSec: number): number {
  const quarter = Math.floor(instantSec / QUARTER_SEC);
  let offset = quarters.get(quarter);
  if (offset === undefined) {
    offset = parseOffset(format.formatToParts(quarter * QUARTER_SEC * 1_000));
    quarters.set(quarter, offset);
  }
  return offset;
}

function parseOffset(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name) ?? [];
  if (!sign) return 0;
  const size = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return sign === "-" ? -size : size;
}

/** The local calendar day of an instant, in days since 1970-01-01. */
export function localDay(zone: string, instantSec: number): number {
  return Math.floor((instantSec + zoneOffsetSec(zone, instantSec)) / DAY_SEC);
}

/** The instant (seconds since 1970) at which a local calendar day, in days since 1970-01-01, begins. */
export function localMidnightSec(zone: string, day: number): number {
  const local = day * DAY_SEC;
  // The offset at midnight taken as UTC is right but near a change of clocks; the second look settles that.
  return local - zoneOffsetSec(zone, local - zoneOffsetSec(zone, local));
}

/**
 * Seconds of `span` that fall between two local hours of the day, e.g. 0 and 5 for the night; `fromHour < toHour`.
 * Where the clock changes within the span each part is read on its own clock.
 */
export function secondsBetweenHours(zone: string, span: Span, fromHour: number, toHour: number): number {
  let total = 0;
  for (let from = span.from; from < span.to;) {
    const offset = zoneOffsetSec(zone, from);
    const to = sameOffsetUntil(zone, from, span.to, offset);
    total += dailyOverlap(from + offset, to + offset, fromHour * 3_600, toHour * 3_600);
    from = to;
  }
  return total;
}

/**
 * Seconds of `span` on local days of the week, 0 for Sunday to 6 for Saturday. Where the clock changes within the span
 * each part is read on its own clock.
 */
export function secondsOnWeekdays(zone: string, span: Span, weekdays: readonly number[]): number {
  let total = 0;
  for (let from = span.from; from < span.to;) {
    const offset = zoneOffsetSec(zone, from);
    const day = Math.floor((from + offset) / DAY_SEC);
    const to = Math.min(sameOffsetUntil(zone, from, span.to, offset), (day + 1) * DAY_SEC - offset);
    // 1 January 1970 was a Thursday.
    if (weekdays.includes((day + 4) % 7)) total += to - from;
    from = to;
  }
  return total;
}

/** The end of the stretch from `from` on, at most `to`, through which the clock keeps its offset. */
function sameOffsetUntil(zone: string, from: number, to: number, offset: number): number {
  let end = Math.min(to, from + DAY_SEC);
  if (zoneOffsetSec(zone, end) === offset) return end;
  let low = from;
  while (end - low > QUARTER_SEC / 2) {
    const middle = (low + end) / 2;
    if (zoneOffsetSec(zone, middle) === offset) low = middle;
    else end = middle;
  }
  // The change lies on the quarter hour between the two.
  return Math.min(to, Math.ceil((low + 1e-6) / QUARTER_SEC) * QUARTER_SEC);
}

function dailyOverlap(from: number, to: number, dayFrom: number, dayTo: number): number {
  let total = 0;
  for (let day = Math.floor(from / DAY_SEC) * DAY_SEC; day < to; day += DAY_SEC) {
    total += Math.max(0, Math.min(to, day + dayTo) - Math.max(from, day + dayFrom));
  }
  return total;
}
