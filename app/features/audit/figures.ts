import type { Trial } from "~/detectors/parts/concentration";
import { tallyGold } from "~/detectors/parts/gold";
import { allWork } from "~/detectors/parts/timeline";
import type { Evidence, EvidenceId, Timeline } from "~/domain/evidence";
import { zoneOffsetSec } from "~/domain/local-time";
import { reviewerFunnel } from "~/features/quality/reviewer-funnel";
import { betaQuantile, betaUpperQuantile } from "~/stats/beta";
import { poissonInterval } from "~/stats/poisson";
import { beginConditions, PREMIUM_NEEDS, type PremiumTrials, premiumTrials } from "./conditions";
import type { Job } from "./job";

/** What screens show beside findings; `subject` is an annotator, or '' for the programme. */
export interface Figure {
  readonly name: FigureName;
  readonly subject: string;
  readonly value: object;
}

export type FigureName = "allocation" | "clock" | "conditions" | "reviewers";

/** Premium work received over what a lottery among those who pass would have brought. */
export interface Access {
  readonly received: number;
  readonly expected: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** One person's, as it is kept: without a ratio where none was expected. */
export type PersonAccess = Pick<Access, "received" | "expected"> &
  Partial<Access> & {
    /** Own offers, available hours and gold: what researchers' answers are told apart by. Absent in runs of before. */
    readonly basis?: readonly number[];
  };

export interface GroupAccess extends Access {
  readonly dimension: string;
  readonly group: string;
  readonly people: number;
}

/** Units are premium batches; a batch offered to several counts for each by its share. */
export interface AllocationFigure {
  readonly premiumBatches: number;
  /** Premium batches of weeks in which somebody's availability is on record. */
  readonly examined: number;
  readonly people: number;
  /** Groups of at least ten people. */
  readonly groups: readonly GroupAccess[];
}

/** Hours worked by local hour of the day and by local day (days since 1970). */
export interface ClockFigure {
  readonly people: number;
  readonly hours: readonly number[];
  readonly days: readonly (readonly [day: number, hours: number])[];
  /** How many people each is of, and the most that is one person's. Absent in runs of before. */
  readonly behind?: { readonly hours: readonly Behind[]; readonly days: readonly Behind[] };
}

type Behind = readonly [people: number, most: number];

/** Groups of fewer people are not kept at all. */
export const SMALLEST_GROUP = 10;

/**
 * Figures from whatever evidence is counted for the detectors of a run, each a job of its own that runs once its evidence
 * is there, and what they came to in the end; `now` is the instant of the last record.
 */
export function beginFigures(
  counted: ReadonlySet<EvidenceId>,
  now: number,
): { readonly jobs: readonly Job[]; readonly finish: () => readonly Figure[] } {
  const found: Record<FigureName, readonly Figure[]> = {
    allocation: [],
    conditions: [],
    clock: [],
    reviewers: [],
  };
  const conditions = beginConditions(counted, now);
  const places = PLACES.filter((id) => counted.has(id));
  const jobs: readonly Job[] = [
    {
      needs: [...PREMIUM_NEEDS, ...places],
      run: (evidence) => {
        found.allocation = allocationFigures(evidence, premiumTrials(evidence));
      },
    },
    ...conditions.jobs,
    {
      needs: ["timelines"],
      run: ({ timelines = [] }) => {
        if (timelines.length > 0) found.clock = [{ name: "clock", subject: "", value: clockOf(timelines) }];
      },
    },
    {
      needs: ["reviewTallies"],
      run: ({ reviewTallies = [] }) => {
        const reviewers = reviewerFunnel(reviewTallies);
        if (reviewers) found.reviewers = [{ name: "reviewers", subject: "", value: reviewers }];
      },
    },
  ];
  return {
    jobs: jobs.filter(({ needs }) => needs.every((id) => counted.has(id))),
    finish: () => {
      found.conditions = [...conditions.finish()].map(([subject, value]) => ({
        name: "conditions",
        subject,
        value,
      }));
      return [...found.allocation, ...found.conditions, ...found.clock, ...found.reviewers];
    },
  };
}

/** What says which group people belong to, as far as it is counted. */
const PLACES = ["access", "timelines"] as const;

function allocationFigures(evidence: Partial<Evidence>, premium: PremiumTrials | null): readonly Figure[] {
  if (premium === null) return [];
  const { trials } = premium;
  const { annotators, received, expected } = premium.shares;
  const basisOf = basesOf(evidence);
  const own = annotators.map((annotator, place): Figure => {
    const [had, due] = [received[place] ?? 0, expected[place] ?? 0];
    const value: PersonAccess = { ...accessOf(had, due), basis: [had, ...basisOf(annotator)] };
    return { name: "allocation", subject: annotator, value };
  });
  const programme: AllocationFigure = {
    premiumBatches: premium.premium,
    examined: trials.length,
    people: annotators.length,
    groups: groupsOf(evidence).flatMap(([dimension, groups]) => groupAccess(dimension, groups, trials)),
  };
  return [{ name: "allocation", subject: "", value: programme }, ...own];
}

/** Everybody's available hours, and gold answered correctly and at all: each from one person's records alone. */
function basesOf({ allocation, goldDays }: Partial<Evidence>): (annotator: string) => readonly number[] {
  const hours = new Map<string, number>();
  for (const row of allocation?.hours ?? [])
    hours.set(row.annotator, (hours.get(row.annotator) ?? 0) + row.hours);
  const gold = goldDays ? tallyGold(goldDays, null) : new Map<string, never>();
  return (annotator) => {
    const { correct = 0, total = 0 } = gold.get(annotator) ?? {};
    return [hours.get(annotator) ?? 0, correct, total];
  };
}

/** One person's: offers are few, so the exact Poisson interval. */
function accessOf(received: number, expected: number): PersonAccess {
  if (!(expected > 0)) return { received, expected };
  return { received, expected, ratio: received / expected, ...poissonInterval(received, expected) };
}

type Groups = ReadonlyMap<string, string>;

/** Which group each person belongs to, by dimension: where they live, and what they said of themselves. */
function groupsOf({
  access = [],
  timelines = [],
}: Partial<Evidence>): readonly (readonly [string, Groups])[] {
  const dimensions = new Map<string, Map<string, string>>();
  const put = (dimension: string, annotator: string, group: string) => {
    const own = dimensions.get(dimension) ?? new Map<string, string>();
    own.set(annotator, group);
    dimensions.set(dimension, own);
  };
  for (const { annotator, groups } of access) {
    for (const [dimension, group] of Object.entries(groups)) put(dimension, annotator, group);
  }
  for (const { annotator, country } of timelines) if (country !== null) put("country", annotator, country);
  return [...dimensions].sort(([a], [b]) => (a < b ? -1 : 1));
}

function groupAccess(dimension: string, groups: Groups, trials: readonly Trial[]): readonly GroupAccess[] {
  const people = countBy(groups.values());
  const received = new Map<string, number>();
  const expected = new Map<string, number>();
  const shares = new Map<Trial["stratum"], ReadonlyMap<string, number>>();
  const add = (to: Map<string, number>, group: string, amount: number) =>
    to.set(group, (to.get(group) ?? 0) + amount);
  for (const { batch, stratum } of trials) {
    let own = shares.get(stratum);
    if (!own) shares.set(stratum, (own = stratumShares(stratum, groups)));
    for (const [group, share] of own) add(expected, group, share);
    for (const annotator of batch.offerees) {
      const group = groups.get(annotator);
      if (group !== undefined) add(received, group, 1 / batch.offerees.length);
    }
  }
  return [...expected]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([group, due]) => {
      const count = people.get(group) ?? 0;
      if (count < SMALLEST_GROUP || due <= 0) return [];
      const had = Math.min(received.get(group) ?? 0, trials.length);
      // Clopper and Pearson over batches, as the detector has it for tiers: sums of shares need not be whole.
      const low = had === 0 ? 0 : betaQuantile(0.025, had, trials.length - had + 1);
      const high = had === trials.length ? 1 : betaUpperQuantile(0.025, had + 1, trials.length - had);
      const scale = trials.length / due;
      return [
        {
          ...{ dimension, group, people: count, received: had, expected: due },
          ...{ ratio: had / due, low: low * scale, high: high * scale },
        },
      ];
    });
}

