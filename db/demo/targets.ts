import { DAY, localMidnight, weekday } from "./calendar";
import type { Facts, TargetFact } from "./facts";
import type { Person } from "./people";
import type { Studio } from "./studio";

/** The weekly target a person has at an instant, or undefined. Weeks begin on the person's own Mondays. */
export const targetAt = (facts: Facts, person: Person, ms: number): TargetFact | undefined => {
  const target = facts.targets.get(person.id);
  return target !== undefined && ms >= target.fromMs && ms < target.toMs ? target : undefined;
};

export function nearTarget(facts: Facts, person: Person, ms: number): boolean {
  const target = targetAt(facts, person, ms);
  return target !== undefined && target.reachedMs === null && target.count >= 0.9 * target.goal;
}

export function countTowardsTarget({ facts }: Studio, person: Person, ms: number): void {
  const target = targetAt(facts, person, ms);
  if (target === undefined) return;
  target.count++;
  if (target.reachedMs === null && target.count >= target.goal) target.reachedMs = ms;
}

/** Sets the target of the week that begins on `day`, if one does. */
export function renewTarget({ facts, calendar }: Studio, person: Person, day: number): void {
  if (person.bonusGoal === null || weekday(calendar, day) !== 0) return;
  const last = facts.targets.get(person.id);
  if (last !== undefined) facts.pastTargets.push(last);
  const fromMs = localMidnight(calendar, person.place.zone, day);
  const toMs = localMidnight(calendar, person.place.zone, day + 7);
  if (fromMs < calendar.startMs || toMs > calendar.endMs || toMs - fromMs < 6 * DAY) {
    facts.targets.delete(person.id);
    return;
  }
  facts.targets.set(person.id, { person, fromMs, toMs, goal: person.bonusGoal, count: 0, reachedMs: null });
}
