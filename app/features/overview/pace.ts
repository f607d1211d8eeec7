import type { Measured } from "~/domain/measured";
import type { SeriesPoint } from "~/ui/time-series";

/** What a manager set for a project; it counts from its first day until a later plan begins. */
export interface Plan {
  readonly projectId: number;
  readonly project: string;
  readonly fromOn: string;
  readonly perDay: number;
  readonly total: number | null;
  readonly dueOn: string | null;
  readonly setAt: string;
  readonly setBy: string;
}

/** Judgments of one project on one day. */
export interface ProjectDay {
  readonly projectId: number;
  readonly day: string;
  readonly judgments: number;
}

const DAY_MS = 86_400_000;

export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Every day from the first to the last, both included. */
export function calendar(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayAfter(first, index));
}

/** The plan of each project that counts on a day. `plans` are in order of their first day, then of being set. */
export function plansOn(plans: readonly Plan[], day: string): readonly Plan[] {
  const counting = new Map<number, Plan>();
  for (const plan of plans) if (plan.fromOn <= day) counting.set(plan.projectId, plan);
  return [...counting.values()].filter(({ perDay }) => perDay > 0);
}

export interface PlannedDay {
  readonly day: string;
  /** Judgments that plans ask for; null where no plan counts. */
  readonly planned: number | null;
  /** What the projects that they are for brought; null where no plan counts. */
  readonly made: number | null;
}

/** Plan and work of the planned projects, day by day. */
export function againstPlan(
  days: readonly string[],
  plans: readonly Plan[],
  work: readonly ProjectDay[],
): readonly PlannedDay[] {
  const made = new Map(work.map(({ projectId, day, judgments }) => [`${projectId} ${day}`, judgments]));
  return days.map((day) => {
    const counting = plansOn(plans, day);
    if (counting.length === 0) return { day, planned: null, made: null };
    return {
      day,
      planned: counting.reduce((sum, { perDay }) => sum + perDay, 0),
      made: counting.reduce((sum, { projectId }) => sum + (made.get(`${projectId} ${day}`) ?? 0), 0),
    };
  });
}

/** Work as a share of plan over whole days: the last recorded day may still be running and is left out. A census. */
export function planShare(planned: readonly PlannedDay[]): Measured {
  const whole = planned.slice(0, -1).filter((day) => day.planned !== null);
  if (planned.every((day) => day.planned === null)) {
    return { kind: "unmeasured", reason: "no plan is set for these days" };
  }
  if (whole.length === 0) return { kind: "insufficient", n: 0, needed: 1 };
  const sum = (of: (day: PlannedDay) => number | null) =>
    whole.reduce((total, day) => total + (of(day) ?? 0), 0);
  const value = sum(({ made }) => made) / sum((day) => day.planned);
  return { kind: "measured", value, low: value, high: value, n: whole.length };
}

export interface HourCount {
  readonly day: string;
  readonly hour: number;
  readonly judgments: number;
}

const instant = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, "0")}:00:00Z`;

/**
 * Judgments an hour over the last days, and what the plan of a day makes of its hours when it is spread as the work of
 * all the given days was: nobody plans a night shift by dividing by 24.
 */
export function hoursAgainstPlan(
  counts: readonly HourCount[],
  planned: readonly PlannedDay[],
  shown: number,
): { readonly work: readonly SeriesPoint[]; readonly plan: readonly SeriesPoint[] } {
  const last = counts.reduce((latest, { day }) => (day > latest ? day : latest), "");
  if (last === "") return { work: [], plan: [] };
  const total = counts.reduce((sum, { judgments }) => sum + judgments, 0);
  const usual = new Array<number>(24).fill(0);
  for (const { hour, judgments } of counts) usual[hour]! += judgments / total;
  const made = new Map(counts.map(({ day, hour, judgments }) => [instant(day, hour), judgments]));
  const plans = new Map(planned.map((day) => [day.day, day.planned]));
  const hours = calendar(dayAfter(last, 1 - shown), last).flatMap((day) =>
    usual.map((share, hour) => ({ at: instant(day, hour), share, plan: plans.get(day) ?? null })),
  );
  return {
    work: hours.map(({ at }) => ({ at, value: made.get(at) ?? 0 })),
    plan: hours.some(({ plan }) => plan !== null)
      ? hours.map(({ at, share, plan }) => ({ at, value: plan === null ? null : plan * share }))
      : [],
  };
}

/** What is to be worked off: the plans with a total that count on a day, and all that their projects brought. */
export interface Wanted {
  readonly plans: readonly Plan[];
  readonly total: number;
  /** The last day that something is due; null where no plan says. */
  readonly dueOn: string | null;
  /** Left at the end of each day from the first plan's on, as long as it is known. */
  readonly remaining: readonly SeriesPoint[];
  readonly left: number;
  /** Judgments of consecutive days up to the last whole one, from the projects' first day on. */
  readonly history: readonly number[];
  readonly lastWhole: string;
}

/** Null where no plan that counts on the last recorded day says how much is wanted altogether. */
export function wantedWork(
  plans: readonly Plan[],
  work: readonly ProjectDay[],
  lastDay: string,
): Wanted | null {
  const counting = plansOn(plans, lastDay).filter(({ total }) => total !== null);
  if (counting.length === 0) return null;
  const lastWhole = dayAfter(lastDay, -1);
  const from = new Map(counting.map(({ projectId, fromOn }) => [projectId, fromOn]));
  const own = work.filter(({ projectId, day }) => from.has(projectId) && day <= lastWhole);
  const first = own.reduce((least, { day }) => (day < least ? day : least), lastWhole);
  const all = new Map<string, number>();
  const counted = new Map<string, number>();
  for (const { projectId, day, judgments } of own) {
    all.set(day, (all.get(day) ?? 0) + judgments);
    if (day >= from.get(projectId)!) counted.set(day, (counted.get(day) ?? 0) + judgments);
  }
  const total = counting.reduce((sum, plan) => sum + plan.total!, 0);
  const begun = counting.map(({ fromOn }) => fromOn).reduce((one, other) => (other < one ? other : one));
  let left = total;
  const remaining = calendar(begun, lastWhole).map((day): SeriesPoint => {
    left = Math.max(0, left - (counted.get(day) ?? 0));
    return { at: day, value: left };
  });
  const due = counting.flatMap(({ dueOn }) => dueOn ?? []).sort();
  return {
    ...{ plans: counting, total, dueOn: due.at(-1) ?? null, remaining, left, lastWhole },
    history: calendar(first, lastWhole).map((day) => all.get(day) ?? 0),
  };
}
