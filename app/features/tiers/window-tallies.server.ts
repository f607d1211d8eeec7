import type { Db } from "db/client";
import {
  listAnnotatorSourceIds,
  tallyPremiumOffers,
  tallyWindowAvailability,
  tallyWindowPay,
  tallyWindows,
  tallyWindowWork,
  type WindowEdges,
} from "db/queries/tier-tallies";
import { listProjectNames } from "db/queries/measures";
import type { Reading, TimeWindow, WindowTally } from "~/domain/window-tally";
import { talliesOfPeriod } from "~/features/report/report.server";
import { countedReadings, measuredMetrics, measuredReadings } from "./readings";

export interface TallyRequest {
  /** End to end, each from one UTC midnight to another, in order. */
  readonly windows: readonly TimeWindow[];
  /** Rule metrics; gold accuracy is always counted. */
  readonly metrics: readonly string[];
  /** The source's id; null: all projects together. */
  readonly projectId: string | null;
  /** Whether pay, hours, availability and premium offers are counted, too. */
  readonly circumstances: boolean;
}

/**
 * What tier policies read of everybody who handed in work, window by window, from stored facts. Metrics that sums
 * answer are counted in one query; the others are measured from each window's days, as a report on them would. `db`
 * lends several connections at a time, as a transaction cannot.
 */
export async function loadWindowTallies(db: Db, request: TallyRequest): Promise<readonly WindowTally[]> {
  if (request.windows.length === 0) return [];
  const edges = await edgesOf(db, request);
  const [sourceIds, counts] = await Promise.all([listAnnotatorSourceIds(db), tallyWindows(db, edges)]);
  const measured = await measureWindows(db, request);
  const around = request.circumstances ? await loadCircumstances(db, edges) : null;
  return counts.map((counted): WindowTally => {
    const key = keyOf(counted);
    const window = request.windows[counted.windowNo - 1] as TimeWindow;
    return {
      annotatorId: sourceIds.get(counted.annotatorId) ?? String(counted.annotatorId),
      projectId: request.projectId,
      window: { from: window.from, to: window.to },
      readings: { ...countedReadings(counted, request.metrics), ...measured.get(key) },
      pay: around?.pay.get(key) ?? null,
      workedSec: around?.worked.get(key) ?? null,
      availableSec: around?.available.get(key) ?? null,
      premiumOfferCount: around?.offers === null ? null : (around?.offers.get(key) ?? null),
    };
  });
}

const keyOf = ({ annotatorId, windowNo }: { readonly annotatorId: number; readonly windowNo: number }) =>
  `${annotatorId}/${windowNo}`;
const dayOf = (instant: string): string => instant.slice(0, 10);

async function edgesOf(db: Db, { windows, projectId }: TallyRequest): Promise<WindowEdges> {
  const edges = [...windows.map(({ from }) => dayOf(from)), dayOf((windows.at(-1) as TimeWindow).to)];
  if (projectId === null) return { edges, projectId: null };
  const projects = await listProjectNames(db);
  const found = projects.find(({ sourceId }) => sourceId === projectId);
  // A project nobody has heard of has no work; 0 is nobody's number.
  return { edges, projectId: found?.projectId ?? 0 };
}

async function measureWindows(
  db: Db,
  { windows, metrics, projectId }: TallyRequest,
): Promise<ReadonlyMap<string, Record<string, Reading>>> {
  const wanted = measuredMetrics(metrics);
  const readings = new Map<string, Record<string, Reading>>();
  if (wanted.length === 0) return readings;
  for (const [index, window] of windows.entries()) {
    const period = { from: dayOf(window.from), to: dayOf(new Date(Date.parse(window.to) - 1).toISOString()) };
    const grain = projectId === null ? "overall" : "project";
    for (const { annotatorId, tallies } of await talliesOfPeriod(db, { period, project: projectId, grain })) {
      readings.set(keyOf({ annotatorId, windowNo: index + 1 }), measuredReadings(tallies, wanted));
    }
  }
  return readings;
}

async function loadCircumstances(db: Db, edges: WindowEdges) {
  const [pay, work, availability, offers] = await Promise.all([
    tallyWindowPay(db, edges),
    tallyWindowWork(db, edges),
    tallyWindowAvailability(db, edges),
    tallyPremiumOffers(db, edges),
  ]);
  return {
    pay: new Map(pay.map((row) => [keyOf(row), { minor: row.payMinor, currency: row.currency }])),
    worked: new Map(work.map((row) => [keyOf(row), row.workedSec])),
    available: new Map(availability.map((row) => [keyOf(row), row.availableSec])),
    // With premium batches on record, no offer is a measured none.
    offers: offers === null ? null : new Map(offers.map((row) => [keyOf(row), row.offers])),
  };
}
