import { defineDetector } from "~/domain/detector";
import type { Earnings, Floors, Timeline, WageFloor } from "~/domain/evidence";
import type { Answer, Money } from "~/domain/finding";
import { bootstrapRatio } from "~/stats/block-bootstrap";
import { wilson } from "~/stats/wilson";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { floorsOf } from "./parts/floors";
import { weekStart } from "./parts/gold";
import { groupBy, sum } from "./parts/group";
import {
  earningsByAnnotator,
  UNPAID_KINDS,
  type UnpaidKind,
  unpaidWeeks,
  type UnpaidWeek,
} from "./parts/labour";
import { judgeHigh } from "./parts/outcome";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "convention",
  source: "A fifth unpaid is watched, a third is the mean of a bad market (Toxtli et al. 2021)",
} as const;

interface Person {
  readonly annotator: string;
  readonly weeks: readonly UnpaidWeek[];
  readonly allSec: number;
  readonly unpaidSec: number;
  readonly qualificationSec: number;
  /** The unpaid hours at the floor of the place; null where none is on record. */
  readonly atFloor: Money | null;
}

/** How much of all working time is not paid, and what does it go to? */
export default defineDetector({
  id: "unpaid-work-share",
  version: 2,
  title: "Unpaid working time",
  question: "What share of all working time (qualification, rework, rejected work, waiting) is not paid?",
  harm: "Qualification, rework, rejected and waiting time is not paid.",
  kind: "statistical",
  requires: ["time_entries"],
  needs: ["timelines", "earnings", "floors"],
  params: {
    watchShare: param("Unpaid share that is watched", "share", [0.2, 0.05, 0.8]),
    highShare: param(
      "Unpaid share that is high",
      "share",
      [0.33, 0.1, 0.9],
      "Toxtli et al. 2021: mean of 33 %, of a bad market",
      "paper",
    ),
    qualificationHours: param("Unpaid qualification and onboarding, a person", "hours", [8, 1, 100]),
    qualificationPeople: param(
      "Share of people above that (low end of its interval)",
      "share",
      [0.1, 0.01, 0.9],
    ),
    leastHours: param("Hours", "hours", [20, 1, 500]),
    leastWeeks: param("Weeks that stand in for those hours", "weeks", [4, 1, 52]),
  },
  minimum: "Twenty hours or four weeks.",
  innocent: [
    "Time entries may mark as unpaid what is paid in another way, such as a fixed fee for onboarding.",
    "Time online without work may have been spent on something else.",
  ],
  limits: [
    "Unpaid time that nobody records is not in it: a lower bound.",
    "Unpaid hours are told in money at the wage floor of the place: what they would have cost, not what was agreed.",
    "Whether answers given in unpaid tests were delivered to a client cannot be seen in a ledger; ask.",
  ],
  sources: [
    { kind: "paper", text: "Toxtli, Suri and Savage 2021 (invisible labour)" },
    { kind: "convention", text: "20 % watched; 8 hours of unpaid qualification" },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy: "Pay assessments, pay work rejected in good faith, return work for repair before rejecting it.",
  messages: {
    flagged:
      "{share} of {hours} hours were not paid; most of it went to {kind}. {qualification} people spent more than {limit} unpaid hours on qualification and onboarding.",
    clear: "{share} of {hours} hours were not paid.",
    inconclusive: "{share} of {hours} hours were not paid; the interval covers the threshold.",
  },
  detect({ timelines, earnings, floors }, params, context) {
    const rows = earningsByAnnotator(earnings);
    const people = timelines.flatMap((timeline) =>
      personOf(timeline, rows.get(timeline.annotator) ?? [], floors),
    );
    const random = context.random("unpaid-work-share");
    return [programme(people, params, random), ...people.map((person) => own(person, params, random))];
  },
});

function personOf(timeline: Timeline, earnings: readonly Earnings[], floors: Floors): readonly Person[] {
  const weeks = unpaidWeeks(timeline, earnings);
  const allSec = sum(weeks.map((week) => week.allSec));
  if (allSec === 0) return [];
  return [
    {
      annotator: timeline.annotator,
      weeks,
      allSec,
      unpaidSec: sum(weeks.map((week) => week.unpaidSec)),
      qualificationSec: sum(weeks.map(({ kinds }) => (kinds.qualification ?? 0) + (kinds.onboarding ?? 0))),
      atFloor: costAtFloor(weeks, floorsOf(floors, timeline, "minimum")),
    },
  ];
}

/** What the unpaid hours would have cost at the floor of the place, each week at the floor of its first day. */
function costAtFloor(weeks: readonly UnpaidWeek[], floors: readonly WageFloor[]): Money | null {
  const currency = floors.at(-1)?.currency;
  if (currency === undefined || floors.some((floor) => floor.currency !== currency)) return null;
  const minor = sum(
    weeks.map(({ week, unpaidSec }) => {
      const floor = floors.findLast(({ validFrom }) => validFrom <= weekStart(week)) ?? floors[0];
      return (unpaidSec / 3_600) * (floor?.amountMinorPerHour ?? 0);
    }),
  );
  return { minor: Math.round(minor), currency };
}

/** Everybody's, one currency at a time: they are never summed. */
function costsAtFloor(people: readonly Person[]): readonly (Money & { readonly people: number })[] {
  const known = people.flatMap(({ atFloor }) => atFloor ?? []);
  return [...groupBy(known, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    minor: sum(own.map(({ minor }) => minor)),
    people: own.length,
  }));
}

