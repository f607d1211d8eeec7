import { WORKLOAD_METRICS } from "~/detectors/workload";
import type { Measured } from "~/domain/measured";
import { WORKLOAD_SECTIONS, type WorkloadMetric } from "~/domain/workload-metric";
import { medianWithInterval } from "~/stats/quantile-interval";
import { wilson } from "~/stats/wilson";
import type { Unit } from "~/ui/format";
import type { MeasureHead } from "./measure-head";

/** One person's work, over all projects or on one; null where it is not on record. */
export interface PersonWork {
  readonly annotator: string;
  readonly label: string;
  readonly project: string;
  readonly tier: string | null;
  readonly country: string | null;
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
}

export interface WorkloadMeasure extends MeasureHead {
  /** The middle person's value, or the share of people of whom something is true. */
  readonly of: (people: readonly PersonWork[], needed: number) => Measured;
}

type Pick<T> = (person: PersonWork) => T | null;

const known = <T>(people: readonly PersonWork[], pick: Pick<T>): readonly T[] =>
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

const middle =
  (pick: Pick<number>, reason: string) =>
  (people: readonly PersonWork[], needed: number): Measured =>
    middleOf(known(people, pick), needed, reason);

const share =
  (pick: Pick<boolean>, reason: string) =>
  (people: readonly PersonWork[], needed: number): Measured => {
    const values = known(people, pick);
    if (values.length < needed) return absent(values.length, needed, reason);
    const yes = values.filter(Boolean).length;
    const value = yes / values.length;
    return { kind: "measured", value, ...wilson(yes, values.length), n: values.length };
  };

const NO_PAY = "no pay with a floor in this source";
const FLOOR = { value: 1, label: "floor" };
const FACTOR: Unit = { kind: "factor" };

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
    of: middle(({ active }) => active, NO_PAY),
  },
  {
    ...{
      id: "session",
      section: "pay",
      label: "Pay an hour over the floor, sessions",
      short: "Pay, session",
    },
    ...{ unit: FACTOR, methodId: "hourly-session", reference: FLOOR },
    of: middle(({ session }) => session, NO_PAY),
  },
  {
    ...{ id: "all-in", section: "pay", label: "Pay an hour over the floor, all hours", short: "Pay, all in" },
    ...{ unit: FACTOR, methodId: "hourly-all-in", reference: FLOOR },
    of: middle(({ allIn }) => allIn, "no time entries in this source"),
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
    of: share((person) => {
      const widest = person.allIn ?? person.session ?? person.active;
      return widest === null ? null : widest < 1;
    }, NO_PAY),
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
    of: middle(({ hoursAWeek }) => hoursAWeek, "no times in this source"),
  },
  {
    ...{ id: "paid-share", section: "pay", label: "Paid part of all hours", short: "Paid share" },
    ...{ unit: { kind: "share" }, methodId: "paid-share" },
    reference: null,
    of: middle(({ paidShare }) => paidShare, "no time entries in this source"),
  },
  {
    ...{ id: "night-share", section: "time", label: "Hours between 00:00 and 05:00", short: "Night share" },
    ...{ unit: { kind: "share" }, methodId: "night-share" },
    reference: null,
    of: middle(({ nightShare }) => nightShare, "no times in this source"),
  },
  {
    ...{ id: "rest", section: "time", label: "People who missed a rest", short: "Missed a rest" },
    ...{ unit: { kind: "share" }, methodId: "rest-breaches" },
    reference: null,
    of: share(
      ({ restBreaches }) => (restBreaches === null ? null : restBreaches > 0),
      "no times in this source",
    ),
  },
  {
    ...{ id: "swing", section: "pay", label: "Variation of monthly income", short: "Income swing" },
    ...{ unit: { kind: "number", digits: 2 }, methodId: "income-feast-famine" },
    reference: { value: 0.39, label: "US Financial Diaries" },
    of: middle(({ swing }) => swing, "no audit with six months of pay"),
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
    of: middle(({ droughtDays }) => droughtDays, "no audit with availability"),
  },
  ...WORKLOAD_METRICS.map((metric): WorkloadMeasure => ({
    ...conditionHead(metric),
    of: middle(({ conditions }) => conditions[metric.id] ?? null, metric.absent),
  })),
]);

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
