import type { Db } from "db/client";
import {
  findLastImport,
  listFreshness,
  listScopeProjects,
  tallyDays,
  tallyHours,
  tallyLatestFindings,
  tallyPlatformDays,
  tallyProjectDays,
  tallyTiers,
  tallyTimeBins,
} from "db/queries/overview";
import { listPlans } from "db/queries/plans";
import { tallyProposals } from "db/queries/tier-reviews";
import { findSnapshotWindow } from "db/queries/snapshots";
import type { WindowDays } from "~/domain/period";
import type { Clock } from "~/domain/tallies";
import { loadOpenAppeals } from "~/features/appeals/open-appeals.server";
import { burnDownView } from "./burn-down.server";
import { type OverviewQuery, platformsOf, type ScopeProject, scopeIds } from "./overview-scope";
import { overviewView } from "./overview.view";
import { againstPlan, dayAfter, hoursAgainstPlan, type Plan, planShare, wantedWork } from "./pace";
import type { Waiting } from "./waiting-card";

/** Days that the hours of a plan are spread by, and days of hours shown. */
const USUAL_DAYS = 28;
const SHOWN_DAYS = 3;
/** Days behind a forecast, with room for a last week that is not whole. */
const FORECAST_DAYS = 64;
const MOST_PARTS = 12;

/** What the overview shows, from rollups: pace against plan, quality, handling time, tiers, what waits, freshness. */
export async function loadOverview(
  db: Db,
  system: Db,
  windowDays: WindowDays,
  query: OverviewQuery,
  now: Date,
) {
  const projects = await listScopeProjects(db);
  const ids = scopeIds(projects, query);
  const window = await findSnapshotWindow(db, windowDays);
  const fromDay = windowDays === 0 ? null : (window?.fromDay ?? null);
  const [days, handling, tiers, freshness, lastImport, waiting, plans] = await Promise.all([
    tallyDays(db, ids, fromDay),
    loadHandling(db, ids, fromDay),
    tallyTiers(db, windowDays, ids),
    listFreshness(db),
    findLastImport(db),
    loadWaiting(db, system, now),
    listPlans(db, ids),
  ]);
  const view = overviewView(days);
  const lastDay = days.at(-1)?.day ?? null;
  return {
    window: window
      ? {
          from: window.fromDay,
          to: window.toDay,
          computedAt: window.computedAt,
          version: window.definitionsVersion,
        }
      : null,
    projects: projects.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId })),
    platforms: platformsOf(projects),
    ...view,
    ...(await loadPace(db, { ids, fromDay, lastDay, plans, days: view.throughput.map(({ at }) => at) })),
    parts: await loadParts(db, projects, query, ids, fromDay),
    plans,
    nextDay: lastDay === null ? now.toISOString().slice(0, 10) : dayAfter(lastDay),
    ...{ handling, tiers, freshness, waiting, lastImport: lastImport ?? null },
  };
}

interface Scope {
  readonly ids: readonly number[] | null;
  readonly fromDay: string | null;
  readonly lastDay: string | null;
  readonly plans: readonly Plan[];
  readonly days: readonly string[];
}

/** Work against plan by day and hour, and what is left of what is wanted. */
async function loadPace(db: Db, { ids, fromDay, lastDay, plans, days }: Scope) {
  if (lastDay === null) {
    const unmeasured = { kind: "unmeasured", reason: "no dated judgments in this period" } as const;
    return { planned: [], planShare: unmeasured, hours: { work: [], plan: [] }, burnDown: null };
  }
  const planned = [...new Set(plans.map(({ projectId }) => projectId))];
  const begun = plans.map(({ fromOn }) => fromOn).sort()[0] ?? lastDay;
  const since = [dayAfter(lastDay, -FORECAST_DAYS), begun, fromDay ?? begun].sort()[0]!;
  const [work, hours] = await Promise.all([
    planned.length === 0 ? [] : tallyProjectDays(db, planned, since),
    tallyHours(db, ids, dayAfter(lastDay, 1 - USUAL_DAYS)),
  ]);
  const against = againstPlan(days, plans, work);
  const wanted = wantedWork(plans, work, lastDay);
  return {
    planned: against,
    planShare: planShare(against),
    hours: hoursAgainstPlan(hours, against, SHOWN_DAYS),
    burnDown: wanted === null ? null : burnDownView(wanted),
  };
}

