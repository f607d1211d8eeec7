import { localDay } from "./local-time";

/** Days in which an appeal is answered, and what was upheld put right: Directive (EU) 2024/2831, Article 11. */
export const APPEAL_DAYS = 14;

const DAY_MS = 86_400_000;

export interface AppealClock {
  /** The last day for an answer, on the annotator's own calendar. */
  readonly dueOn: string;
  /** Days left until the end of that day, below zero once it has passed; null where the answer is there. */
  readonly daysLeft: number | null;
  /** Answered, or still open, after the last day. */
  readonly late: boolean;
}

/**
 * How does an appeal stand against its clock? The last day ends at midnight on the annotator's calendar, whatever
 * daylight saving does, as detector D18 counts. Instants are ISO 8601; `asOf` is when an open one is looked at.
 */
export function appealClock(
  filedAt: string,
  answeredAt: string | null,
  zone: string,
  asOf: string,
): AppealClock {
  const dayOf = (instant: string) => localDay(zone, Date.parse(instant) / 1_000);
  const due = dayOf(filedAt) + APPEAL_DAYS;
  const left = due - dayOf(answeredAt ?? asOf);
  return {
    dueOn: new Date(due * DAY_MS).toISOString().slice(0, 10),
    daysLeft: answeredAt === null ? left : null,
    late: left < 0,
  };
}
