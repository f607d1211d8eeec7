import type { Db } from "db/client";
import { listProjectNames, findRecordedPeriod } from "db/queries/measures";
import { listTierChanges } from "db/queries/tiers";
import type { TierPolicy } from "~/tiers/policy";
import { type Simulation, simulate, simulationWindows } from "~/tiers/simulate";
import { actualTiers } from "./actual-tiers";
import { loadPolicies } from "./policies.server";
import { metricsRead } from "./readings";
import { loadWindowTallies } from "./window-tallies.server";

const DAY_MS = 86_400_000;

/** From the first to behind the last day with records, or as asked; days are UTC, both included. */
export async function replayPeriod(
  db: Db,
  projectId: string | null,
  asked: { readonly from: string | null; readonly to: string | null },
): Promise<{ readonly from: string; readonly to: string } | null> {
  const projects = projectId === null ? [] : await listProjectNames(db);
  const project = projects.find(({ sourceId }) => sourceId === projectId)?.projectId;
  const { firstAt, lastAt } = await findRecordedPeriod(db, projectId === null ? null : (project ?? 0));
  const [first, last] = [asked.from ?? firstAt?.slice(0, 10), asked.to ?? lastAt?.slice(0, 10)];
  if (first === undefined || last === undefined) return null;
  return { from: midnight(first), to: new Date(Date.parse(last) + DAY_MS).toISOString() };
}

const midnight = (day: string): string => `${day}T00:00:00.000Z`;

/** Replays policy versions of one scope over stored facts. Nothing on record: no windows. */
export async function simulateOnLedger(
  db: Db,
  policies: readonly TierPolicy[],
  asked: { readonly from: string | null; readonly to: string | null },
): Promise<Simulation> {
  const projectId = policies[0]?.projectId ?? null;
  const period = await replayPeriod(db, projectId, asked);
  const { from, to } = period ?? { from: midnight("1970-01-01"), to: midnight("1970-01-01") };
  const windows = simulationWindows(policies, from, to);
  const metrics = metricsRead(policies);
  const tallies = await loadWindowTallies(db, { windows, metrics, projectId, circumstances: true });
  const [changes, recorded] = await Promise.all([listTierChanges(db, projectId), loadPolicies(db)]);
  const scope = recorded.filter((policy) => policy.projectId === projectId);
  return simulate({ policies, from, to, tallies, actual: actualTiers(changes, scope) });
}
