import { zoneOffsetSec } from "~/domain/local-time";

const QUARTER_SEC = 900;
const DAY_MIN = 1_440;

/** How somebody wants notices by mail. */
export interface MailWishes {
  readonly mode: "at_once" | "daily" | "weekly" | "never";
  readonly zone: string;
  /** Minutes of the local day, in quarter hours; null for none. From 22:00 to 07:00 spans midnight. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  /** When digests are sent: an hour of the local day, and a day of the week, Sunday 0. */
  readonly digestHour: number;
  readonly digestWeekday: number;
}

export interface Due {
  /** Seconds since 1970 UTC. */
  readonly at: number;
  readonly heldFor: "quiet hours" | "digest" | null;
}

/**
 * When a notice of `now` is sent, in seconds since 1970 UTC: at once, with the next digest, and never in quiet hours,
 * by the clock on the recipient's wall, whatever it does at a change of the clocks. Null for whoever wants none.
 */
export function dueOf(now: number, wishes: MailWishes): Due | null {
  if (wishes.mode === "never") return null;
  const start = wishes.mode === "at_once" ? now : nextDigest(now, wishes);
  const at = afterQuiet(start, wishes);
  const heldFor = wishes.mode !== "at_once" ? "digest" : at > now ? "quiet hours" : null;
  return { at, heldFor };
}

/** Whether the clock on the wall of `zone` is within quiet hours. */
export function isQuiet(at: number, { zone, quiet }: Pick<MailWishes, "zone" | "quiet">): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const minute = localMinute(zone, at);
  return quiet.from < quiet.to
    ? minute >= quiet.from && minute < quiet.to
    : minute >= quiet.from || minute < quiet.to;
}

/** Zones and quiet hours change on quarter hours only: looking at each finds the end, on days of 23 and 25 hours too. */
function afterQuiet(at: number, wishes: MailWishes): number {
  let end = at;
  while (isQuiet(end, wishes)) end = nextQuarter(end);
  return end;
}

/** The first quarter hour at which the local clock has come to the hour of the digest, on its day. */
function nextDigest(now: number, { mode, zone, digestHour, digestWeekday }: MailWishes): number {
  const hour = (at: number) => Math.floor(localMinute(zone, at) / 60);
  const dayAt = (at: number) => Math.floor((at + zoneOffsetSec(zone, at)) / 86_400);
  for (let before = now, at = nextQuarter(now); ; before = at, at = nextQuarter(at)) {
    const isNewDay = dayAt(at) !== dayAt(before);
    if (hour(at) < digestHour || (!isNewDay && hour(before) >= digestHour)) continue;
    // 1 January 1970 was a Thursday.
    if (mode === "daily" || (dayAt(at) + 4) % 7 === digestWeekday) return at;
  }
}

const nextQuarter = (at: number): number => (Math.floor(at / QUARTER_SEC) + 1) * QUARTER_SEC;

const localMinute = (zone: string, at: number): number =>
  Math.floor((((at + zoneOffsetSec(zone, at)) / 60) % DAY_MIN) + DAY_MIN) % DAY_MIN;

const FIRST_WAIT_SEC = 30;
const LONGEST_WAIT_SEC = 6 * 3_600;

/** So many attempts, over about a day, and then a delivery has failed. */
export const MOST_ATTEMPTS = 10;

/** Seconds until the next attempt after so many: twice as long each time, up to six hours. */
export const waitAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT_SEC, FIRST_WAIT_SEC * 2 ** Math.max(0, attempts - 1));
