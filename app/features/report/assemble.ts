import type { ReportRow } from "./report-row";
import { type Span, joinSpans, totalSec } from "~/domain/span";
import type { HandlingTally, PayTally, Tallies, TimeTally } from "~/domain/tallies";
import type { CurrencySum, Pay } from "./pay";
import { type ProjectContext, UNRANKED } from "./project-context";
import { handlingBlock, payBlock, qualityBlocks, workloadBlock } from "./standing";
import { type WorkRecord, sessionSec } from "./work-record";

/** Working time beyond judgments: kept entries, and time online. */
export interface TimeRecord extends Span {
  readonly projectId: number | null;
  readonly paid: boolean;
  readonly online: boolean;
}

/** Everything known of one annotator (on one project) in the window, before it is put into a row. */
export interface AnnotatorEvidence {
  readonly annotatorId: string;
  readonly displayName: string | null;
  readonly project: string | null;
  readonly record: WorkRecord;
  readonly timeRecords: readonly TimeRecord[];
  readonly pay: Pay;
  readonly floorMinor: (currency: string) => number | null;
  readonly zone: TimeTally["zone"];
  readonly tier: ReportRow["tier"];
  readonly rank: ReportRow["rank"] | undefined;
}

/**
 * The row of `report annotators`, with what it was computed from: pure, so that the stored snapshot and a report made
 * now are the same bytes.
 */
export function reportRow(
  evidence: AnnotatorEvidence,
  context: ProjectContext,
  expected: (projectId: number, clock: HandlingTally["clock"]) => number,
): { readonly row: ReportRow; readonly tallies: Tallies } {
  const tallies = talliesOf(evidence, context, expected);
  return { row: rowOf(evidence, context, tallies), tallies };
}

function rowOf(evidence: AnnotatorEvidence, context: ProjectContext, tallies: Tallies): ReportRow {
  const { record } = evidence;
  return {
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
    workload: workloadBlock(tallies.time, evidence.zone),
    tier: evidence.tier,
    first_at: record.firstAt,
    last_at: record.lastAt,
  };
}

/** What the metrics of one annotator are computed from; pay in the currency of most judgments. */
export function talliesOf(
  evidence: Omit<AnnotatorEvidence, "rank">,
  context: Pick<ProjectContext, "goldKept" | "consensusKept" | "reviewsKept">,
  expected: (projectId: number, clock: HandlingTally["clock"]) => number,
): Tallies {
  const { record } = evidence;
  const { main } = evidence.pay;
  return {
    status: record.status,
    gold: context.goldKept ? record.gold : null,
    consensus: context.consensusKept ? record.consensus : null,
    review: context.reviewsKept ? record.review : null,
    handling: handlingTally(record, expected),
    time: timeTally(evidence),
    pay: main ? payTally(evidence, main) : null,
  };
}

function handlingTally(
  { handling }: WorkRecord,
  expected: (projectId: number, clock: HandlingTally["clock"]) => number,
): HandlingTally | null {
  if (!handling) return null;
  return {
    ...handling,
    days: handling.days.map(({ projectId, observed, n }) => ({
      observed,
      expected: n * expected(projectId, handling.clock),
    })),
  };
}

function timeTally({ record, timeRecords, zone }: Omit<AnnotatorEvidence, "rank">): TimeTally | null {
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

function payTally(
  { record, timeRecords, floorMinor }: Omit<AnnotatorEvidence, "rank">,
  main: CurrencySum,
): PayTally {
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
