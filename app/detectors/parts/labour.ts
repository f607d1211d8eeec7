import type { Earnings, Timeline, TimeEntry } from "~/domain/evidence";
import { joinSpans, totalSec, type Span } from "~/domain/span";
import { weekOf, weekStart } from "./gold";
import { groupBy, sum } from "./group";
import { allWork, availableSpans, withoutSpans, workSpans } from "./timeline";

/** Gaps of up to this many seconds within a session of judgments count as work. */
export const SESSION_GAP_SEC = 300;

/** What is known of how long the work took. */
export type TimeKnowledge =
  /** Hands-on time is recorded, and presence agrees with it. */
  | "measured"
  /** Only the time from acceptance to submission, or presence far longer than the recorded work: an upper bound. */
  | "upper_bound"
  | "none";

export interface Labour {
  readonly annotator: string;
  readonly knowledge: TimeKnowledge;
  readonly clock: "active" | "accept_to_submit" | "none";
  /** Hands-on seconds; null where not recorded for nearly all judgments. */
  readonly activeSec: number | null;
  /** Seconds from acceptance to submission, parallel work counted as often as it was accepted. */
  readonly elapsedSec: number | null;
  /** Everything: sessions, time entries, waiting online. Joined. */
  readonly allIn: readonly Span[];
  /** The least it can have been: hands-on time and the time entries outside of it. */
  readonly leastSec: number | null;
  /** Net pay by week and currency, minor units. */
  readonly pay: readonly { readonly week: number; readonly currency: string; readonly minor: number }[];
  readonly currencies: readonly string[];
}

/** Whether hands-on time is recorded for nearly all judgments of a person. */
export function hasActiveTime(earnings: readonly Earnings[]): boolean {
  const judgments = sum(earnings.map((row) => row.judgments));
  return judgments > 0 && sum(earnings.map((row) => row.activeKnown)) >= 0.95 * judgments;
}

/** Pay and time of one person, time by every denominator the record allows. */
export function labourOf(timeline: Timeline, earnings: readonly Earnings[]): Labour {
  const elapsedKnown = sum(earnings.map((row) => row.elapsedKnown));
  const active = sum(earnings.map((row) => row.activeSec));
  const handled = active + sum(earnings.map((row) => row.idleSec));
  const elapsed = sum(earnings.map((row) => row.elapsedSec));
  const hasActive = hasActiveTime(earnings);
  const sessions = joinSpans(workSpans(timeline), SESSION_GAP_SEC);
  const presence = totalSec(sessions);
  // Presence (parallel work once) much above hands-on time means that some of it is waiting in a queue.
  const agrees = hasActive && (elapsedKnown === 0 || presence <= 1.25 * handled + 600);
  const knowledge = agrees ? "measured" : presence > 0 || elapsed > 0 || hasActive ? "upper_bound" : "none";
  const outside = withoutSpans(joinSpans(timeline.entries), sessions);
  return {
    annotator: timeline.annotator,
    knowledge,
    clock: hasActive ? "active" : elapsedKnown > 0 || presence > 0 ? "accept_to_submit" : "none",
    activeSec: hasActive ? active : null,
    elapsedSec: elapsedKnown > 0 ? elapsed : null,
    allIn: joinSpans([...sessions, ...timeline.entries, ...availableSpans(timeline, "online")]),
    leastSec: hasActive ? active + totalSec(outside) : null,
    pay: payByWeek(earnings),
    currencies: [...new Set(earnings.flatMap((row) => (row.currency === null ? [] : [row.currency])))],
  };
}

/** Pay due and extras; payments for work stand in where no judgment of the person carries pay. */
function payByWeek(earnings: readonly Earnings[]) {
  const carriesPay = earnings.some((row) => row.paidJudgments > 0 || row.payMinor !== 0);
  return earnings.flatMap(({ week, currency, payMinor, extrasMinor, workPaymentsMinor }) =>
    currency === null
      ? []
      : [{ week, currency, minor: (carriesPay ? payMinor : workPaymentsMinor) + extrasMinor }],
  );
}

/** Session seconds with gaps of up to each of these minutes merged (Hara et al. 2018). */
export function sessionSeconds(timeline: Timeline, gapMinutes: readonly number[]): readonly number[] {
  const spans = workSpans(timeline);
  return gapMinutes.map((minutes) => totalSec(joinSpans(spans, minutes * 60)));
}

/** Seconds of joined spans by ISO week. */
export function secondsByWeek(spans: readonly Span[]): Map<number, number> {
  const weeks = new Map<number, number>();
  for (const { from, to } of spans) {
    for (let at = from; at < to;) {
      const week = weekOf(at);
      const end = Math.min(to, weekStart(week + 1));
      weeks.set(week, (weeks.get(week) ?? 0) + end - at);
      at = end;
    }
  }
  return weeks;
}