function stratumShares({ annotators, weights, total }: Trial["stratum"], groups: Groups) {
  const shares = new Map<string, number>();
  annotators.forEach((annotator, place) => {
    const group = groups.get(annotator);
    if (group === undefined) return;
    shares.set(group, (shares.get(group) ?? 0) + (weights[place] ?? 0) / total);
  });
  return shares;
}

function countBy(values: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const HOUR_SEC = 3_600;
const DAY_SEC = 86_400;

/** When people work, each by the clock of their own place. */
function clockOf(timelines: readonly Timeline[]): ClockFigure {
  const hours = Array.from({ length: 24 }, () => new Together());
  const days = new Map<number, Together>();
  for (const timeline of timelines) {
    const own = ownClock(timeline);
    for (const [hour, worked] of own.hours) hours[hour]?.add(worked);
    for (const [day, worked] of own.days) {
      const all = days.get(day) ?? new Together();
      days.set(day, all);
      all.add(worked);
    }
  }
  const ordered = [...days].sort(([a], [b]) => a - b);
  return {
    people: timelines.length,
    hours: hours.map(({ total }) => total),
    days: ordered.map(([day, { total }]) => [day, total]),
    behind: {
      hours: hours.map(({ people, most }) => [people, most]),
      days: ordered.map(([, { people, most }]) => [people, most]),
    },
  };
}

/** Hours of several people together. */
class Together {
  total = 0;
  people = 0;
  most = 0;
  add(worked: number): void {
    this.total += worked;
    this.people += 1;
    this.most = Math.max(this.most, worked);
  }
}

/** One person's hours by local hour and day. */
function ownClock(timeline: Timeline) {
  const hours = new Map<number, number>();
  const days = new Map<number, number>();
  for (const { from, to } of allWork(timeline)) {
    for (let at = from; at < to;) {
      const offset = zoneOffsetSec(timeline.zone, at);
      const local = at + offset;
      const next = Math.min(to, (Math.floor(local / HOUR_SEC) + 1) * HOUR_SEC - offset);
      const worked = (next - at) / HOUR_SEC;
      const hour = Math.floor((local % DAY_SEC) / HOUR_SEC);
      hours.set(hour, (hours.get(hour) ?? 0) + worked);
      const day = Math.floor(local / DAY_SEC);
      days.set(day, (days.get(day) ?? 0) + worked);
      at = next;
    }
  }
  return { hours, days };
}
