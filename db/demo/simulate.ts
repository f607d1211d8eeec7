import { seededRandom } from "~/stats/random";
import type { PolicyJson, TierPolicy } from "~/tiers/policy";
import { policySchema } from "~/tiers/policy";
import { policyWindows, type PolicyWindow } from "~/tiers/windows";
import { calendarOf, DAY, HOUR, iso, localMidnight, MINUTE } from "./calendar";
import { effectsOf } from "./effects";
import { noFacts } from "./facts";
import { stockInventory } from "./inventory";
import type { Settled } from "./options";
import { drawPeople, type Person } from "./people";
import { programmePolicies } from "./policies";
import { drawPremium } from "./premium";
import { drawReviewers } from "./reviews";
import { dayOf, drawSchedule } from "./schedule";
import { workSession } from "./session";
import type { Studio } from "./studio";
import { renewTarget } from "./targets";
import { evaluateTiers, noTiering, type Tiering } from "./tiering";

/** A programme that has run: everything that happened, before reviews of conduct, pay and paper work are settled. */
export interface Simulated {
  readonly studio: Studio;
  readonly tiering: Tiering;
  readonly policies: readonly PolicyJson[];
  readonly versions: readonly TierPolicy[];
}

/** Runs the programme day by day: draws premium work, works all sessions, and evaluates tiers at window ends. */
export function simulate(settled: Settled): Simulated {
  const studio = openStudio(settled);
  const { calendar } = studio;
  const policies = programmePolicies(calendar, settled, studio.effects);
  const versions = policies.map((policy) => policySchema.parse(policy));
  const windows = policyWindows(versions, iso(calendar.startMs), iso(calendar.endMs));
  const tiering = noTiering();
  for (const person of studio.people) onboard(studio, person);
  for (let day = 0; day < calendar.dayCount; day++) {
    drawPremium(studio, inForce(versions, calendar.startMs + day * DAY), day);
    for (const person of studio.people) workDay(studio, person, day);
    // Work of the day before may lie in the next UTC day, and this day's in the last one.
    for (const window of due(windows, day, calendar.startMs)) {
      evaluateTiers(studio, tiering, window);
    }
  }
  for (const window of due(windows, calendar.dayCount, calendar.startMs))
    evaluateTiers(studio, tiering, window);
  return { studio, tiering, policies, versions };
}

const due = (windows: readonly PolicyWindow[], day: number, startMs: number): readonly PolicyWindow[] =>
  windows.filter((window) => Date.parse(window.to) === startMs + day * DAY);

const inForce = (versions: readonly TierPolicy[], ms: number): TierPolicy =>
  versions.findLast((policy) => Date.parse(policy.effectiveAt) <= ms) ?? (versions[0] as TierPolicy);

function openStudio(settled: Settled): Studio {
  const calendar = calendarOf(settled.endOn, settled.weekCount);
  const effects = effectsOf(settled.plant);
  const people = drawPeople(settled, calendar, effects);
  return {
    ...{ settled, calendar, effects, people },
    schedule: drawSchedule(settled, calendar, effects, people),
    inventory: stockInventory(settled, calendar, effects),
    reviewers: drawReviewers(settled, effects),
    facts: noFacts(),
    tiers: new Map(),
    drawn: new Map(),
    rework: new Map(),
  };
}

function workDay(studio: Studio, person: Person, day: number): void {
  renewTarget(studio, person, day);
  studio.schedule.on(person, day).forEach((session, index) => {
    const declared = { person, fromMs: session.startMs - 30 * MINUTE, toMs: session.endMs };
    if (!session.brief) studio.facts.online.push({ ...declared, source: "declared" });
    const random = seededRandom(`${studio.settled.seed}/day/${person.id}/${day}/${index}`);
    workSession(studio, person, session, day, random);
  });
}

/** Onboarding and qualification of those who join while the programme runs, on the days before they start. */
function onboard({ calendar, effects, facts }: Studio, person: Person): void {
  const day = dayOf(calendar, person.joinedMs);
  const unpaid = effects.unpaidHours > 0;
  if (day < 2) return;
  const add = (daysBefore: number, kind: "onboarding" | "qualification", hours: number) => {
    const fromMs = localMidnight(calendar, person.place.zone, day - daysBefore) + 10 * HOUR;
    facts.time.push({ person, projectId: null, fromMs, toMs: fromMs + hours * HOUR, kind, paid: !unpaid });
  };
  add(2, "onboarding", unpaid ? 4 : 1.5);
  add(1, "qualification", 1);
  if (unpaid) [3, 4].forEach((daysBefore) => add(daysBefore, "qualification", 5));
}
