import type { Db } from "db/client";
import { listProjectNames } from "db/queries/measures";
import {
  findLastImport,
  listFreshness,
  tallyDays,
  tallyLatestFindings,
  tallyTimeBins,
} from "db/queries/overview";
import { tallyProposals } from "db/queries/tier-reviews";
import { findSnapshotWindow, listTiers } from "db/queries/snapshots";
import type { WindowDays } from "~/domain/period";
import type { Clock } from "~/domain/tallies";
import { overviewView } from "./overview.view";
import type { Waiting } from "./waiting-card";

/** What the overview shows, from rollups: pace, quality, handling time, tiers, freshness. */
export async function loadOverview(db: Db, windowDays: WindowDays, project: string | null) {
  const projects = await listProjectNames(db);
  const projectId =
    project === null ? null : (projects.find(({ sourceId }) => sourceId === project)?.projectId ?? -1);
  const window = await findSnapshotWindow(db, windowDays);
  const fromDay = windowDays === 0 ? null : (window?.fromDay ?? null);
  const [days, handling, tiers, freshness, lastImport, waiting] = await Promise.all([
    tallyDays(db, projectId, fromDay),
    loadHandling(db, projectId, fromDay),
    listTiers(db, windowDays),
    listFreshness(db),
    findLastImport(db),
    loadWaiting(db),
  ]);
  return {
    window: window ? { from: window.fromDay, to: window.toDay, computedAt: window.computedAt } : null,
    projects: projects.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId })),
    ...overviewView(days),
    handling,
    tiers,
    freshness,
    lastImport: lastImport ?? null,
    waiting,
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

async function loadWaiting(db: Db): Promise<Waiting> {
  const [proposals, findings] = await Promise.all([tallyProposals(db), tallyLatestFindings(db)]);
  const open = proposals.filter(({ status }) => status === "open");
  const sum = (rows: readonly { readonly count: number }[]) =>
    rows.reduce((total, { count }) => total + count, 0);
  const of = (wanted: string) => sum(findings.filter(({ severity }) => severity === wanted));
  const runAt = findings.reduce((latest, row) => (row.runAt > latest ? row.runAt : latest), "");
  return {
    decisions: { open: sum(open), withinChance: sum(open.filter(({ noise }) => noise)) },
    findings: runAt === "" ? null : { runAt, critical: of("critical"), high: of("high"), watch: of("watch") },
  };
}