type Rules = Readonly<
  Record<
    "watchShare" | "highShare" | "qualificationHours" | "qualificationPeople" | "leastHours" | "leastWeeks",
    number
  >
>;

function programme(people: readonly Person[], rules: Rules, random: () => number): Answer {
  const hours = sum(people.map(({ allSec }) => allSec)) / 3_600;
  const unpaid = sum(people.map(({ unpaidSec }) => unpaidSec)) / 3_600;
  const threshold = { value: rules.watchShare, ...THRESHOLD };
  if (hours < rules.leastHours) {
    return insufficientAnswer(`${hours.toFixed(1)} hours, ${rules.leastHours} needed`, {
      n: hours,
      nUnit: "hours",
      threshold,
    });
  }
  // People differ more than weeks do: whole people are drawn again.
  const interval = bootstrapRatio(
    people.map(({ unpaidSec }) => unpaidSec),
    people.map(({ allSec }) => allSec),
    { random, draws: people.length > 2_000 ? 199 : 999 },
  );
  const value = unpaid / hours;
  const { low, high } = interval ?? { low: 0, high: 1 };
  const long = people.filter(({ qualificationSec }) => qualificationSec > rules.qualificationHours * 3_600);
  const longShare = wilson(long.length, people.length);
  const byShare = judgeHigh({ value, low, high, threshold: rules.watchShare });
  const outcome = longShare.low > rules.qualificationPeople ? "flagged" : byShare;
  const kinds = kindHours(people);
  const costs = costsAtFloor(people);
  return programmeAnswer({
    outcome,
    severity: outcome === "flagged" ? (value > rules.highShare ? "high" : "watch") : null,
    message: {
      id: outcome,
      data: {
        share: value.toFixed(3),
        hours: Math.round(hours),
        kind: kinds[0]?.label ?? "nothing",
        qualification: long.length,
        limit: rules.qualificationHours,
      },
    },
    effect: {
      name: "unpaid_share",
      value,
      unit: "share of hours",
      low,
      high,
      method: "bootstrap of people, 95 %",
    },
    n: hours,
    nUnit: "hours",
    threshold,
    wouldChange: "Time that was paid in another way, or unpaid time that is not on record.",
    evidence: {
      people: people.length,
      unpaidHours: unpaid,
      byKind: Object.fromEntries(kinds.map(({ label, value: own }) => [label, own])),
      longQualification: long.length,
      longQualificationInterval: [longShare.low, longShare.high],
      atFloor: costs.map((cost) => ({ ...cost })),
    },
    affected: people.filter(({ unpaidSec, allSec }) => unpaidSec / allSec > rules.watchShare).length,
    affectedHours: unpaid,
    money: costs.length === 1 && costs[0] ? { minor: costs[0].minor, currency: costs[0].currency } : null,
    chart: {
      kind: "bars",
      title: "Unpaid hours by what they went to",
      unit: "hours",
      bars: kinds,
      reference: null,
    },
  });
}

function kindHours(people: readonly Person[]) {
  const seconds = new Map<UnpaidKind, number>(UNPAID_KINDS.map((kind) => [kind, 0]));
  for (const { weeks } of people) {
    for (const { kinds } of weeks) {
      for (const kind of UNPAID_KINDS) {
        const own = kinds[kind];
        if (own !== undefined) seconds.set(kind, (seconds.get(kind) ?? 0) + own);
      }
    }
  }
  return [...seconds]
    .map(([label, own]) => ({ label, value: own / 3_600 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
}

function own(person: Person, rules: Rules, random: () => number): Answer {
  const hours = person.allSec / 3_600;
  const threshold = { value: rules.watchShare, ...THRESHOLD };
  if (hours < rules.leastHours && person.weeks.length < rules.leastWeeks) {
    const reason = `${hours.toFixed(1)} hours in ${person.weeks.length} weeks, ${rules.leastHours} hours or ${rules.leastWeeks} weeks needed`;
    const details = {
      n: hours,
      nUnit: "hours",
      threshold,
      scope: "annotator" as const,
      subject: person.annotator,
    };
    return insufficientAnswer(reason, details);
  }
  const interval = bootstrapRatio(
    person.weeks.map(({ unpaidSec }) => unpaidSec),
    person.weeks.map(({ allSec }) => allSec),
    { random, draws: 199 },
  );
  const value = person.unpaidSec / person.allSec;
  const { low, high } = interval ?? { low: 0, high: 1 };
  const long = person.qualificationSec > rules.qualificationHours * 3_600;
  const outcome = long ? "flagged" : judgeHigh({ value, low, high, threshold: rules.watchShare });
  return subjectAnswer("annotator", person.annotator, {
    outcome,
    severity: outcome === "flagged" ? (value > rules.highShare ? "high" : "watch") : null,
    message: {
      id: outcome,
      data: {
        share: value.toFixed(3),
        hours: Math.round(hours),
        kind: kindHours([person])[0]?.label ?? "nothing",
        qualification: long ? 1 : 0,
        limit: rules.qualificationHours,
      },
    },
    effect: {
      name: "unpaid_share",
      value,
      unit: "share of hours",
      low,
      high,
      method: "bootstrap of weeks, 95 %",
    },
    n: hours,
    nUnit: "hours",
    threshold,
    wouldChange: "Time that was paid in another way, or unpaid time that is not on record.",
    evidence: { unpaidHours: person.unpaidSec / 3_600, qualificationHours: person.qualificationSec / 3_600 },
    affected: 1,
    affectedHours: person.unpaidSec / 3_600,
    money: person.atFloor,
  });
}
