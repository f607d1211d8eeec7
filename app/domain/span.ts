/** A stretch of time, in seconds since 1970 UTC; `from <= to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Spans in order, with those that overlap, touch, or lie at most `gapSec` apart made one. Hours are the total of
 * `joinSpans(spans)` (parallel work counts once); spells, breaks and rests are seen on `joinSpans(spans, 900)`.
 */
export function joinSpans(spans: readonly Span[], gapSec = 0): readonly Span[] {
  const joined: { from: number; to: number }[] = [];
  let last: { from: number; to: number } | undefined;
  for (const { from, to } of inOrder(spans) ? spans : [...spans].sort((a, b) => a.from - b.from)) {
    if (last && from - last.to <= gapSec) last.to = Math.max(last.to, to);
    else joined.push((last = { from, to }));
  }
  return joined;
}

function inOrder(spans: readonly Span[]): boolean {
  for (let at = 1; at < spans.length; at++) {
    if ((spans[at] as Span).from < (spans[at - 1] as Span).from) return false;
  }
  return true;
}

/** Seconds in spans that do not overlap. */
export function totalSec(spans: readonly Span[]): number {
  let total = 0;
  for (const { from, to } of spans) total += to - from;
  return total;
}

/** Gaps of up to this many seconds are part of one spell of work (detectors: D12). */
export const SPELL_GAP_SEC = 15 * 60;

const DAY_SEC = 86_400;

/**
 * How many work days were followed by less than `restSec` of rest: from the start of each work day (the first spell,
 * and then each first spell after a rest of at least `restSec`) the longest gap within 24 hours is shorter than that.
 * A stretch that never comes to such a rest starts a new work day every 24 hours. `spells` are joined and in order;
 * an hour is 3,600 elapsed seconds, so a day on which clocks change needs no care. Directive 2003/88/EC, Article 3.
 */
export function shortRestCount(spells: readonly Span[], restSec = 11 * 3_600): number {
  return workDayRests(spells, restSec).filter((rest) => rest < restSec).length;
}

/** The longest gap within 24 hours of the start of each work day, in seconds; work days as `shortRestCount` has them. */
export function workDayRests(spells: readonly Span[], restSec = 11 * 3_600): readonly number[] {
  const rests: number[] = [];
  for (let index = 0; index < spells.length;) {
    const start = (spells[index] as Span).from;
    const { longestGapSec, next } = gapsWithinDay(spells, index, start + DAY_SEC, restSec);
    rests.push(longestGapSec);
    index = next;
  }
  return rests;
}

/**
 * The longest gap within each whole stretch of seven days from the first spell on, in seconds; gaps count as far as they
 * lie within the stretch. Directive 2003/88/EC, Article 5.
 */
export function weekRests(spells: readonly Span[]): readonly number[] {
  const first = spells[0]?.from ?? 0;
  const last = spells.at(-1)?.to ?? 0;
  const rests: number[] = [];
  let index = 0;
  for (let start = first; start + 7 * DAY_SEC <= last; start += 7 * DAY_SEC) {
    const end = start + 7 * DAY_SEC;
    let longest = 0;
    let free = start;
    for (; index < spells.length && (spells[index] as Span).from < end; index++) {
      const spell = spells[index] as Span;
      longest = Math.max(longest, spell.from - free);
      free = Math.max(free, spell.to);
      if (spell.to > end) break;
    }
    rests.push(Math.max(longest, end - Math.min(free, end)));
  }
  return rests;
}

/** The longest gap before `end`, and the first spell of the next work day. */
function gapsWithinDay(spells: readonly Span[], first: number, end: number, restSec: number) {
  let longestGapSec = 0;
  for (let index = first; index < spells.length; index += 1) {
    const spell = spells[index] as Span;
    const following = spells[index + 1]?.from ?? Infinity;
    longestGapSec = Math.max(longestGapSec, Math.min(following, end) - Math.min(spell.to, end));
    if (following - spell.to >= restSec) return { longestGapSec, next: index + 1 };
    if (following >= end) return { longestGapSec, next: index + 1 };
  }
  return { longestGapSec, next: spells.length };
}
