import { seededRandom, shuffle, type Random } from "~/stats/random";
import { type Calendar, DAY, HOUR, localMidnight, MINUTE, monthIndex, weekday } from "./calendar";
import { between, chance, clamp, lognormal } from "./chance";
import type { Effects } from "./effects";
import type { Settled } from "./options";
import { isPresent, type Person } from "./people";

/** A stretch in which a person is available for work, milliseconds since 1970. */
export interface Session {
  readonly startMs: number;
  readonly endMs: number;
  /** Until when there is work on offer; the end of the session unless work is scarce. */
  readonly supplyEndMs: number;
  /** Whether the person only looks in, and stops in the middle of a batch. */
  readonly brief: boolean;
  /** Longest stretch without a break, hours. */
  readonly spellHours: number;
}

/** The sessions of everybody, by calendar day of the programme in the person's own zone. */
export interface Schedule {
  readonly on: (person: Person, day: number) => readonly Session[];
  /** Whether a streak of the person's is at risk on a day. */
  readonly atRisk: (person: Person, day: number) => boolean;
}

/**
 * When people are online. Weeks look alike for a person; two days in a row are off, a day spans at most nine hours,
 * and four weeks in a hundred are taken off, so that the plain programme keeps every rest.
 */
export function drawSchedule(
  settled: Settled,
  calendar: Calendar,
  effects: Effects,
  people: readonly Person[],
): Schedule {
  const planned = new Map<string, readonly (readonly Session[])[]>();
  for (const person of people) {
    planned.set(person.id, drawDays(settled, calendar, effects, person));
  }
  return {
    on: (person, day) => planned.get(person.id)?.[day] ?? [],
    atRisk: (person, day) => isAtRisk(settled, person, day),
  };
}

/** Streaks run in half of the weeks, whatever the person does: so the other half is a fair comparison. */
function isAtRisk({ seed }: Settled, person: Person, day: number): boolean {
  if (!person.followsStreaks) return false;
  return seededRandom(`${seed}/streak/${person.id}/${Math.floor(day / 7)}`)() < 0.5;
}

function drawDays(
  settled: Settled,
  calendar: Calendar,
  effects: Effects,
  person: Person,
): readonly (readonly Session[])[] {
  const days: Session[][] = Array.from({ length: calendar.dayCount }, () => []);
  for (let week = 0; week * 7 < calendar.dayCount; week++) {
    const random = seededRandom(`${settled.seed}/week/${person.id}/${week}`);
    const dates = Array.from({ length: 7 }, (_, index) => week * 7 + index);
    const workdays = dates.filter((day) => !person.daysOff.includes(weekday(calendar, day)));
    const away = chance(0.04, random) && person.overwork === "none";
    const chosen = new Set(shuffle([...workdays], random).slice(0, person.sessionsPerWeek));
    for (const day of dates) {
      const works = chosen.has(day) || (person.overwork === "long weeks" && workdays.includes(day));
      const sessions = works ? drawSessions(calendar, effects, person, day, random) : [];
      if (!away) days[day]?.push(...sessions);
      const late = lateSession(settled, calendar, effects, person, day, workdays.includes(day) && !away);
      const busyUntil = Math.max(0, ...(days[day] ?? []).map((session) => session.endMs));
      if (late !== null && late.startMs > busyUntil + HOUR) days[day]?.push(late);
    }
  }
  return days.map((sessions) => sessions.filter((session) => isInside(calendar, person, session)));
}

const isInside = ({ startMs, endMs }: Calendar, person: Person, session: Session): boolean =>
  session.startMs >= startMs &&
  session.endMs <= endMs - 2 * HOUR &&
  isPresent(person, session.startMs) &&
  isPresent(person, session.endMs);

function drawSessions(
  calendar: Calendar,
  effects: Effects,
  person: Person,
  day: number,
  random: Random,
): readonly Session[] {
  const midnight = localMidnight(calendar, person.place.zone, day);
  const jitter = between(0, 1.5, random);
  const hours = clamp(lognormal(person.sessionHours, 0.22, random), 0.4, 3.6);
  const brief = chance(0.05, random) ? between(0.12, 0.22, random) : null;
  const strained = chance(0.3, random);
  const from = (hour: number, length: number, more: Partial<Session> = {}): Session => {
    const startMs = Math.round((midnight + hour * HOUR) / MINUTE) * MINUTE;
    const endMs = startMs + Math.round((length * HOUR) / MINUTE) * MINUTE;
    return { startMs, endMs, supplyEndMs: endMs, brief: false, spellHours: 4, ...more };
  };
  if (person.overwork === "long weeks") return [from(7 + jitter / 3, 9.5 + jitter, { spellHours: 8 })];
  if (person.overwork === "short rests" && strained) return [from(6.5, 1.5), from(16, 1.5), from(23, 1)];
  const start = person.startHour + jitter;
  if (brief !== null) return [from(start, brief, { brief: true })];
  const session = from(start, Math.min(8, hours * (1 + 0.8 * effects.waitPerWork)));
  const supply = effects.feastOverFamine === 1 ? 1 : supplyShare(effects, monthIndex(calendar, day));
  return [{ ...session, supplyEndMs: session.startMs + (session.endMs - session.startMs) * supply }];
}

/** Months of plenty and of famine take turns: the share of the time on offer for which there is work. */
const supplyShare = ({ feastOverFamine }: Effects, month: number): number =>
  month % 2 === 0 ? 1 : 1 / feastOverFamine;

/**
 * A short look at the queue after ten in the evening. People who start in the afternoon do so now and then on their
 * work days; where streaks pull, everybody who follows one does, on any day, and most when the streak is at risk.
 */
function lateSession(
  settled: Settled,
  calendar: Calendar,
  effects: Effects,
  person: Person,
  day: number,
  workday: boolean,
): Session | null {
  const random = seededRandom(`${settled.seed}/late/${person.id}/${day}`);
  const [call, at, length] = [random(), random(), random()];
  const pulled = effects.lateSessionFactor !== 1;
  if (!person.followsStreaks || (!pulled && !(workday && person.startHour >= 15))) return null;
  const rate = pulled ? 0.05 * (isAtRisk(settled, person, day) ? effects.lateSessionFactor : 1) : 0.2;
  if (call >= rate) return null;
  const startMs =
    localMidnight(calendar, person.place.zone, day) + Math.round((22.1 + 1.2 * at) * 60) * MINUTE;
  const endMs = startMs + Math.round(3 + 5 * length) * MINUTE;
  return { startMs, endMs, supplyEndMs: endMs, brief: true, spellHours: 1 };
}

export const dayOf = ({ startMs }: Calendar, ms: number): number => Math.floor((ms - startMs) / DAY);
