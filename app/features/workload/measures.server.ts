import { WORKLOAD_METRICS } from "~/detectors/workload";
import type { Measured } from "~/domain/measured";
import { WORKLOAD_SECTIONS, type WorkloadMetric } from "~/domain/workload-metric";
import { medianWithInterval } from "~/stats/quantile-interval";
import { ratioOfSums } from "~/stats/ratio-of-sums";
import { wilson } from "~/stats/wilson";
import type { Unit } from "~/ui/format";
import type { MeasureHead } from "./measure-head";

/** So many of so many. */
export interface Counted {
  readonly hits: number;
  readonly total: number;
}

/** One person's work, over all projects or on one; null where it is not on record. */
export interface PersonWork {
  readonly annotator: string;
  readonly label: string;
  /** '' for all projects together; then the one with the most hours beside it. */
  readonly project: string;
  readonly mainProject: string | null;
  /** The project whose row says the same as this one over all projects: there is no other. Null unless held against earlier answers. */
  readonly onlyProject: string | null;
  readonly taskType: string | null;
  readonly platform: string | null;
  readonly tier: string | null;
  readonly country: string | null;
  /** Declared by the person; null unless the tables that are made are of many. */
  readonly groups: Readonly<Record<string, string>> | null;
  /** Counts of judgments: correct of those on gold, agreeing of those compared, accepted of reviews, refused of decided. */
  readonly gold: Counted | null;
  readonly consensus: Counted | null;
  readonly review: Counted | null;
  readonly refusals: Counted | null;
  readonly medianSec: number | null;
  readonly handlingRatio: number | null;
  readonly longestSpellSec: number | null;
  /** What pay there is, minor units of one currency: tells whether one person's is most of a group's. */
  readonly payMinor: number | null;
  /** Pay an hour over the floor of the place: by hands-on time, by sessions, and all hours counted. */
  readonly active: number | null;
  readonly session: number | null;
  readonly allIn: number | null;
  readonly hoursAWeek: number | null;
  readonly paidShare: number | null;
  readonly nightShare: number | null;
  readonly restBreaches: number | null;
  /** Of the last audit: variation of monthly income, longest drought in days, and every fair-workload metric by its id. */
  readonly swing: number | null;
  readonly droughtDays: number | null;
  readonly conditions: Readonly<Record<string, number>>;
  /** Of the last audit: premium offers; null unless they are asked for. */
  readonly premium: PremiumOffers | null;
}

/** Premium offers that a person received, and those that a lottery among all who pass would have brought. */
export interface PremiumOffers {
  readonly received: number;
  readonly expected: number;
  /** What of the person's own records both rest on: nobody else's records change it. */
  readonly basis: readonly number[];
}

/** A number over people: what screens say of it, and how it is made. */
export interface PeopleMeasure extends Omit<MeasureHead, "section"> {
  /** Whether it is the middle person's value, a share of people, or of all judgments of a group. */
  readonly kind: "middle" | "share" | "pooled";
  /** What a person adds to it; null where that is not on record. */
  readonly inputs: (person: PersonWork) => readonly number[] | null;
  /** How much of a group's totals is the person's, where the measure is of totals that one may dominate. */
  readonly weights?: readonly ((person: PersonWork) => number)[];
  readonly of: (people: readonly PersonWork[], needed: number) => Measured;
}

export type WorkloadMeasure = PeopleMeasure & Pick<MeasureHead, "section">;

/** What of a measure screens are given: its formulas stay here. */
export const headOf = ({ id, label, short, unit, methodId, reference }: PeopleMeasure) => ({
  ...{ id, label, short, unit, methodId, reference },
});

/**
 * Fewest people of whom a researcher is shown a median: the ends of its interval are two people's values, and ten are
 * to lie beyond either.
 */
export const PEOPLE_FOR_MEDIAN = 34;

type Read<T> = (person: PersonWork) => T | null;

const known = <T>(people: readonly PersonWork[], pick: Read<T>): readonly T[] =>
  people.flatMap((person) => {
    const value = pick(person);
    return value === null ? [] : [value];
  });

const absent = (found: number, needed: number, reason: string): Measured =>
  found === 0 ? { kind: "unmeasured", reason } : { kind: "insufficient", n: found, needed };

/** The middle person's value and its interval; means of pay and time are a few people's. */
export function middleOf(values: readonly number[], needed: number, reason: string): Measured {
  if (values.length < needed || values.length === 0) return absent(values.length, needed, reason);
  const ascending = Float64Array.from(values).sort();
  return { kind: "measured", ...medianWithInterval(ascending), n: values.length };
}

type Formula = Pick<PeopleMeasure, "kind" | "inputs" | "of" | "weights">;

/** Medians: means of pay and time are a few people's. */
const middle = (pick: Read<number>, reason: string): Formula => ({
  kind: "middle",
  inputs: (person) => {
    const value = pick(person);
    return value === null ? null : [value];
  },
  of: (people, needed) => middleOf(known(people, pick), needed, reason),
});

