import type { Db } from "db/client";
import { listTierChanges } from "db/queries/tiers";
import { ruleMetric } from "~/tiers/rule-metrics";
import type { TimeWindow } from "~/domain/window-tally";
import { type CompactTallies, packTallies } from "./compact-tallies";
import { replayPeriod } from "./simulate.server";
import { loadWindowTallies } from "./window-tallies.server";

const DAY_MS = 86_400_000;

/** What a simulator asks for: windows of one length over all records, and metrics by id. */
export function tallyRequest(query: URLSearchParams) {
  const days = Number(query.get("window_days"));
  const named = (query.get("metrics") ?? "").split(",").flatMap((name) => ruleMetric(name)?.id ?? []);
  return {
    windowDays: Number.isInteger(days) && days >= 1 && days <= 366 ? days : 28,
    metrics: [...new Set(named)].sort(),
    projectId: query.get("project") || null,
  };
}

/** Tallies for the simulator on the screen; `db` lends several connections at a time. */
export async function loadCompactTallies(
  db: Db,
  { windowDays, metrics, projectId }: ReturnType<typeof tallyRequest>,
): Promise<CompactTallies> {
  const period = (await replayPeriod(db, projectId, { from: null, to: null })) ?? NOTHING;
  const windows = endToEnd(period, windowDays);
  const tallies = await loadWindowTallies(db, { windows, metrics, projectId, circumstances: true });
  const changes = await listTierChanges(db, projectId);
  return packTallies(tallies, {
    ...period,
    ...{ projectId, windowDays, windows },
    changes: changes.map(({ annotatorId, fromTier, toTier, at, policyVersion }) => ({
      ...{ annotatorId, fromTier, toTier, at, policyVersion },
    })),
  });
}

const NOTHING = { from: "1970-01-01T00:00:00.000Z", to: "1970-01-01T00:00:00.000Z" };

function endToEnd({ from, to }: TimeWindow, days: number): readonly TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let start = Date.parse(from); start + days * DAY_MS <= Date.parse(to); start += days * DAY_MS) {
    windows.push({ from: iso(start), to: iso(start + days * DAY_MS) });
  }
  return windows;
}

const iso = (ms: number): string => new Date(ms).toISOString();
