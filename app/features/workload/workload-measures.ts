import type { Measured } from "~/domain/measured";
import { medianWithInterval } from "~/stats/quantile-interval";
import { wilson } from "~/stats/wilson";
import type { Unit } from "~/ui/format";

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
  /** Of the last audit: variation of monthly income, paid part of standing-by time, longest drought in days. */
  readonly swing: number | null;
  readonly utilisation: number | null;
  readonly droughtDays: number | null;
}

export interface WorkloadMeasure {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  readonly unit: Unit;
  readonly methodId: string;
  readonly reference?: { readonly value: number; readonly label: string };
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

/** Medians: means of pay and time are a few people's. */
const middle =
  (pick: Pick<number>, reason: string) =>
  (people: readonly PersonWork[], needed: number): Measured => {
    const values = Float64Array.from(known(people, pick)).sort();
    if (values.length < needed) return absent(values.length, needed, reason);
    return { kind: "measured", ...medianWithInterval(values), n: values.length };
  };

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
export const WORKLOAD_MEASURES: readonly WorkloadMeasure[] = [
  {
    ...{ id: "active", label: "Pay an hour over the floor, hands-on time", short: "Pay, active" },
    ...{ unit: FACTOR, methodId: "hourly-active", reference: FLOOR },
    of: middle(({ active }) => active, NO_PAY),
  },
  {
    ...{ id: "session", label: "Pay an hour over the floor, sessions", short: "Pay, session" },
    ...{ unit: FACTOR, methodId: "hourly-session", reference: FLOOR },
    of: middle(({ session }) => session, NO_PAY),
  },
  {
    ...{ id: "all-in", label: "Pay an hour over the floor, all hours", short: "Pay, all in" },
    ...{ unit: FACTOR, methodId: "hourly-all-in", reference: FLOOR },
    of: middle(({ allIn }) => allIn, "no time entries in this source"),
  },
  {
    ...{ id: "below-floor", label: "People below the floor, widest time on record", short: "Below floor" },
    ...{ unit: { kind: "share" }, methodId: "sub-minimum-effective-pay" },
    of: share((person) => {
      const widest = person.allIn ?? person.session ?? person.active;
      return widest === null ? null : widest < 1;
    }, NO_PAY),
  },
  {
    ...{
      id: "hours",
      label: "Hours a week",
      short: "Hours a week",
      unit: { kind: "hours" },
      methodId: "hours",
    },
    of: middle(({ hoursAWeek }) => hoursAWeek, "no times in this source"),
  },
  {
    ...{ id: "paid-share", label: "Paid part of all hours", short: "Paid share" },
    ...{ unit: { kind: "share" }, methodId: "paid-share" },
    of: middle(({ paidShare }) => paidShare, "no time entries in this source"),
  },
  {
    ...{ id: "night-share", label: "Hours between 00:00 and 05:00", short: "Night share" },
    ...{ unit: { kind: "share" }, methodId: "night-share" },
    of: middle(({ nightShare }) => nightShare, "no times in this source"),
  },
  {
    ...{ id: "rest", label: "People who missed a rest", short: "Missed a rest" },
    ...{ unit: { kind: "share" }, methodId: "rest-breaches" },
    of: share(
      ({ restBreaches }) => (restBreaches === null ? null : restBreaches > 0),
      "no times in this source",
    ),
  },
  {
    ...{ id: "swing", label: "Variation of monthly income", short: "Income swing" },
    ...{ unit: { kind: "number", digits: 2 }, methodId: "income-feast-famine" },
    reference: { value: 0.39, label: "US Financial Diaries" },
    of: middle(({ swing }) => swing, "no audit with six months of pay"),
  },
  {
    ...{ id: "utilisation", label: "Paid part of standing-by time", short: "Utilisation" },
    ...{ unit: { kind: "share" }, methodId: "task-drought" },
    of: middle(({ utilisation }) => utilisation, "no audit with availability"),
  },
  {
    ...{ id: "drought", label: "Longest run of available days without an offer", short: "Drought, days" },
    ...{ unit: { kind: "number", digits: 0 }, methodId: "task-drought" },
    of: middle(({ droughtDays }) => droughtDays, "no audit with availability"),
  },
];

export const DIMENSIONS = ["tier", "project", "country"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