const share = (pick: Read<boolean>, reason: string): Formula => ({
  kind: "share",
  inputs: (person) => {
    const value = pick(person);
    return value === null ? null : [Number(value)];
  },
  of: (people, needed) => {
    const values = known(people, pick);
    if (values.length < needed) return absent(values.length, needed, reason);
    const yes = values.filter(Boolean).length;
    const value = yes / values.length;
    return { kind: "measured", value, ...wilson(yes, values.length), n: values.length };
  },
});

/** A share of all judgments of a group, its interval from how people differ: they were drawn, not their judgments. */
const pooled = (pick: Read<Counted>, reason: string): Formula => ({
  kind: "pooled",
  weights: [(person) => pick(person)?.total ?? 0],
  inputs: (person) => {
    const counted = pick(person);
    return counted === null || counted.total === 0 ? null : [counted.hits, counted.total];
  },
  of: (people, needed) => {
    const counts = known(people, pick).filter(({ total }) => total > 0);
    if (counts.length < needed) return absent(counts.length, needed, reason);
    const ratio = ratioOfSums(counts.map(({ hits, total }) => ({ observed: hits, expected: total })));
    if (ratio === null) return absent(0, needed, reason);
    return {
      ...{ kind: "measured", value: ratio.value, low: ratio.low, high: Math.min(1, ratio.high) },
      n: counts.reduce((sum, { total }) => sum + total, 0),
    };
  },
});

const FACTOR: Unit = { kind: "factor" };

/** Premium offers of a group over what a lottery would have brought it. */
export const PREMIUM: PeopleMeasure = {
  ...{ id: "premium", label: "Premium offers received over expected", short: "Premium", unit: FACTOR },
  ...{ methodId: "golden-batch-concentration", reference: { value: 1, label: "a lottery" }, kind: "pooled" },
  weights: [({ premium }) => premium?.received ?? 0, ({ premium }) => premium?.expected ?? 0],
  // What is expected of one person changes with everybody's records: by it no answer could be held against another.
  inputs: ({ premium }) => premium?.basis ?? null,
  of: (people, needed) => {
    const offers = known(people, ({ premium }) => premium);
    const ratio = ratioOfSums(offers.map(({ received, expected }) => ({ observed: received, expected })));
    if (ratio === null || offers.length < needed) return absent(offers.length, needed, "none was expected");
    return { kind: "measured", value: ratio.value, low: ratio.low, high: ratio.high, n: offers.length };
  },
};

/** How many people there are. */
export const PEOPLE: PeopleMeasure = {
  ...{
    id: "people",
    label: "People",
    short: "People",
    unit: { kind: "count" },
    methodId: "",
    reference: null,
    kind: "share",
  },
  inputs: () => [1],
  of: (rows) => {
    const n = new Set(rows.map(({ annotator }) => annotator)).size;
    return { kind: "measured", value: n, low: n, high: n, n };
  },
};

const weights = [({ payMinor }: PersonWork): number => payMinor ?? 0];
const NO_PAY = "no pay with a floor in this source";
const FLOOR = { value: 1, label: "floor" };

