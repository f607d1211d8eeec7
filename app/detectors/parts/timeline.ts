import type { Timeline } from "~/domain/evidence";
import { joinSpans, type Span } from "~/domain/span";

/** Working intervals from judgments, in order. */
export function workSpans(timeline: Pick<Timeline, "work">): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < timeline.work.length; at += 3) {
    spans.push({ from: timeline.work[at] ?? 0, to: timeline.work[at + 1] ?? 0 });
  }
  return spans;
}

/** All working time: judgments and time entries except waiting, parallel work once, gaps up to `gapSec` joined. */
export function allWork(timeline: Pick<Timeline, "work" | "entries">, gapSec = 0): readonly Span[] {
  const entries = timeline.entries.filter((entry) => entry.kind !== "waiting");
  return joinSpans([...workSpans(timeline), ...entries], gapSec);
}

/** Available intervals, parallel ones once: all, or only those of one source. */
export function availableSpans(
  timeline: Pick<Timeline, "available">,
  source?: "declared" | "online",
): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < timeline.available.length; at += 3) {
    const online = timeline.available[at + 2] === 1;
    if (source !== undefined && online !== (source === "online")) continue;
    spans.push({ from: timeline.available[at] ?? 0, to: timeline.available[at + 1] ?? 0 });
  }
  return joinSpans(spans);
}

/** Seconds of joined spans between two instants. */
export function secondsWithin(spans: readonly Span[], from: number, to: number): number {
  let total = 0;
  for (const span of spans) {
    if (span.from >= to) break;
    total += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  }
  return total;
}

/** What of `spans` lies outside `others`; both joined and in order. */
export function withoutSpans(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const left: Span[] = [];
  let first = 0;
  for (const { from, to } of spans) {
    while (first < others.length && (others[first] as Span).to <= from) first++;
    let at = from;
    for (let index = first; index < others.length && (others[index] as Span).from < to; index++) {
      const other = others[index] as Span;
      if (other.from > at) left.push({ from: at, to: other.from });
      at = Math.max(at, other.to);
    }
    if (at < to) left.push({ from: at, to });
  }
  return left;
}

/** How many of the ascending instants lie in [from, to). */
export function countWithin(instants: Int32Array, from: number, to: number): number {
  return firstAtLeast(instants, to) - firstAtLeast(instants, from);
}

function firstAtLeast(instants: Int32Array, bound: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Answers how many seconds of joined spans lie before an instant, in logarithmic time. */
export function secondsBefore(spans: readonly Span[]): (at: number) => number {
  const cumulative = new Float64Array(spans.length + 1);
  spans.forEach(({ from, to }, index) => {
    cumulative[index + 1] = (cumulative[index] ?? 0) + to - from;
  });
  return (at) => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle] as Span).to <= at) low = middle + 1;
      else high = middle;
    }
    const running = spans[low];
    return (cumulative[low] ?? 0) + (running ? Math.max(0, at - running.from) : 0);
  };
}
