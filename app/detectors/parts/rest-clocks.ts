import type { Timeline } from "~/domain/evidence";
import { secondsBetweenHours } from "~/domain/local-time";
import { joinSpans, SPELL_GAP_SEC, totalSec, type Span } from "~/domain/span";
import { allWork } from "./timeline";

const DAY = 86_400;
const WEEK = 7 * DAY;

export interface RestRules {
  readonly dailyRestSec: number;
  readonly weeklyRestSec: number;
  readonly weeklySec: number;
  readonly referenceWeeks: number;
  readonly breakAfterSec: number;
  readonly breakSec: number;
  readonly nightSec: number;
  readonly nightFromHour: number;
  readonly nightToHour: number;
}

/** The parameters of the detector of hours, rest and night, in the units of the clocks. */
export const restRules = (params: {
  readonly dailyRestHours: number;
  readonly weeklyRestHours: number;
  readonly weeklyHours: number;
  readonly referenceWeeks: number;
  readonly breakAfterHours: number;
  readonly breakMinutes: number;
  readonly nightHours: number;
  readonly nightFrom: number;
  readonly nightTo: number;
}): RestRules => ({
  dailyRestSec: params.dailyRestHours * 3_600,
  weeklyRestSec: params.weeklyRestHours * 3_600,
  weeklySec: params.weeklyHours * 3_600,
  referenceWeeks: params.referenceWeeks,
  breakAfterSec: params.breakAfterHours * 3_600,
  breakSec: params.breakMinutes * 60,
  nightSec: params.nightHours * 3_600,
  nightFromHour: params.nightFrom,
  nightToHour: params.nightTo,
});

export interface ClockBreach {
  readonly annotator: string;
  readonly rule: "daily_rest" | "weekly_rest" | "break" | "average_week" | "night";
  /** Where the work day, week, spell or period begins. */
  readonly at: number;
  /** How much rest was missing, or how far work ran over. */
  readonly overSec: number;
  /** The record is shorter than the reference period. */
  readonly provisional: boolean;
}

/** Every instance in which one person's recorded time did not meet a limit. */
export function clocksOf(timeline: Timeline, rules: RestRules): readonly ClockBreach[] {
  const work = allWork(timeline);
  const spells = joinSpans(work, SPELL_GAP_SEC);
  const found = [
    ...dailyRest(spells, rules),
    ...weeklyRest(spells, rules),
    ...breaks(spells, rules),
    ...averageWeek(work, rules),
    ...nights(timeline.zone, work, rules),
  ];
  return found.map((breach) => ({ annotator: timeline.annotator, provisional: false, ...breach }));
}

type Found = Omit<ClockBreach, "annotator" | "provisional"> & { readonly provisional?: boolean };

/** From the start of each work day, the longest gap within 24 hours against the daily rest. */
function dailyRest(spells: readonly Span[], { dailyRestSec }: RestRules): Found[] {
  const found: Found[] = [];
  for (let index = 0; index < spells.length;) {
    const start = (spells[index] as Span).from;
    const day = longestGapWithinDay(spells, index, start + DAY, dailyRestSec);
    if (day.longest < dailyRestSec) {
      found.push({ rule: "daily_rest", at: start, overSec: dailyRestSec - day.longest });
    }
    index = day.next;
  }
  return found;
}

function longestGapWithinDay(spells: readonly Span[], first: number, end: number, restSec: number) {
  let longest = 0;
  for (let index = first; index < spells.length; index++) {
    const { to } = spells[index] as Span;
    const following = spells[index + 1]?.from ?? Infinity;
    longest = Math.max(longest, Math.min(following, end) - Math.min(to, end));
    if (following - to >= restSec || following >= end) return { longest, next: index + 1 };
  }
  return { longest, next: spells.length };
}