/** The same series for each platform, or for each project where one platform is all there is; null for one project. */
async function loadParts(
  db: Db,
  projects: readonly ScopeProject[],
  { project, platform }: OverviewQuery,
  ids: readonly number[] | null,
  fromDay: string | null,
) {
  if (project !== null) return null;
  const platforms = platformsOf(projects);
  if (platform === null && platforms.length > 1) {
    const days = await tallyPlatformDays(db, fromDay);
    return { by: "platform" as const, panels: panelsOf(days, platforms, "platform") };
  }
  const own = projects.filter(({ projectId }) => ids === null || ids.includes(projectId));
  const names = new Map(own.map(({ projectId, sourceId }) => [projectId, sourceId]));
  const days = await tallyProjectDays(db, [...names.keys()], fromDay);
  const named = own.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId }));
  const parts = days.map((day) => ({ ...day, part: names.get(day.projectId) ?? "" }));
  return { by: "project" as const, panels: panelsOf(parts, named, "project") };
}

function panelsOf(
  days: readonly { readonly part: string; readonly day: string; readonly judgments: number }[],
  named: readonly { readonly id: string; readonly name: string }[],
  by: "platform" | "project",
) {
  return named
    .map(({ id, name }) => {
      const points = days
        .filter(({ part }) => part === id)
        .map((day) => ({ at: day.day, value: day.judgments }));
      const sum = points.reduce((total, { value }) => total + value, 0);
      return { id, label: name, points, sum, href: `/overview?${by}=${encodeURIComponent(id)}` };
    })
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => b.sum - a.sum)
    .slice(0, MOST_PARTS)
    .map(({ sum: _, ...panel }) => panel);
}

/** Times of several clocks are never mixed: the one that most judgments have is shown, and named. */
async function loadHandling(db: Db, ids: readonly number[] | null, fromDay: string | null) {
  const bins = await tallyTimeBins(db, ids, fromDay);
  const counts = new Map<Clock, number>();
  for (const { clock, count } of bins) counts.set(clock, (counts.get(clock) ?? 0) + count);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  if (most === undefined) return null;
  const [clock, n] = most;
  const counted = bins.filter((bin) => bin.clock === clock).map(({ bin, count }) => ({ bin, count }));
  return { clock, n, counted };
}

const MOST_APPEALS = 4;

async function loadWaiting(db: Db, system: Db, now: Date): Promise<Waiting> {
  const [proposals, findings, appeals] = await Promise.all([
    tallyProposals(db),
    tallyLatestFindings(db),
    loadOpenAppeals(db, system, now),
  ]);
  const open = proposals.filter(({ status }) => status === "open");
  const sum = (rows: readonly { readonly count: number }[]) =>
    rows.reduce((total, { count }) => total + count, 0);
  const of = (wanted: string) => sum(findings.filter(({ severity }) => severity === wanted));
  const runAt = findings.reduce((latest, row) => (row.runAt > latest ? row.runAt : latest), "");
  return {
    decisions: { open: sum(open), withinChance: sum(open.filter(({ noise }) => noise)) },
    findings: runAt === "" ? null : { runAt, critical: of("critical"), high: of("high"), watch: of("watch") },
    appeals: {
      open: appeals.length,
      first: appeals
        .slice(0, MOST_APPEALS)
        .map(({ annotator, name, what, href, daysLeft }) => ({ annotator, name, what, href, daysLeft })),
    },
  };
}
