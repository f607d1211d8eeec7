import { defineDetector } from "~/domain/detector";
import type { ContentDays } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { quantiles } from "~/stats/quantiles";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { groupBy, sum } from "./parts/group";
import { breachSeverity } from "./parts/outcome";
import { param } from "./parts/params";
import { retaliation } from "./parts/retaliation";

const DAY = 86_400;
const THRESHOLD = {
  kind: "convention",
  source:
    "Client's limit; four hours a day and 60 minutes at a stretch by convention (Fairwork AI 2.1: task-specific risks)",
} as const;

type Day = ContentDays["days"][number];

/** How much disturbing material do people work on, were they warned, and does opting out cost them work? */
export default defineDetector({
  id: "harmful-content-load",
  version: 2,
  title: "Load of disturbing content",
  question:
    "How long do people work on disturbing content a day and at a stretch, with warning and without penalty for opting out?",
  harm: "Heavy exposure to disturbing material without consent, limits or care.",
  kind: "deterministic",
  requires: [],
  needs: ["contentDays", "timelines"],
  params: {
    dailyHours: param("Most time a day", "hours", [4, 0.5, 8]),
    stretchMinutes: param("Most time at a stretch", "minutes", [60, 10, 240]),
    optOuts: param("People who opted out, for the comparison of offers", "people", [10, 5, 100]),
    rateRatio: param("Offers after opting out against before", "ratio", [0.7, 0.1, 1]),
  },
  minimum: "One day of work on a project whose content severity is declared.",
  innocent: [
    "The declared severity may hold for few items of the project.",
    "A warning may have been given outside of the ledger.",
  ],
  limits: [
    "Severity is what the client declares; nothing is inferred about how anybody felt.",
    "Pauses of up to five minutes do not end a stretch.",
  ],
  sources: [
    { kind: "convention", text: THRESHOLD.source },
    { kind: "paper", text: "Fairwork cloudwork principle 2: risks flagged before acceptance" },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy: "Rotation, paid decompression, and opting out without penalty.",
  messages: {
    flagged:
      "{long} days above {hours} hours, {stretch} stretches above {minutes} minutes, {unwarned} days on the most severe content without warning, over {people} people.",
    clear:
      "Exposure on {days} days of {people} people stayed within the limits, with warning where the content is most severe.",
    inconclusive: "Exposure stayed within the limits on the days examined.",
  },
  detect({ contentDays, timelines }, params, { people, window }) {
    const threshold = { value: params.dailyHours, ...THRESHOLD };
    const days = contentDays.days;
    if (days.length === 0) {
      const reason = contentDays.declared
        ? "no dated work on projects with content of severity 2 or 3"
        : "no project declares the severity of its content (projects.content_severity)";
      return [insufficientAnswer(reason, { n: 0, nUnit: "person-days", threshold })];
    }
    const optOuts = contentDays.optOuts.map(({ annotator, at }, index) => ({
      id: String(index),
      annotator,
      subject: "opt_out",
      subjectId: "",
      filedAt: at,
      answeredAt: null,
      outcome: null,
      rectifiedAt: null,
    }));
    const penalty = retaliation(timelines, optOuts, window, params.optOuts, params.rateRatio);
    const byPerson = groupBy(days, ({ annotator }) => annotator);
    const own = [...byPerson].map(([annotator, mine]) => ({
      annotator,
      days: mine,
      breaches: breachesOf(mine, params),
    }));
    const breaches = own.flatMap((person) => person.breaches);
    const flagged = breaches.length > 0 || penalty.flagged;
    const doses =
      quantiles(
        days.map(({ seconds }) => seconds / 60),
        [0.5, 0.9, 1],
      ) ?? [];
    return [
      programmeAnswer({
        ...shared(days, breaches, params, byPerson.size),
        outcome: flagged ? "flagged" : "clear",
        severity: flagged ? severityOf(days, breaches, people) : null,
        // An exposure beyond a limit needs no test; less work after opting out alone does.
        p: breaches.length === 0 && penalty.flagged ? penalty.p : null,
        threshold,
        evidence: {
          minutesADay: { median: doses[0] ?? null, p90: doses[1] ?? null, most: doses[2] ?? null },
          people: byPerson.size,
          offersAfterOptingOut: penalty.evidence,
        },
        affected: own.filter((person) => person.breaches.length > 0).length,
        affectedHours: sum(days.map(({ seconds }) => seconds)) / 3_600,
        chart: doseChart(days, params.dailyHours),
      }),
      ...own.map((person) =>
        subjectAnswer("annotator", person.annotator, {
          ...shared(person.days, person.breaches, params, 1),
          severity: person.breaches.length > 0 ? severityOf(person.days, person.breaches, Infinity) : null,
          threshold,
          affected: 1,
        }),
      ),
    ];
  },
});

interface Breach {
  readonly annotator: string;
  readonly at: number;
  readonly kind: "day" | "stretch" | "unwarned";
}

type Rules = Readonly<Record<"dailyHours" | "stretchMinutes", number>>;

function breachesOf(days: readonly Day[], { dailyHours, stretchMinutes }: Rules): readonly Breach[] {
  return days.flatMap((day) => {
    const base = { annotator: day.annotator, at: day.day * DAY };
    return [
      ...(day.seconds > dailyHours * 3_600 ? [{ ...base, kind: "day" as const }] : []),
      ...(day.longestSec > stretchMinutes * 60 ? [{ ...base, kind: "stretch" as const }] : []),
      ...(day.unwarnedSec > 0 ? [{ ...base, kind: "unwarned" as const }] : []),
    ];
  });
}

const severityOf = (days: readonly Day[], breaches: readonly Breach[], people: number) =>
  days.some(({ unwarnedSec }) => unwarnedSec > 0) && breaches.length === 0
    ? "high"
    : breachSeverity(breaches, people);

function shared(days: readonly Day[], breaches: readonly Breach[], rules: Rules, people: number) {
  const count = (kind: Breach["kind"]) => breaches.filter((breach) => breach.kind === kind).length;
  const flagged = breaches.length > 0;
  const most = days.reduce((longest, { seconds }) => Math.max(longest, seconds), -Infinity) / 3_600;
  return {
    outcome: flagged ? "flagged" : "clear",
    message: {
      id: flagged ? "flagged" : "clear",
      data: {
        long: count("day"),
        stretch: count("stretch"),
        unwarned: count("unwarned"),
        hours: rules.dailyHours,
        minutes: rules.stretchMinutes,
        people,
        days: days.length,
      },
    },
    effect: {
      name: "most_hours_a_day",
      value: most,
      unit: "hours",
      low: most,
      high: null,
      method: "census of recorded time",
    },
    n: days.length,
    nUnit: "person-days",
    wouldChange: "Severity declared item by item, or warnings that are not on record.",
  } satisfies Partial<Answer>;
}

function doseChart(days: readonly Day[], limit: number): Answer["chart"] {
  const hours = [0, 1, 2, 3, 4, 5, 6];
  return {
    kind: "bars",
    title: "Person-days by hours on severe content",
    unit: "person-days",
    bars: hours.map((from) => ({
      label: from === 6 ? "6 and more" : `${from} to ${from + 1}`,
      value: days.filter(
        ({ seconds }) => seconds / 3_600 >= from && (seconds / 3_600 < from + 1 || from === 6),
      ).length,
      compare: limit,
    })),
    reference: null,
  };
}