/** The fair-workload measures that groups are compared by, in the order of the table. */
export const WORKLOAD_MEASURES: readonly WorkloadMeasure[] = inSections([
  {
    ...{
      id: "active",
      section: "pay",
      label: "Pay an hour over the floor, hands-on time",
      short: "Pay, active",
    },
    ...{ unit: FACTOR, methodId: "hourly-active", reference: FLOOR },
    ...middle(({ active }) => active, NO_PAY),
    weights,
  },
  {
    ...{
      id: "session",
      section: "pay",
      label: "Pay an hour over the floor, sessions",
      short: "Pay, session",
    },
    ...{ unit: FACTOR, methodId: "hourly-session", reference: FLOOR },
    ...middle(({ session }) => session, NO_PAY),
    weights,
  },
  {
    ...{ id: "all-in", section: "pay", label: "Pay an hour over the floor, all hours", short: "Pay, all in" },
    ...{ unit: FACTOR, methodId: "hourly-all-in", reference: FLOOR },
    ...middle(({ allIn }) => allIn, "no time entries in this source"),
    weights,
  },
  {
    ...{
      id: "below-floor",
      section: "pay",
      label: "People below the floor, widest time on record",
      short: "Below floor",
    },
    ...{ unit: { kind: "share" }, methodId: "sub-minimum-effective-pay" },
    reference: null,
    ...share((person) => {
      const widest = person.allIn ?? person.session ?? person.active;
      return widest === null ? null : widest < 1;
    }, NO_PAY),
    weights,
  },
  {
    ...{
      id: "hours",
      section: "time",
      label: "Hours a week",
      short: "Hours a week",
      unit: { kind: "hours" },
      methodId: "hours",
    },
    reference: null,
    ...middle(({ hoursAWeek }) => hoursAWeek, "no times in this source"),
  },
  {
    ...{ id: "paid-share", section: "pay", label: "Paid part of all hours", short: "Paid share" },
    ...{ unit: { kind: "share" }, methodId: "paid-share" },
    reference: null,
    ...middle(({ paidShare }) => paidShare, "no time entries in this source"),
  },
  {
    ...{ id: "night-share", section: "time", label: "Hours between 00:00 and 05:00", short: "Night share" },
    ...{ unit: { kind: "share" }, methodId: "night-share" },
    reference: null,
    ...middle(({ nightShare }) => nightShare, "no times in this source"),
  },
  {
    ...{ id: "rest", section: "time", label: "People who missed a rest", short: "Missed a rest" },
    ...{ unit: { kind: "share" }, methodId: "rest-breaches" },
    reference: null,
    ...share(
      ({ restBreaches }) => (restBreaches === null ? null : restBreaches > 0),
      "no times in this source",
    ),
  },
  {
    ...{ id: "swing", section: "pay", label: "Variation of monthly income", short: "Income swing" },
    ...{ unit: { kind: "number", digits: 2 }, methodId: "income-feast-famine" },
    reference: { value: 0.39, label: "US Financial Diaries" },
    ...middle(({ swing }) => swing, "no audit with six months of pay"),
  },
  {
    ...{
      id: "drought",
      section: "access",
      label: "Longest run of available days without an offer",
      short: "Drought, days",
    },
    ...{ unit: { kind: "number", digits: 0 }, methodId: "task-drought" },
    reference: null,
    ...middle(({ droughtDays }) => droughtDays, "no audit with availability"),
  },
  ...WORKLOAD_METRICS.map((metric): WorkloadMeasure => ({
    ...conditionHead(metric),
    ...middle(({ conditions }) => conditions[metric.id] ?? null, metric.absent),
  })),
]);

const NO_TIMES = "no times in this source";

/** What groups are compared by besides: how good and how fast the work is. */
export const QUALITY_MEASURES: readonly PeopleMeasure[] = [
  {
    ...{
      id: "gold",
      label: "Gold accuracy",
      short: "Gold",
      unit: { kind: "ratio" },
      methodId: "gold-accuracy",
    },
    reference: null,
    ...pooled(({ gold }) => gold, "no gold items in this source"),
  },
  {
    ...{ id: "consensus", label: "Agreement with the others", short: "Consensus" },
    ...{ unit: { kind: "ratio" }, methodId: "consensus-agreement" },
    reference: null,
    ...pooled(({ consensus }) => consensus, "no items that several people judged"),
  },
  {
    ...{ id: "review", label: "Accepted in review", short: "Review" },
    ...{ unit: { kind: "ratio" }, methodId: "review-acceptance" },
    reference: null,
    ...pooled(({ review }) => review, "no reviews in this source"),
  },
  {
    ...{ id: "refusals", label: "Refused of what was decided on", short: "Refused" },
    ...{ unit: { kind: "ratio" }, methodId: "rejection-rate" },
    reference: null,
    ...pooled(({ refusals }) => refusals, "nothing was decided on"),
  },
  {
    ...{ id: "seconds", label: "Handling time, the middle person's median", short: "Seconds" },
    ...{ unit: { kind: "seconds" }, methodId: "median-handling-time" },
    reference: null,
    ...middle(({ medianSec }) => medianSec, NO_TIMES),
  },
  {
    ...{ id: "handling", label: "Handling time against everybody's", short: "Handling" },
    ...{ unit: { kind: "factor" }, methodId: "handling-ratio", reference: { value: 1, label: "everybody" } },
    ...middle(({ handlingRatio }) => handlingRatio, NO_TIMES),
  },
  {
    ...{ id: "spell", label: "Longest spell of work", short: "Longest spell" },
    ...{ unit: { kind: "seconds" }, methodId: "longest-spell" },
    reference: null,
    ...middle(({ longestSpellSec }) => longestSpellSec, NO_TIMES),
  },
];

/** By section, each in the order it was written in. */
function inSections(all: readonly WorkloadMeasure[]): readonly WorkloadMeasure[] {
  return WORKLOAD_SECTIONS.flatMap((section) => all.filter((measure) => measure.section === section));
}

/** A fair-workload metric as pages show it. */
export function conditionHead({ id, label, short, section, unit }: WorkloadMetric): MeasureHead {
  const reference = id === "access-ratio" ? { value: 1, label: "a lottery" } : null;
  return { id, label, short, section, unit: unitOf(unit), methodId: id, reference };
}

function unitOf(unit: WorkloadMetric["unit"]): Unit {
  switch (unit) {
    case "share":
      return { kind: "share" };
    case "factor":
      return { kind: "factor" };
    case "hours":
      return { kind: "hours" };
    case "points":
    case "days":
    case "minutes":
      return { kind: "number", digits: 1 };
    case "count":
      return { kind: "number", digits: 0 };
  }
}
