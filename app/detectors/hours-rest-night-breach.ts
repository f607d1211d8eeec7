import { defineDetector } from "~/domain/detector";
import type { Timeline } from "~/domain/evidence";
import type { Answer, Json } from "~/domain/finding";
import { joinSpans, totalSec } from "~/domain/span";
import { programmeAnswer, subjectAnswer, insufficientAnswer } from "./parts/answer";
import { sum } from "./parts/group";
import { earningsByAnnotator, isCertainTime } from "./parts/labour";
import { breachSeverity } from "./parts/outcome";
import { nightPull } from "./parts/night-pull";
import { param } from "./parts/params";
import { clocksOf, type ClockBreach, restRules } from "./parts/rest-clocks";
import { allWork } from "./parts/timeline";

const LAW = "Directive 2003/88/EC, Articles 3 to 6, 8 and 16";
const THRESHOLD = { value: 0, kind: "law", source: LAW } as const;
const DAY = 86_400;

/** Is rest, the length of weeks and night work within the limits that law sets for workers? */
export default defineDetector({
  id: "hours-rest-night-breach",
  version: 2,
  title: "Hours, rest and night work",
  question:
    "Do people get the daily and weekly rest, the breaks and the limits of weeks and nights that law sets?",
  harm: "Overwork, missed rest and night work.",
  kind: "deterministic",
  requires: [],
  needs: ["timelines", "earnings", "allocation"],
  params: {
    dailyRestHours: param("Daily rest", "hours", [11, 8, 14], LAW, "law"),
    weeklyRestHours: param("Weekly rest", "hours", [24, 20, 36], LAW, "law"),
    weeklyHours: param("Average week over the reference period", "hours", [48, 20, 60], LAW, "law"),
    referenceWeeks: param("Reference period", "weeks", [17, 1, 52], LAW, "law"),
    breakAfterHours: param("Work before a break is due", "hours", [6, 4, 8], LAW, "law"),
    breakMinutes: param(
      "Length of that break",
      "minutes",
      [30, 15, 60],
      "National law sets it; 30 minutes by convention",
    ),
    nightHours: param("Average of a night worker per 24 hours", "hours", [8, 6, 12], LAW, "law"),
    nightFrom: param("Night begins, local hour", "hour", [23, 20, 24], LAW, "law"),
    nightTo: param("Night ends, local hour", "hour", [6, 5, 8], LAW, "law"),
  },
  minimum:
    "One day for daily rest and breaks, seven for weekly rest, 17 weeks for the average; before that it is provisional.",
  innocent: [
    "A person may have left a tool open without working; intervals by acceptance contain waiting.",
    "The limits bind employers of workers; for the self-employed they are a health benchmark.",
  ],
  limits: [
    "Work on other platforms is not seen: what is counted is a lower bound.",
    "Spells, breaks and rests merge gaps of up to 15 minutes; hours do not count gaps.",
    "Premium offers by night against by day stand in the evidence and never flag by themselves; a batch counts at its first offer.",
  ],
  sources: [
    { kind: "law", text: LAW },
    { kind: "convention", text: "A break of 30 minutes; night 23:00 to 06:00 local time" },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy:
    "A hard stop with pay protection, rest-safe deadlines, a night premium, and no tier penalty for rest.",
  messages: {
    flagged:
      "{count} times rest, breaks or weekly limits were not met, by {people} people; daily rest {daily}, weekly rest {weekly}, breaks {breaks}, average week {hours}, nights {nights}.",
    clear: "In the time that was recorded, rest, breaks and weekly limits were met.",
    inconclusive:
      "Only an upper bound of working time is known (from acceptance to submission): {count} instances are possible, none is certain.",
  },
  detect({ timelines, earnings, allocation }, params, { window, people }) {
    const rules = restRules(params);
    const worked = timelines.filter((timeline) => timeline.work.length > 0 || timeline.entries.length > 0);
    if (worked.length === 0) {
      const details = { n: 0, nUnit: "people with dated work", threshold: THRESHOLD };
      return [
        insufficientAnswer("no dated work (judgments with start and submission, time_entries)", details),
      ];
    }
    const rows = earningsByAnnotator(earnings);
    const own = worked.map((timeline) => ({
      timeline,
      breaches: clocksOf(timeline, rules),
      certain: isCertainTime(timeline, rows.get(timeline.annotator) ?? []),
    }));
    const breaches = own.flatMap(({ breaches: mine, certain }) => (certain ? mine : []));
    const possible = own.flatMap(({ breaches: mine, certain }) =>
      certain ? [] : mine.filter(({ provisional }) => !provisional),
    );
    const findings = own.map(({ timeline, breaches: mine, certain }) => ownFinding(timeline, mine, certain));
    return [
      programmeFinding(
        breaches,
        possible.length,
        worked,
        people,
        window.to - window.from,
        nightPull(timelines, allocation, { fromHour: params.nightFrom, toHour: params.nightTo }),
      ),
      ...findings,
    ];
  },
});

const COUNTED = ["daily_rest", "weekly_rest", "break", "average_week", "night"] as const;
type Counted = (typeof COUNTED)[number];

const countOf = (breaches: readonly ClockBreach[], rule: Counted) =>
  breaches.filter((breach) => breach.rule === rule && !breach.provisional).length;

function programmeFinding(
  all: readonly ClockBreach[],
  possible: number,
  worked: readonly Timeline[],
  people: number,
  windowSec: number,
  pull: Json,
): Answer {
  const breaches = all.filter((breach) => !breach.provisional);
  const flagged = breaches.length > 0;
  const outcome = flagged ? "flagged" : possible > 0 ? "inconclusive" : "clear";
  const affected = new Set(breaches.map(({ annotator }) => annotator)).size;
  const worst = breaches.toSorted((a, b) => b.overSec - a.overSec)[0];
  return programmeAnswer({
    outcome,
    severity: flagged ? breachSeverity(breaches, people) : null,
    message: {
      id: outcome,
      data: {
        count: flagged ? breaches.length : possible,
        people: affected,
        daily: countOf(all, "daily_rest"),
        weekly: countOf(all, "weekly_rest"),
        breaks: countOf(all, "break"),
        hours: countOf(all, "average_week"),
        nights: countOf(all, "night"),
      },
    },
    effect: census(breaches.length),
    n: worked.length,
    nUnit: "people",
    threshold: THRESHOLD,
    wouldChange: "Records of work elsewhere could only add to it; corrected times could take from it.",
    evidence: {
      counts: Object.fromEntries(COUNTED.map((rule) => [rule, countOf(all, rule)])),
      worst: worst
        ? { rule: worst.rule, annotator: worst.annotator, at: worst.at, overSeconds: worst.overSec }
        : null,
      possibleOnly: possible,
      provisionalAverages: all.filter((breach) => breach.provisional).length,
      days: Math.round(windowSec / DAY),
      nightPull: pull,
    },
    affected,
    affectedHours: sum(breaches.map(({ overSec }) => overSec)) / 3_600,
    chart: {
      kind: "bars",
      title: "Limits not met",
      unit: "instances",
      bars: COUNTED.map((rule) => ({ label: rule.replace("_", " "), value: countOf(all, rule) })),
      reference: null,
    },
  });
}

const census = (count: number): Answer["effect"] => ({
  name: "breaches",
  value: count,
  unit: "instances",
  low: count,
  high: null,
  method: "census of recorded time: a lower bound",
});

function ownFinding(timeline: Timeline, all: readonly ClockBreach[], certain: boolean): Answer {
  const breaches = all.filter((breach) => !breach.provisional);
  const flagged = breaches.length > 0 && certain;
  const outcome = flagged ? "flagged" : breaches.length > 0 ? "inconclusive" : "clear";
  const hours = totalSec(joinSpans(allWork(timeline))) / 3_600;
  return subjectAnswer("annotator", timeline.annotator, {
    outcome,
    severity: flagged ? breachSeverity(breaches, Infinity) : null,
    message: {
      id: outcome,
      data: {
        count: breaches.length,
        people: 1,
        daily: countOf(all, "daily_rest"),
        weekly: countOf(all, "weekly_rest"),
        breaks: countOf(all, "break"),
        hours: countOf(all, "average_week"),
        nights: countOf(all, "night"),
      },
    },
    effect: census(breaches.length),
    n: hours,
    nUnit: "hours worked",
    threshold: THRESHOLD,
    wouldChange: "Corrected times would change it.",
    evidence: {
      breaches: breaches.slice(0, 100).map(({ rule, at, overSec }) => ({ rule, at, overSeconds: overSec })),
      provisional: all.some((breach) => breach.provisional),
    },
    affected: 1,
    affectedHours: sum(breaches.map(({ overSec }) => overSec)) / 3_600,
  });
}