export const UNPAID_KINDS = [
  "onboarding",
  "qualification",
  "training",
  "revision",
  "communication",
  "appeal",
  "waiting",
  "task",
  "other",
  "rejected",
  "lost",
] as const;
export type UnpaidKind = (typeof UNPAID_KINDS)[number];

/** One person's week: all seconds, and the unpaid ones by what they went to. */
export interface UnpaidWeek {
  readonly week: number;
  readonly allSec: number;
  readonly unpaidSec: number;
  readonly kinds: Readonly<Partial<Record<UnpaidKind, number>>>;
}

/**
 * Unpaid time by week. Time entries outside of judgments count by their own mark; waiting online without work, rejected
 * judgments and those lost to expiry, return or abandonment are unpaid.
 */
export function unpaidWeeks(timeline: Timeline, earnings: readonly Earnings[]): readonly UnpaidWeek[] {
  const weeks = new Map<number, { all: number; kinds: Map<UnpaidKind, number> }>();
  const weekAt = (week: number) => {
    const found = weeks.get(week) ?? { all: 0, kinds: new Map<UnpaidKind, number>() };
    weeks.set(week, found);
    return found;
  };
  const add = (spans: readonly Span[], kind: UnpaidKind | null) => {
    for (const [week, seconds] of secondsByWeek(spans)) {
      const found = weekAt(week);
      found.all += seconds;
      if (kind) found.kinds.set(kind, (found.kinds.get(kind) ?? 0) + seconds);
    }
  };
  const sessions = joinSpans(workSpans(timeline), 60);
  add(sessions, null);
  let taken = sessions;
  for (const [kind, paid] of ENTRY_ORDER) {
    const own = joinSpans(
      timeline.entries.filter((entry: TimeEntry) => entry.kind === kind && entry.paid === paid),
    );
    add(withoutSpans(own, taken), paid ? null : kind);
    taken = joinSpans([...taken, ...own]);
  }
  add(withoutSpans(availableSpans(timeline, "online"), taken), "waiting");
  for (const row of earnings) {
    const { kinds } = weekAt(row.week);
    if (row.rejectedSec > 0) kinds.set("rejected", (kinds.get("rejected") ?? 0) + row.rejectedSec);
    if (row.lostSec > 0) kinds.set("lost", (kinds.get("lost") ?? 0) + row.lostSec);
  }
  return [...weeks].map(([week, { all, kinds }]) => ({
    week,
    allSec: all,
    unpaidSec: Math.min(all, sum(kinds.values())),
    kinds: Object.fromEntries(kinds),
  }));
}

const KINDS = [
  "revision",
  "onboarding",
  "qualification",
  "training",
  "communication",
  "appeal",
  "task",
  "other",
  "waiting",
] as const;
/** Paid entries first: an hour that was paid under one heading is not unpaid under another. */
const ENTRY_ORDER = [true, false].flatMap((paid) => KINDS.map((kind) => [kind, paid] as const));

/** Earnings rows by annotator. */
export const earningsByAnnotator = (earnings: readonly Earnings[]): Map<string, Earnings[]> =>
  groupBy(earnings, ({ annotator }) => annotator);

/** Seconds of paid work (judgments and paid entries) and of waiting, by week. */
export function standbyWeeks(timeline: Timeline): Map<number, { paid: number; waiting: number }> {
  const work = allWork({
    work: timeline.work,
    entries: timeline.entries.filter((entry) => entry.paid && entry.kind !== "waiting"),
  });
  const waiting = withoutSpans(
    joinSpans([
      ...timeline.entries.filter(({ kind }) => kind === "waiting"),
      ...availableSpans(timeline, "online"),
    ]),
    allWork(timeline),
  );
  const weeks = new Map<number, { paid: number; waiting: number }>();
  for (const [week, paid] of secondsByWeek(work)) weeks.set(week, { paid, waiting: 0 });
  for (const [week, seconds] of secondsByWeek(waiting)) {
    const found = weeks.get(week);
    if (found) found.waiting += seconds;
    else weeks.set(week, { paid: 0, waiting: seconds });
  }
  return weeks;
}

/** Where judgments have no hands-on time their intervals, from acceptance to submission, contain waiting. */
export function isCertainTime(timeline: Timeline, earnings: readonly Earnings[]): boolean {
  return timeline.work.length === 0 || earnings.length === 0 || hasActiveTime(earnings);
}
