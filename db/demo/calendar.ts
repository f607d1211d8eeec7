import { zoneOffsetSec } from "~/domain/local-time";

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The stretch of time a programme covers, in milliseconds since 1970 UTC; both ends are midnights. */
export interface Calendar {
  readonly startMs: number;
  readonly endMs: number;
  readonly dayCount: number;
}

export function calendarOf(endOn: string, weekCount: number): Calendar {
  const endMs = Date.parse(`${endOn}T00:00:00Z`);
  const dayCount = weekCount * 7;
  return { startMs: endMs - dayCount * DAY, endMs, dayCount };
}

export const iso = (ms: number): string => new Date(ms).toISOString();
export const isoDate = (ms: number): string => iso(ms).slice(0, 10);

/** When the `day`-th calendar day of the programme begins on clocks in `zone`. */
export function localMidnight({ startMs }: Calendar, zone: string, day: number): number {
  const midnight = startMs + day * DAY;
  return midnight - zoneOffsetSec(zone, (midnight + DAY / 2) / 1_000) * 1_000;
}

/** 0 Monday to 6 Sunday. */
export const weekday = ({ startMs }: Calendar, day: number): number =>
  (new Date(startMs + day * DAY).getUTCDay() + 6) % 7;

/** The calendar month a day of the programme falls into, counted from its first month. */
export function monthIndex({ startMs }: Calendar, day: number): number {
  const first = new Date(startMs);
  const date = new Date(startMs + day * DAY);
  return (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth();
}
