import { type Span, joinSpans, totalSec } from "~/domain/span";
import { CLOCKS, type Clock, type ReviewTally, type StatusTally } from "~/domain/tallies";
import { meanWithInterval } from "~/stats/log-mean";
import { medianWithInterval } from "~/stats/quantile-interval";
import { quantilesOfSorted } from "~/stats/quantiles";

/** One rollup cell: an annotator's day on a project. */
export interface Cell extends StatusTally {
  readonly annotatorId: number;
  readonly projectId: number;
  readonly day: string;
  readonly goldCorrect: number;
  readonly goldTotal: number;
  readonly consensusAgreeing: number;
  readonly consensusTotal: number;
  readonly reviewAccepted: number;
  readonly reviewFirstPass: number;
  readonly reviewTotal: number;
  readonly reviewJudgments: number;
  readonly activeMs: readonly number[] | null;
  readonly leadMs: readonly number[] | null;
  readonly acceptToSubmitMs: readonly number[] | null;
  readonly inferredMs: readonly number[] | null;
  readonly apportioned: boolean;
  readonly spans: string | null;
  readonly paidSpans: string | null;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** What an annotator's cells add up to, before it is held against anybody else's. */
export interface WorkRecord {
  readonly status: StatusTally;
  readonly gold: { readonly correct: number; readonly judged: number };
  readonly consensus: { readonly agreeing: number; readonly judged: number };
  readonly review: ReviewTally;
  readonly handling: HandlingSummary | null;
  /** Sum of hands-on seconds; null where the active clock is not kept. */
  readonly activeSec: number | null;
  readonly spans: readonly Span[];
  readonly paidSpans: readonly Span[];
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** A record with its intervals let go: they are most of it, and only its own time and pay are made of them. */
export type CountedRecord = Omit<WorkRecord, "spans" | "paidSpans">;

export function withoutSpans({
  spans: _spans,
  paidSpans: _paidSpans,
  ...counted
}: WorkRecord): CountedRecord {
  return counted;
}

export interface HandlingSummary {
  readonly clock: Clock;
  readonly n: number;
  readonly mean: { readonly value: number; readonly low: number; readonly high: number };
  readonly median: { readonly value: number; readonly low: number; readonly high: number };
  readonly p75: number;
  readonly p90: number;
  readonly apportioned: boolean;
  readonly days: readonly { readonly projectId: number; readonly observed: number; readonly n: number }[];
}

const CLOCK_COLUMN = {
  active: "activeMs",
  lead: "leadMs",
  accept_to_submit: "acceptToSubmitMs",
  inferred: "inferredMs",
} as const satisfies Record<Clock, keyof Cell>;

const STATUSES = [
  "judgments",
  "submitted",
  "approved",
  "rejected",
  "skipped",
  "returned",
  "expired",
  "abandoned",
] as const satisfies readonly (keyof StatusTally)[];

/** Adds up the cells of one annotator: of one project, or of all for the overall record. */
export function workRecord(cells: readonly Cell[]): WorkRecord {
  const sum = (count: (cell: Cell) => number) => cells.reduce((total, cell) => total + count(cell), 0);
  const status = Object.fromEntries(STATUSES.map((name) => [name, sum((cell) => cell[name])]));
  return {
    status: status as unknown as StatusTally,
    gold: { correct: sum((cell) => cell.goldCorrect), judged: sum((cell) => cell.goldTotal) },
    consensus: {
      agreeing: sum((cell) => cell.consensusAgreeing),
      judged: sum((cell) => cell.consensusTotal),
    },
    review: {
      accepted: sum((cell) => cell.reviewAccepted),
      firstPass: sum((cell) => cell.reviewFirstPass),
      reviewed: sum((cell) => cell.reviewTotal),
      judgments: sum((cell) => cell.reviewJudgments),
    },
    handling: handlingSummary(cells),
    activeSec: cells.some((cell) => cell.activeMs !== null)
      ? sum((cell) => (cell.activeMs ?? []).reduce((total, ms) => total + ms, 0)) / 1_000
      : null,
    spans: joinSpans(cells.flatMap((cell) => parseSpans(cell.spans))),
    paidSpans: joinSpans(cells.flatMap((cell) => parseSpans(cell.paidSpans))),
    firstAt: extreme(cells, "firstAt", (a, b) => a < b),
    lastAt: extreme(cells, "lastAt", (a, b) => a > b),
  };
}

/** Handling times by the best clock that any of the cells has. */
function handlingSummary(cells: readonly Cell[]): HandlingSummary | null {
  const clock = CLOCKS.find((name) => cells.some((cell) => (cell[CLOCK_COLUMN[name]]?.length ?? 0) > 0));
  if (!clock) return null;
  const column = CLOCK_COLUMN[clock];
  const timed = cells.filter((cell) => (cell[column]?.length ?? 0) > 0);
  const seconds = Float64Array.from(
    timed.flatMap((cell) => cell[column] as number[]),
    (ms) => ms / 1_000,
  ).sort();
  const [p75, p90] = quantilesOfSorted(seconds, [0.75, 0.9]) as [number, number];
  return {
    clock,
    n: seconds.length,
    mean: meanWithInterval(seconds),
    median: medianWithInterval(seconds),
    p75,
    p90,
    apportioned: clock === "accept_to_submit" && timed.some((cell) => cell.apportioned),
    days: timed.map((cell) => {
      const times = cell[column] as readonly number[];
      return {
        projectId: cell.projectId,
        observed: times.reduce((total, ms) => total + ms, 0) / 1_000,
        n: times.length,
      };
    }),
  };
}

/** `{[1700000000000,1700000060000),...}`, milliseconds, as PostgreSQL writes an int8multirange. */
export function parseSpans(text: string | null): Span[] {
  if (text === null || text === "{}") return [];
  return text
    .slice(2, -2)
    .split("),[")
    .map((range) => {
      const comma = range.indexOf(",");
      return { from: Number(range.slice(0, comma)) / 1_000, to: Number(range.slice(comma + 1)) / 1_000 };
    });
}

function extreme(
  cells: readonly Cell[],
  column: "firstAt" | "lastAt",
  beats: (a: string, b: string) => boolean,
): string | null {
  let found: string | null = null;
  for (const cell of cells) {
    const at = cell[column];
    if (at !== null && (found === null || beats(at, found))) found = at;
  }
  return found;
}

/** Seconds at work when pauses of up to five minutes count as being at work (Hara et al. 2018, session clusters). */
export const sessionSec = (spans: readonly Span[]): number => totalSec(joinSpans(spans, 300));