/** Stretches of seven days without a rest of the weekly length; each is counted once and the next begins after it. */
function weeklyRest(spells: readonly Span[], { weeklyRestSec }: RestRules): Found[] {
  const found: Found[] = [];
  let since = spells[0]?.from ?? 0;
  let longest = 0;
  spells.forEach(({ to }, index) => {
    const following = spells[index + 1]?.from ?? Infinity;
    const gap = following - to;
    if (gap >= weeklyRestSec) {
      if (to - since > WEEK - weeklyRestSec) {
        found.push({ rule: "weekly_rest", at: since, overSec: weeklyRestSec - longest });
      }
      since = following;
      longest = 0;
      return;
    }
    longest = Math.max(longest, gap);
    if (following - since >= WEEK) {
      found.push({ rule: "weekly_rest", at: since, overSec: weeklyRestSec - longest });
      since = following;
      longest = 0;
    }
  });
  return found;
}

/** Stretches of work longer than allowed without a pause of the break's length. */
function breaks(spells: readonly Span[], { breakAfterSec, breakSec }: RestRules): Found[] {
  return joinSpans(spells, breakSec - 1)
    .filter(({ from, to }) => to - from > breakAfterSec)
    .map(({ from, to }) => ({ rule: "break", at: from, overSec: to - from - breakAfterSec }));
}

/** The worst average over the reference period, rolled by a week; provisional where the record is shorter. */
function averageWeek(work: readonly Span[], { weeklySec, referenceWeeks }: RestRules): Found[] {
  const first = work[0]?.from;
  const last = work.at(-1)?.to;
  if (first === undefined || last === undefined) return [];
  const weeks = Math.max(1, Math.ceil((last - first) / WEEK));
  const sums = Array.from({ length: weeks }, () => 0);
  for (const { from, to } of work) addByWeek(sums, from - first, to - first);
  const length = Math.min(referenceWeeks, weeks);
  const found: Found[] = [];
  let total = 0;
  for (let week = 0; week < weeks; week++) {
    total += sums[week] ?? 0;
    if (week >= length) total -= sums[week - length] ?? 0;
    if (week < length - 1 || total <= weeklySec * length) continue;
    const at = first + (week - length + 1) * WEEK;
    found.push({
      rule: "average_week",
      at,
      overSec: total - weeklySec * length,
      provisional: weeks < referenceWeeks,
    });
  }
  // Overlapping periods are one excess: the worst stands for them.
  const worst = found.toSorted((a, b) => b.overSec - a.overSec)[0];
  return worst ? [worst] : [];
}

function addByWeek(sums: number[], from: number, to: number): void {
  for (let at = from; at < to;) {
    const week = Math.floor(at / WEEK);
    const end = Math.min(to, (week + 1) * WEEK);
    sums[week] = (sums[week] ?? 0) + end - at;
    at = end;
  }
}

/**
 * Night workers (at least three hours of the local night on a quarter of work days) whose work days average more than
 * the limit: Article 8(a). One instance a person.
 */
function nights(zone: string, work: readonly Span[], rules: RestRules): Found[] {
  const first = work[0]?.from;
  const last = work.at(-1)?.to;
  if (first === undefined || last === undefined) return [];
  const days = new Map<number, { total: number; night: number }>();
  for (const span of work) {
    const key = Math.floor(span.from / DAY);
    const day = days.get(key) ?? { total: 0, night: 0 };
    day.total += span.to - span.from;
    day.night += nightSeconds(zone, span, rules);
    days.set(key, day);
  }
  const nightDays = [...days.values()].filter(({ night }) => night >= 3 * 3_600).length;
  if (nightDays < 5 || nightDays / days.size < 0.25) return [];
  const average = totalSec(work) / days.size;
  return average > rules.nightSec
    ? [{ rule: "night", at: first, overSec: (average - rules.nightSec) * days.size }]
    : [];
}

/** Seconds between the two local hours of a night that spans midnight. */
export function nightSeconds(
  zone: string,
  span: Span,
  { nightFromHour, nightToHour }: Pick<RestRules, "nightFromHour" | "nightToHour">,
): number {
  const late = nightFromHour < 24 ? secondsBetweenHours(zone, span, nightFromHour, 24) : 0;
  return late + secondsBetweenHours(zone, span, 0, nightToHour);
}
