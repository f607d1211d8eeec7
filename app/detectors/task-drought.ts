import { defineDetector } from "~/domain/detector";
import type { Timeline } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { localDay } from "~/domain/local-time";
import { totalSec, type Span } from "~/domain/span";
import { bootstrapRatio } from "~/stats/block-bootstrap";
import { kaplanMeier, survivalQuantile, type Duration } from "~/stats/kaplan-meier";
import { wilson } from "~/stats/wilson";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { sum } from "./parts/group";
import { standbyWeeks } from "./parts/labour";
import { judgeLow } from "./parts/outcome";
import { param } from "./parts/params";
import { tenUntil } from "./parts/ten-until";
import { availableSpans } from "./parts/timeline";

const THRESHOLD = {
  kind: "convention",
  source: "Half of standing-by time without paid work; the New York pay standard divides by utilisation",
} as const;
const MOST_GAPS = 50_000;

interface Person {
  readonly annotator: string;
  readonly weeks: readonly { readonly paid: number; readonly waiting: number }[];
  readonly paidSec: number;
  readonly waitingSec: number;
  readonly availableHours: number;
  readonly droughtDays: number;
  readonly gaps: readonly Duration[];
}

/** The longest run of local days on which the person was available and nothing was offered. */
export function longestDroughtDays(zone: string, available: readonly Span[], offers: Int32Array): number {
  const days = new Set<number>();
  for (const { from, to } of available) {
    for (let at = from; at < to; at += 6 * 3_600) days.add(localDay(zone, at));
    if (to > from) days.add(localDay(zone, to - 1));
  }
  const offered = new Set<number>();
  for (const at of offers) offered.add(localDay(zone, at));
  let longest = 0;
  let run = 0;
  for (const day of [...days].sort((a, b) => a - b)) {
    run = offered.has(day) ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Available hours from each offer to the next; the running one is censored, whatever it comes to. */
export function offerGaps(available: readonly Span[], offers: Int32Array): readonly Duration[] {
  const gaps: Duration[] = [];
  let waited = 0;
  let next = 0;
  for (const { from, to } of available) {
    let at = from;
    while (next < offers.length && (offers[next] ?? 0) < from) next++;
    for (; next < offers.length && (offers[next] ?? 0) < to; next++) {
      const offer = offers[next] ?? 0;
      gaps.push({ time: (waited + offer - at) / 3_600, ended: true });
      waited = 0;
      at = offer;
    }
    waited += to - at;
  }
  return waited > 0 ? [...gaps, { time: waited / 3_600, ended: false }] : gaps;
}

/** Do people stand by unpaid, or face empty queues without notice? */
export default defineDetector({
  id: "task-drought",
  version: 1,
  title: "Standing by without work",
  question: "How much of the time that people stand by is paid work, and how long do queues stay empty?",
  harm: "Unpaid standing-by and empty queues.",
  kind: "statistical",
  requires: ["availability"],
  needs: ["timelines"],
  params: {
    utilisation: param("Paid work as a share of paid work and waiting", "share", [0.5, 0.1, 0.95]),
    droughtDays: param("Available days in a row without an offer", "days", [5, 1, 60]),
    droughtPeople: param(
      "Share of people with such a run (low end of its interval)",
      "share",
      [0.1, 0.01, 0.9],
    ),
    leastHours: param("Available hours", "hours", [20, 1, 500]),
  },
  minimum: "Twenty available hours.",
  innocent: [
    "People may leave a tool open while they do something else.",
    "Offers made by another channel are not in the ledger.",
  ],
  limits: [
    "Only waiting within time seen online or recorded as waiting counts; declared availability without work is not waiting.",
    "Notice of the end of work is not recorded: a run without offers counts as unannounced.",
  ],
  sources: [
    { kind: "convention", text: "Utilisation of one half; five available days" },
    { kind: "paper", text: "ILO 2018, 2021: insufficient work" },
    { kind: "paper", text: "Kaplan and Meier 1958 (running droughts are censored)" },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy: "Pay standing-by or stop asking for availability; forecast the queue; cap the roster.",
  messages: {
    flagged:
      "{share} of standing-by time was paid work; {people} people were available for more than {days} days in a row without an offer.",
    clear:
      "{share} of standing-by time was paid work; {people} people had a longer run than {days} days without an offer.",
    inconclusive: "{share} of standing-by time was paid work; the interval covers the threshold.",
  },
  detect({ timelines }, params, context) {
    const people = timelines
      .filter(({ available, entries }) => available.length > 0 || entries.length > 0)
      .map(personOf);
    const random = context.random("task-drought");
    return [programme(people, params, random), ...people.map((person) => own(person, params, random))];
  },
});

function personOf(timeline: Timeline): Person {
  const available = availableSpans(timeline);
  const weeks = [...standbyWeeks(timeline).values()];
  return {
    annotator: timeline.annotator,
    weeks,
    paidSec: sum(weeks.map(({ paid }) => paid)),
    waitingSec: sum(weeks.map(({ waiting }) => waiting)),
    availableHours: totalSec(available) / 3_600,
    droughtDays:
      timeline.offers.length === 0 ? 0 : longestDroughtDays(timeline.zone, available, timeline.offers),
    gaps: timeline.offers.length === 0 ? [] : offerGaps(available, timeline.offers),
  };
}

type Rules = Readonly<Record<"utilisation" | "droughtDays" | "droughtPeople" | "leastHours", number>>;

function programme(people: readonly Person[], rules: Rules, random: () => number): Answer {
  const threshold = { value: rules.utilisation, ...THRESHOLD };
  const hours = sum(people.map(({ availableHours }) => availableHours));
  const waiting = sum(people.map(({ waitingSec }) => waitingSec)) / 3_600;
  const paid = sum(people.map(({ paidSec }) => paidSec)) / 3_600;
  if (hours < rules.leastHours) {
    return insufficientAnswer(
      `${hours.toFixed(1)} available hours, ${rules.leastHours} needed (availability)`,
      { n: hours, nUnit: "available hours", threshold },
    );
  }
  const offered = people.filter(({ gaps }) => gaps.length > 0);
  const dry = offered.filter(({ droughtDays }) => droughtDays > rules.droughtDays);
  const dryShare = offered.length === 0 ? null : wilson(dry.length, offered.length);
  const used = people.filter(({ paidSec, waitingSec }) => paidSec + waitingSec > 0);
  const interval = bootstrapRatio(
    used.map((one) => one.paidSec),
    used.map((one) => one.paidSec + one.waitingSec),
    { random, draws: used.length > 2_000 ? 199 : 999 },
  );
  const value = waiting + paid === 0 ? null : paid / (waiting + paid);
  const { low, high } = interval ?? { low: 0, high: 1 };
  const byUse =
    value === null || waiting === 0
      ? "inconclusive"
      : judgeLow({ value, low, high, threshold: rules.utilisation });
  const byDrought = dryShare !== null && dryShare.low > rules.droughtPeople;
  const open = dryShare !== null && !byDrought && dryShare.high >= rules.droughtPeople;
  const outcome =
    byDrought || byUse === "flagged"
      ? "flagged"
      : byUse === "clear" && !open
        ? "clear"
        : waiting === 0 && dryShare && !open
          ? "clear"
          : "inconclusive";
  const curve = kaplanMeier(offered.flatMap(({ gaps }) => gaps).slice(0, MOST_GAPS));
  const wait = curve ? survivalQuantile(curve) : null;
  return programmeAnswer({
    outcome,
    severity:
      outcome === "flagged"
        ? dry.length * 10 >= people.length || (value ?? 1) <= rules.utilisation / 2
          ? "high"
          : "watch"
        : null,
    message: {
      id: outcome,
      data: {
        share: value === null ? "an unknown share" : value.toFixed(3),
        people: dry.length,
        days: rules.droughtDays,
      },
    },
    effect: { name: "utilisation", value, unit: "share", low, high, method: "bootstrap of people, 95 %" },
    n: hours,
    nUnit: "available hours",
    threshold,
    wouldChange: "Waiting that was paid, or offers that are not on record.",
    evidence: {
      people: people.length,
      waitingHours: waiting,
      paidHours: paid,
      droughtPeople: dry.length,
      droughtInterval: dryShare ? [dryShare.low, dryShare.high] : null,
      longestDroughtDays: Math.max(0, ...people.map(({ droughtDays }) => droughtDays)),
      medianHoursToNextOffer: wait?.value ?? null,
      medianInterval: [wait?.low ?? null, wait?.high ?? null],
    },
    affected: dry.length,
    affectedHours: waiting,
    chart: curve
      ? {
          kind: "steps",
          title: "Share of offers still awaited, by available hours (Kaplan-Meier)",
          unit: "available hours",
          points: thin(curve.points.map(({ time, survival }) => [time, survival] as const)),
          reference: null,
          tenUntil: tenUntil(offered.map(({ gaps }) => Math.max(...gaps.map(({ time }) => time)))),
        }
      : null,
  });
}

function thin<T>(points: readonly T[]): readonly T[] {
  const step = Math.ceil(points.length / 200);
  return points.filter((_, index) => index % step === 0);
}

function own(person: Person, rules: Rules, random: () => number): Answer {
  const threshold = { value: rules.utilisation, ...THRESHOLD };
  const all = person.paidSec + person.waitingSec;
  if (person.availableHours < rules.leastHours || all === 0) {
    const reason = `${person.availableHours.toFixed(1)} available hours, ${rules.leastHours} needed (availability)`;
    const details = {
      n: person.availableHours,
      nUnit: "available hours",
      threshold,
      scope: "annotator" as const,
      subject: person.annotator,
    };
    return insufficientAnswer(reason, details);
  }
  const interval = bootstrapRatio(
    person.weeks.map(({ paid }) => paid),
    person.weeks.map(({ paid, waiting }) => paid + waiting),
    { random, draws: 199 },
  );
  const value = person.paidSec / all;
  const { low, high } = interval ?? { low: 0, high: 1 };
  const dry = person.droughtDays > rules.droughtDays;
  const outcome = dry ? "flagged" : judgeLow({ value, low, high, threshold: rules.utilisation });
  return subjectAnswer("annotator", person.annotator, {
    outcome,
    severity: outcome === "flagged" ? (value <= rules.utilisation / 2 ? "high" : "watch") : null,
    message: { id: outcome, data: { share: value.toFixed(3), people: dry ? 1 : 0, days: rules.droughtDays } },
    effect: { name: "utilisation", value, unit: "share", low, high, method: "bootstrap of weeks, 95 %" },
    n: person.availableHours,
    nUnit: "available hours",
    threshold,
    wouldChange: "Waiting that was paid, or offers that are not on record.",
    evidence: { waitingHours: person.waitingSec / 3_600, droughtDays: person.droughtDays },
    affected: 1,
    affectedHours: person.waitingSec / 3_600,
  });
}
