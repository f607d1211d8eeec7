import { zoneOffsetSec } from "~/domain/local-time";
import { Problem, shorten } from "./problem";

/** The wall clock of a time that may not name its zone. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Milliseconds since 1970 of a wall clock taken as UTC; undefined where the calendar has no such time. */
export function millisOf(wall: WallTime): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = wall;
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day > days ? undefined : Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/** A wall clock that is `offset` seconds ahead of UTC, as an ISO 8601 UTC instant, or a Problem. */
export function instantOf(wall: WallTime, offset: number, text: string): string | Problem {
  const local = millisOf(wall);
  if (local === undefined) return impossible(text);
  const millis = local - offset * 1000;
  return plausible(millis) ? new Date(millis).toISOString() : implausible(text);
}

/** A wall clock in an IANA zone, as an ISO 8601 UTC instant, or a Problem. */
export function instantInZone(wall: WallTime, zone: string, text: string): string | Problem {
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

/** `+01:00`, `-0830`, `Z` or `UTC` as seconds ahead of UTC. */
export function offsetSec(offset: string): number {
  if (/^[A-Za-z]/.test(offset)) return 0;
  const digits = offset.slice(1).replace(":", "");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4) || 0) * 60;
  return offset.startsWith("-") ? -seconds : seconds;
}

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Whether an instant lies in the years that a record of crowd work can be from. */
export const plausible = (millis: number): boolean => millis >= EARLIEST && millis < LATEST;
export const implausible = (text: string) => new Problem(`"${text}" is not between the years 1970 and 2199`);
export const impossible = (text: string) => new Problem(`"${text}" does not exist in the calendar`);
export const unreadable = (text: string) =>
  new Problem(`"${shorten(text)}" is not a time such as 2026-03-01T10:00:00Z`);
