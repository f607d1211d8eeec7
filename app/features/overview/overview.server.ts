import type { Db } from "db/client";
import { listProjectNames } from "db/queries/measures";
import { findLastImport, listFreshness, tallyDays, tallyTimeBins } from "db/queries/overview";
import { findSnapshotWindow, listTiers } from "db/queries/snapshots";
import type { WindowDays } from "~/domain/period";
import type { Clock } from "~/domain/tallies";
import { overviewView } from "./overview.view";

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

/** Times of several clocks are never mixed: the one that most judgments have is shown, and named. */
async function loadHandling(db: Db, projectId: number | null, fromDay: string | null) {
  const bins = await tallyTimeBins(db, projectId, fromDay);
  const counts = new Map<Clock, number>();
  for (const { clock, count } of bins) counts.set(clock, (counts.get(clock) ?? 0) + count);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  if (most === undefined) return null;
  const [clock, n] = most;
  const counted = bins.filter((bin) => bin.clock === clock).map(({ bin, count }) => ({ bin, count }));
  return { clock, n, counted };
}
