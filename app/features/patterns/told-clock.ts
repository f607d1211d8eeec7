import type { ClockFigure } from "~/features/audit/figures";
import { MINIMUM_CELL, roundedPeople, roundedValue } from "~/stats/disclosure/counts";

/** Hours worked by hour of the day and by day as screens show them; an hour is null where it is withheld. */
export interface ShownClock {
  readonly people: number;
  readonly hours: readonly (number | null)[];
  readonly days: readonly (readonly [day: number, hours: number])[];
}

/**
 * When people work, as researchers may have it: without the hours and days of fewer than ten people, or of which one
 * person's are more than half. Null where nobody knows how many are behind them.
 */
export function toldClock({ people, hours, days, behind }: ClockFigure): ShownClock | null {
  const count = roundedPeople(people);
  if (!behind || count === null) return null;
  const isTold = (total: number, of: readonly [number, number] | undefined) =>
    of !== undefined && of[0] >= MINIMUM_CELL && of[1] * 2 <= total;
  return {
    people: count,
    hours: hours.map((total, hour) => (isTold(total, behind.hours[hour]) ? roundedValue(total) : null)),
    days: days.flatMap(([day, total], place) =>
      isTold(total, behind.days[place]) ? [[day, roundedValue(total)] as const] : [],
    ),
  };
}
