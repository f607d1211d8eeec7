import type { Timeline } from "~/domain/evidence";
import { type ClockBreach, clocksOf, type RestRules } from "./rest-clocks";
import { allWork } from "./timeline";
import { SPELL_GAP_SEC } from "~/domain/span";

/** The limits that work comes up to hour by hour; averages over weeks are no matter of the next hour. */
export const REST_LIMITS = ["break", "daily_rest", "weekly_rest"] as const;
export type RestLimit = (typeof REST_LIMITS)[number];

/** How long before a limit it is told, in seconds: time enough to end a task, a shift, a run of days. */
export const REST_LEAD_SEC: Readonly<Record<RestLimit, number>> = {
  break: 30 * 60,
  daily_rest: 60 * 60,
  weekly_rest: 12 * 3_600,
};

export interface RestAhead {
  readonly annotator: string;
  readonly rule: RestLimit;
  /** Where the spell, work day or week begins that the limit is about. */
  readonly since: number;
  /** The last instant at which work may end so that the limit is kept. */
  readonly until: number;
}

/**
 * Limits of rest that will not be kept if somebody who is working now goes on without a pause: what the clocks of the
 * detector of hours, rest and night would newly say of the record with that work added. Whoever has not worked for a
 * quarter of an hour has stopped, and is told nothing. `now` in seconds since 1970 UTC.
 */
export function restAhead(timeline: Timeline, rules: RestRules, now: number): readonly RestAhead[] {
  const last = allWork(timeline).at(-1)?.to;
  if (last === undefined || last > now || now - last > SPELL_GAP_SEC) return [];
  return REST_LIMITS.flatMap((rule) => {
    const before = breachesOf(timeline, rules, rule);
    const told = new Set(before.map(({ at }) => at));
    const newly = (to: number) =>
      breachesOf(withWork(timeline, last, to), rules, rule).find(({ at }) => !told.has(at));
    const first = newly(now + REST_LEAD_SEC[rule]);
    if (first === undefined) return [];
    const until = lastKept(last, now + REST_LEAD_SEC[rule], (to) => newly(to) === undefined);
    return [{ annotator: timeline.annotator, rule, since: first.at, until }];
  });
}

/** Limits that were not kept, as the clocks say, of those that are told ahead. */
export const restMissed = (timeline: Timeline, rules: RestRules): readonly ClockBreach[] =>
  clocksOf(timeline, rules).filter(({ rule }) => REST_LIMITS.some((limit) => limit === rule));

const breachesOf = (timeline: Timeline, rules: RestRules, rule: RestLimit) =>
  clocksOf(timeline, rules).filter((breach) => breach.rule === rule);

function withWork(timeline: Timeline, from: number, to: number): Timeline {
  return { ...timeline, entries: [...timeline.entries, { from, to, kind: "task", paid: true }] };
}

/** The last whole second at which work may end; longer work never repairs a limit that was missed. */
function lastKept(from: number, to: number, isKept: (to: number) => boolean): number {
  let kept = from;
  let missed = to;
  while (missed - kept > 1) {
    const middle = Math.floor((kept + missed) / 2);
    if (isKept(middle)) kept = middle;
    else missed = middle;
  }
  return kept;
}
