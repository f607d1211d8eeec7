import type { Db } from "db/client";
import { findRecordedPeriod } from "db/queries/measures";
import { lockSnapshots, setSnapshot } from "db/queries/snapshots";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { WINDOWS_DAYS } from "~/domain/period";
import { type MeasuredRow, type PreparedWindow, prepareWindow } from "./report.server";
import type { ReportRow } from "./report-row";

const DAY_MS = 86_400_000;

/**
 * Rebuilds what the lists show, each window in one transaction: a reader sees the old measures or the new ones. Windows
 * end on the day of the last record, so that a report made again from the same data is the same.
 */
export async function refreshSnapshots(db: Db, now: Date): Promise<void> {
  const { lastAt } = await findRecordedPeriod(db, null);
  for (const windowDays of WINDOWS_DAYS) {
    if (windowDays > 0 && lastAt === null) continue;
    const period = windowDays === 0 || lastAt === null ? OPEN : daysBefore(lastAt, windowDays);
    await db.transaction().execute(async (transaction) => {
      await lockSnapshots(transaction);
      // Measured on other connections: one connection cannot read two streams at a time.
      const prepared = await prepareWindow(db, { period, project: null, grain: "both" });
      await setSnapshot(transaction, windowRow(windowDays, prepared, now), snapshotRows(prepared));
    });
  }
}

/** Rows over all projects lie together on disk, and so do those of a project: a list reads the ones it shows only. */
function* snapshotRows({ records, measure }: PreparedWindow) {
  const main = mainProjects(records);
  for (const record of [...records].sort((a, b) => a.projectId - b.projectId)) {
    const mainProject = record.projectId === 0 ? (main.get(record.annotatorId)?.project ?? null) : null;
    yield { ...snapshotRow(measure(record)), mainProject };
  }
}

/** The project on which each annotator works most hours; of equals the last by name. */
function mainProjects(
  records: PreparedWindow["records"],
): ReadonlyMap<number, { project: string; hours: number }> {
  const main = new Map<number, { project: string; hours: number }>();
  for (const { annotatorId, evidence, time } of records) {
    const { project } = evidence;
    if (project === null) continue;
    const hours = time.workload.hours ?? 0;
    const most = main.get(annotatorId);
    if (!most || hours > most.hours || (hours === most.hours && project > most.project)) {
      main.set(annotatorId, { project, hours });
    }
  }
  return main;
}

const OPEN = { from: null, to: null };

function daysBefore(lastAt: string, days: number) {
  const to = lastAt.slice(0, 10);
  const from = new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from, to };
}

const windowRow = (windowDays: number, { from, to }: PreparedWindow, now: Date) => ({
  windowDays,
  fromDay: from,
  toDay: to,
  definitionsVersion: DEFINITIONS_VERSION,
  computedAt: now,
});

function snapshotRow(measured: MeasuredRow) {
  const { annotatorId, projectId, row, country } = measured;
  return {
    annotatorId,
    projectId,
    sourceId: row.annotator_id,
    project: row.project ?? "",
    label: row.display_name ?? row.annotator_id,
    tier: row.tier.tier,
    judgments: row.judgments,
    gold: row.gold.shrunk,
    goldLow: row.gold.interval?.[0] ?? null,
    consensus: row.consensus.agreement,
    review: row.review.rate,
    rankBest: row.rank.best,
    medianSeconds: row.handling.median_seconds,
    handlingRatio: row.handling.ratio,
    hourlyMinor: hourlyMinor(row.pay),
    floorGap: row.pay.floor_gap,
    hours: row.workload.hours,
    paidShare: row.workload.paid_share,
    nightShare: row.workload.night_share,
    longestSpellSeconds: row.workload.longest_spell_seconds,
    restBreaches: row.workload.rest_breaches,
    country,
    approved: row.approved,
    rejected: row.rejected,
    hourlyActiveMinor: row.pay.hourly_active_minor,
    hourlySessionMinor: row.pay.hourly_session_minor,
    hourlyAllInMinor: row.pay.hourly_all_in_minor,
    ...qualityCounts(row),
    ...timeSums(measured),
    ...paySums(measured),
    row,
  };
}

const qualityCounts = ({ gold, consensus, review }: ReportRow) => ({
  goldCorrect: gold.correct,
  goldTotal: gold.total,
  consensusAgreeing: consensus.agreeing,
  consensusTotal: consensus.total,
  reviewAccepted: review.accepted,
  reviewTotal: review.total,
});

function timeSums({ row: { workload }, handling, time: { sums } }: MeasuredRow) {
  const workingSeconds = sums && sums.workingSec;
  const expected = handling?.days.reduce((sum, day) => sum + day.expected, 0) ?? null;
  return {
    timed: handling?.n ?? 0,
    clock: handling?.clock ?? null,
    meanSeconds: handling?.mean.value ?? null,
    handlingSeconds: handling && handling.mean.value * handling.n,
    expectedSeconds: expected,
    workingSeconds,
    nightSeconds: workload.night_share === null ? null : workload.night_share * (workingSeconds ?? 0),
    paidSeconds: sums?.paidSec ?? null,
    allSeconds: sums?.allSec ?? null,
  };
}

/** In one currency; where a person's pay is in several without a rate, there is no sum of it. */
function paySums({ row: { pay: row }, time: { pay } }: MeasuredRow) {
  const known = row.other_currencies.length > 0 && !row.converted ? null : pay;
  return {
    currency: known?.currency ?? null,
    payMinor: known?.payMinor ?? null,
    netMinor: known?.netMinor ?? null,
    floorMinor: known?.floorMinor ?? null,
    activeSeconds: known?.activeSec ?? null,
    sessionSeconds: known?.sessionSec ?? null,
    allInSeconds: known?.allInSec ?? null,
  };
}

/** The widest denominator the source has. */
const hourlyMinor = (pay: ReportRow["pay"]) =>
  pay.hourly_all_in_minor ?? pay.hourly_session_minor ?? pay.hourly_active_minor;
