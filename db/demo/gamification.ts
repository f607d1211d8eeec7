import type { Row } from "~/domain/ledger";
import { iso, localMidnight } from "./calendar";
import { allTargets, bonusMinor } from "./pay";
import { isPresent, type Person } from "./people";
import { dayOf } from "./schedule";
import type { Simulated } from "./simulate";

export function targetRows({ studio }: Simulated): readonly Row<"targets">[] {
  return allTargets(studio.facts).map(({ person, fromMs, toMs, goal, reachedMs }) => ({
    targetId: `${person.id}-${iso(fromMs).slice(0, 10)}`,
    annotatorId: person.id,
    projectId: null,
    from: iso(fromMs),
    to: iso(toMs),
    unit: "judgments",
    goal,
    rewardMinor: bonusMinor(goal),
    currency: "USD",
    reachedAt: reachedMs === null ? null : iso(reachedMs),
  }));
}

/**
 * Days on which a streak is at risk. In the plain programme streaks count days worked and never lapse; where compulsion
 * is planted a day without work, a day of rest included, sets them back to nothing.
 */
export function streakRows({ studio }: Simulated): readonly Row<"streaks">[] {
  const worked = workedDays(studio);
  return studio.people.flatMap((person) => {
    let length = 0;
    const rows: Row<"streaks">[] = [];
    for (let day = 1; day < studio.calendar.dayCount - 1; day++) {
      const midnight = localMidnight(studio.calendar, person.place.zone, day);
      if (!isPresent(person, midnight) || !studio.schedule.atRisk(person, day)) continue;
      const kept = worked.has(`${person.id}/${day}`);
      const lapses = !kept && studio.effects.lateSessionFactor > 1 && length > 0;
      rows.push({
        annotatorId: person.id,
        length,
        atRiskAt: iso(midnight),
        resetAt: lapses ? iso(localMidnight(studio.calendar, person.place.zone, day + 1)) : null,
      });
      length = lapses ? 0 : length + (kept ? 1 : 0);
    }
    return rows;
  });
}

function workedDays({ facts, calendar }: Simulated["studio"]): ReadonlySet<string> {
  const offsets = new Map<Person, number>();
  const days = new Set<string>();
  for (const { person, submittedMs } of facts.work) {
    if (submittedMs === null) continue;
    const offset = offsets.get(person) ?? calendar.startMs - localMidnight(calendar, person.place.zone, 0);
    offsets.set(person, offset);
    days.add(`${person.id}/${dayOf(calendar, submittedMs + offset)}`);
  }
  return days;
}
