import type { Db } from "db/client";
import { listProjectNames } from "db/queries/measures";
import {
  type TimeColumn,
  countTimes,
  findLastImport,
  listFreshness,
  tallyDays,
  tallyTimeBins,
} from "db/queries/overview";
import { findSnapshotWindow, listTiers } from "db/queries/snapshots";
import type { WindowDays } from "~/domain/period";
import type { Clock } from "~/domain/tallies";
import { BIN_GROWTH, overviewView } from "./overview.view";

/** What the overview shows, from rollups: pace, quality, handling time, tiers, freshness. */
export async function loadOverview(db: Db, windowDays: WindowDays, project: string | null) {
  const projects = await listProjectNames(db);
  const projectId =
    project === null ? null : (projects.find(({ sourceId }) => sourceId === project)?.projectId ?? -1);
  const window = await findSnapshotWindow(db, windowDays);
  const fromDay = windowDays === 0 ? null : (window?.fromDay ?? null);
  const [days, handling, tiers, freshness, lastImport] = await Promise.all([
    tallyDays(db, projectId, fromDay),
    loadHandling(db, projectId, fromDay),
    listTiers(db, windowDays),
    listFreshness(db),
    findLastImport(db),
  ]);
  return {
    window: window ? { from: window.fromDay, to: window.toDay, computedAt: window.computedAt } : null,
    projects: projects.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId })),
    ...overviewView(days),
    handling,
    tiers,
    freshness,
    lastImport: lastImport ?? null,
  };
}

const COLUMN: Readonly<Record<Clock, TimeColumn>> = {
  active: "active_ms",
  lead: "lead_ms",
  accept_to_submit: "accept_to_submit_ms",
  inferred: "inferred_ms",
};

/** Times of several clocks are never mixed: the one that most judgments have is shown, and named. */
async function loadHandling(db: Db, projectId: number | null, fromDay: string | null) {
  const { acceptToSubmit, ...rest } = await countTimes(db, projectId, fromDay);
  const counts = { ...rest, accept_to_submit: acceptToSubmit };
  const [clock, n] = (Object.entries(counts) as [Clock, number][]).reduce((a, b) => (b[1] > a[1] ? b : a));
  if (n === 0) return null;
  const counted = await tallyTimeBins(db, COLUMN[clock], BIN_GROWTH, projectId, fromDay);
  return { clock, n: counted.reduce((sum, { count }) => sum + count, 0), counted };
}
