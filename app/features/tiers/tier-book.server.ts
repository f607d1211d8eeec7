import type { Db } from "db/client";
import { listTierChanges } from "db/queries/tiers";
import { findTierStamp } from "db/queries/tier-reviews";
import type { WindowTally } from "~/domain/window-tally";
import { againstActual, type ActualWindow } from "~/tiers/against-actual";
import type { TierPolicy } from "~/tiers/policy";
import { type PolicyWindow, policyWindows } from "~/tiers/windows";
import type { TierChange } from "./actual-tiers";
import { byScope, loadPolicies } from "./policies.server";
import { metricsRead } from "./readings";
import { replayPeriod } from "./simulate.server";
import { loadWindowTallies } from "./window-tallies.server";

/** One scope (a project, or null for the programme): its versions, windows, tallies, and what was done. */
export interface ScopeBook {
  readonly projectId: string | null;
  /** By the instant they take effect. */
  readonly policies: readonly TierPolicy[];
  /** First and behind the last day with records. */
  readonly period: { readonly from: string; readonly to: string };
  readonly tallies: readonly WindowTally[];
  readonly changes: readonly TierChange[];
  /** Windows that have ended, in order, decided as written from the tiers really held. */
  readonly windows: readonly ActualWindow[];
  /** The window that still runs, decided as if it had ended with the last record; null where none runs. */
  readonly running: ActualWindow | null;
}

export interface TierBook {
  readonly stamp: string;
  readonly policies: readonly TierPolicy[];
  readonly scopes: readonly ScopeBook[];
}

/** One book a database: the command line that evaluates and the built server beside it read the same. */
const PLACE = Symbol.for("evenhand.tier-books");
const shared = globalThis as { [PLACE]?: WeakMap<Db, Promise<TierBook>> };
const kept = (shared[PLACE] ??= new WeakMap<Db, Promise<TierBook>>());

/**
 * Every scope's windows, decided from stored facts. Made anew when what it is made from has changed, or the day; `db`
 * lends several connections at a time, as a transaction cannot.
 */
export async function tierBook(db: Db, now: Date): Promise<TierBook> {
  const stamp = await bookStamp(db, now);
  const known = await kept.get(db)?.catch(() => undefined);
  if (known?.stamp === stamp) return known;
  const made = makeBook(db, stamp, now);
  kept.set(db, made);
  return made;
}

/** Changes with whatever a book is made from. */
export const bookStamp = async (db: Db, now: Date): Promise<string> =>
  `${await findTierStamp(db)} ${now.toISOString().slice(0, 10)}`;

async function makeBook(db: Db, stamp: string, now: Date): Promise<TierBook> {
  const policies = await loadPolicies(db);
  const scopes: ScopeBook[] = [];
  for (const [projectId, versions] of byScope(policies)) {
    const scope = await makeScope(db, projectId, versions, now);
    if (scope !== null) scopes.push(scope);
  }
  return { stamp, policies, scopes };
}

async function makeScope(
  db: Db,
  projectId: string | null,
  policies: readonly TierPolicy[],
  now: Date,
): Promise<ScopeBook | null> {
  const period = await replayPeriod(db, projectId, { from: null, to: null });
  if (period === null) return null;
  const end = now.toISOString() < period.to ? now.toISOString() : period.to;
  const all = policyWindows(policies, period.from, end);
  // Nobody is judged by a rule that was not in force: before the first version nothing is evaluated.
  const ended = all.filter(({ policy, to }) => policy.effectiveAt < to);
  const running = runningWindow(policies, all.at(-1)?.to ?? period.from, period.to);
  const windows = running === null ? ended : [...ended, running];
  const metrics = metricsRead(policies);
  const [tallies, changes] = [
    await loadWindowTallies(db, { windows, metrics, projectId, circumstances: true }),
    await listTierChanges(db, projectId),
  ];
  const decided = againstActual(windows, tallies, changes);
  return {
    ...{ projectId, policies, period, tallies, changes },
    windows: decided.slice(0, ended.length),
    running: running === null ? null : (decided.at(-1) ?? null),
  };
}

/** What lies behind the last window that ended; null where nothing does, or no version is in force yet. */
function runningWindow(policies: readonly TierPolicy[], from: string, to: string): PolicyWindow | null {
  if (from >= to) return null;
  const policy = policies.findLast(({ effectiveAt }) => effectiveAt < to);
  return policy === undefined ? null : { from, to, policy };
}
