import type { ReportRow } from "./report-row";
import { type Span, joinSpans, totalSec } from "~/domain/span";
import type { HandlingTally, PayTally, Tallies, TimeTally } from "~/domain/tallies";
import type { CurrencySum, Pay } from "./pay";
import { type ProjectContext, UNRANKED } from "./project-context";
import { handlingBlock, payBlock, qualityBlocks, workloadBlock } from "./standing";
import { type CountedRecord, type WorkRecord, sessionSec } from "./work-record";

/** Working time beyond judgments: kept entries, and time online. */
export interface TimeRecord extends Span {
  readonly projectId: number | null;
  readonly paid: boolean;
  readonly online: boolean;
}

/** What one annotator's time and pay (on one project) are made of in the window. */
export interface TimeEvidence {
  readonly record: WorkRecord;
  readonly timeRecords: readonly TimeRecord[];
  readonly pay: Pay;
  readonly floorMinor: (currency: string) => number | null;
  readonly zone: TimeTally["zone"];
}

/** What a row says of time and pay: nobody else's record is needed for it, and the intervals can go. */
export interface OwnTime {
  readonly workload: ReportRow["workload"];
  readonly sums: {
    readonly workingSec: number;
    readonly paidSec: number | null;
    readonly allSec: number | null;
  } | null;
  readonly pay: PayTally | null;
}

/** Everything known of one annotator (on one project) in the window, before it is put into a row. */
export interface AnnotatorEvidence {
  readonly annotatorId: string;
  readonly displayName: string | null;
  readonly project: string | null;
  readonly record: CountedRecord;
  readonly time: OwnTime;
  readonly pay: Pay;
  readonly tier: ReportRow["tier"];
  readonly rank: ReportRow["rank"] | undefined;
}

type Expected = (projectId: number, clock: HandlingTally["clock"]) => number;
/** Which kinds of quality anybody on the project has. */
type Kept = Pick<ProjectContext, "goldKept" | "consensusKept" | "reviewsKept">;

/**
 * The row of `report annotators`, with the handling times it was computed from: pure, so that the stored snapshot and a
 * report made now are the same bytes.
 */
export function reportRow(
  evidence: AnnotatorEvidence,
  context: ProjectContext,
  expected: Expected,
): { readonly row: ReportRow; readonly handling: HandlingTally | null } {
  const { record } = evidence;
  const tallies: Tallies = { ...workTallies(record, context, expected), time: null, pay: evidence.time.pay };
  const row = {
    annotator_id: evidence.annotatorId,
    display_name: evidence.displayName,
    project: evidence.project,
    judgments: record.status.judgments,
    submitted: record.status.submitted + record.status.approved + record.status.rejected,
    approved: record.status.approved,
    rejected: record.status.rejected,
    skipped: record.status.skipped,
    ...qualityBlocks(tallies, context.goldPrior),
    rank: evidence.rank ?? UNRANKED,
    handling: handlingBlock(tallies),
    pay: payBlock(tallies.pay, evidence.pay),
    workload: evidence.time.workload,
    tier: evidence.tier,
    first_at: record.firstAt,
    last_at: record.lastAt,
  };
  return { row, handling: tallies.handling };
}

/** Time and pay of a row. */
export function ownTime(evidence: TimeEvidence): OwnTime {
  const { time, pay } = timeTallies(evidence);
  return {
    workload: workloadBlock(time, evidence.zone),
    sums: time && { workingSec: totalSec(time.spans), paidSec: time.paidSec, allSec: time.allSec },
    pay,
  };
}

/** What metrics of time and pay are computed from; pay in the currency of most judgments. */
export function timeTallies(evidence: TimeEvidence): Pick<Tallies, "time" | "pay"> {
  const { main } = evidence.pay;
  return { time: timeTally(evidence), pay: main ? payTally(evidence, main) : null };
}

/** What metrics of quality and handling time are computed from. */
export function workTallies(
  record: CountedRecord,
  context: Kept,
  expected: Expected,
): Omit<Tallies, "time" | "pay"> {
  return {
    status: record.status,
    gold: context.goldKept ? record.gold : null,
    consensus: context.consensusKept ? record.consensus : null,
    review: context.reviewsKept ? record.review : null,
    handling: handlingTally(record, expected),
  };
}

function handlingTally({ handling }: CountedRecord, expected: Expected): HandlingTally | null {
  if (!handling) return null;
  return {
    ...handling,
    days: handling.days.map(({ projectId, observed, n }) => ({
      observed,
      expected: n * expected(projectId, handling.clock),
    })),
  };
}

function timeTally({ record, timeRecords, zone }: TimeEvidence): TimeTally | null {
  if (record.spans.length === 0 && timeRecords.length === 0) return null;
  const kept = timeRecords.filter(({ online }) => !online);
  if (kept.length === 0) return { spans: record.spans, zone, paidSec: null, allSec: null };
  return {
    spans: joinSpans([...record.spans, ...kept]),
    zone,
    paidSec: totalSec(joinSpans([...record.paidSpans, ...kept.filter(({ paid }) => paid)])),
    allSec: totalSec(joinSpans([...record.spans, ...timeRecords])),
  };
}

function payTally({ record, timeRecords, floorMinor }: TimeEvidence, main: CurrencySum): PayTally {
  const session = record.spans.length > 0 ? sessionSec(record.spans) : null;
  return {
    currency: main.currency,
    payMinor: main.payMinor,
    netMinor: main.payMinor + main.otherMinor,
    activeSec: record.activeSec,
    sessionSec: session,
    // Pauses of a session are working time in the widest denominator too.
    allInSec:
      timeRecords.length > 0 ? totalSec(joinSpans([...joinSpans(record.spans, 300), ...timeRecords])) : null,
    floorMinor: floorMinor(main.currency),
  };
}
