import type { TargetStates, Timeline } from "~/domain/evidence";
import { localDay, zoneOffsetSec } from "~/domain/local-time";
import { joinSpans, type Span } from "~/domain/span";
import type { Db } from "../../client";
import { listTargetProgress } from "./target-progress";
import type { EvidenceWindow } from "./window";

/**
 * Offers and available hours at 50 to 90 % and at 90 to 100 % of each target, by person and block of the local week:
 * four hours of the day, working days and weekends apart.
 */
export async function findTargetStates(
  db: Db,
  window: EvidenceWindow,
  timelines: readonly Timeline[],
): Promise<TargetStates> {
  const progress = await listTargetProgress(db, window);
  const people = new Map(timelines.map((timeline) => [timeline.annotator, timeline]));
  const cells = new Map<string, Cell>();
  for (const target of progress) {
    const timeline = people.get(target.annotator);
    if (!timeline || target.half === null) continue;
    const available = availableOf(timeline);
    const near = target.near ?? target.toAt;
    addState(cells, timeline, available, { from: target.half, to: Math.min(near, target.toAt) }, "reference");
    if (target.near !== null)
      addState(cells, timeline, available, { from: near, to: target.done ?? target.toAt }, "near");
  }
  const lapsed = progress.filter(
    ({ near, done, toAt }) => near !== null && done === null && toAt <= window.to,
  );
  return {
    cells: [...cells.values()],
    targets: progress.length,
    lapsed: lapsed.map(({ id, annotator, rewardMinor, currency }) => ({
      id,
      annotator,
      rewardMinor,
      currency,
    })),
  };
}

type State = "near" | "reference";
type Cell = { -readonly [K in keyof TargetStates["cells"][number]]: TargetStates["cells"][number][K] };

function availableOf({ available }: Timeline): readonly Span[] {
  const spans = Array.from({ length: available.length / 3 }, (_, index) => ({
    from: available[3 * index] ?? 0,
    to: available[3 * index + 1] ?? 0,
  }));
  return joinSpans(spans);
}

function addState(
  cells: Map<string, Cell>,
  timeline: Timeline,
  available: readonly Span[],
  state: Span,
  name: State,
): void {
  for (const span of available) {
    const from = Math.max(span.from, state.from);
    const to = Math.min(span.to, state.to);
    if (from >= to) continue;
    for (let at = from; at < to;) {
      const end = Math.min(to, nextHour(timeline.zone, at));
      const cell = cellOf(cells, timeline.annotator, blockOf(timeline.zone, at));
      if (name === "near") cell.nearHours += (end - at) / 3_600;
      else cell.referenceHours += (end - at) / 3_600;
      at = end;
    }
    const { offers } = timeline;
    for (let index = firstAtLeast(offers, from); index < offers.length; index++) {
      const offer = offers[index] ?? Infinity;
      if (offer >= to) break;
      const cell = cellOf(cells, timeline.annotator, blockOf(timeline.zone, offer));
      if (name === "near") cell.nearOffers += 1;
      else cell.referenceOffers += 1;
    }
  }
}

/** The place of the first instant at or after a bound. */
function firstAtLeast(instants: Int32Array, bound: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cellOf(cells: Map<string, Cell>, annotator: string, block: number): Cell {
  const key = `${block} ${annotator}`;
  const known = cells.get(key);
  if (known) return known;
  const made: Cell = { annotator, block, nearHours: 0, nearOffers: 0, referenceHours: 0, referenceOffers: 0 };
  cells.set(key, made);
  return made;
}

function nextHour(zone: string, at: number): number {
  const local = at + zoneOffsetSec(zone, at);
  return at + 3_600 - (((local % 3_600) + 3_600) % 3_600);
}

/** Four hours of the local day, 0 to 5; 6 to 11 on Saturdays and Sundays. */
function blockOf(zone: string, at: number): number {
  const local = at + zoneOffsetSec(zone, at);
  const hour = Math.floor((((local % 86_400) + 86_400) % 86_400) / 3_600);
  // 1970-01-01 was a Thursday.
  const weekday = (((localDay(zone, at) + 3) % 7) + 7) % 7;
  return Math.floor(hour / 4) + (weekday >= 5 ? 6 : 0);
}
