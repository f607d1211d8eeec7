import type { WindowTally } from "~/domain/window-tally";
import { type Decision, evaluateWindow, type Ruling, standingAfter } from "./evaluate";
import type { Candidate } from "./judge";
import { NEWCOMER, type Standing } from "./standing";
import type { PolicyWindow } from "./windows";

/** What a replay needs: windows in order, and tallies of one scope in any order (those of other windows are ignored). */
export interface ReplayInput {
  readonly windows: readonly PolicyWindow[];
  readonly tallies: readonly WindowTally[];
  /** Where people stood before the first window; who is missing had no tier yet. */
  readonly start?: ReadonlyMap<string, Standing>;
  /** What humans made of proposed demotions; without it every proposal is upheld. */
  readonly ruling?: (decision: Decision) => Ruling;
}

/** One window of a replay. */
export interface ReplayedWindow {
  readonly window: PolicyWindow;
  /** Who was on the roster, by annotator id. */
  readonly roster: readonly WindowTally[];
  /** One a person with a tally in the window, by annotator id. */
  readonly decisions: readonly Decision[];
  /** Where everybody stands after it, the absent included, by annotator id. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/** Where a replay stands between two windows. */
export interface ReplayState {
  readonly standings: ReadonlyMap<string, Standing>;
  /** The version that decided the last window; null before the first. */
  readonly version: number | null;
}

/**
 * What would these policy versions have decided, window by window? Who has no tally in a window is not on its roster
 * and keeps the tier. The same input gives the same output, whatever the order of the tallies.
 */
export function replay({ windows, tallies, start, ruling }: ReplayInput): readonly ReplayedWindow[] {
  const byWindow = groupByWindow(tallies);
  let state: ReplayState = { standings: new Map(start), version: null };
  return windows.map((window) => {
    const replayed = replayWindow(state, window, byWindow.get(keyOf(window)) ?? [], ruling);
    state = { standings: replayed.standings, version: window.policy.version };
    return replayed;
  });
}

/** One window of a replay, from the state before it. `roster` holds one tally a person, in any order. */
export function replayWindow(
  state: ReplayState,
  window: PolicyWindow,
  roster: readonly WindowTally[],
  ruling?: (decision: Decision) => Ruling,
): ReplayedWindow {
  const renewed = state.version !== null && state.version !== window.policy.version;
  const before = renewed ? renew(state.standings) : state.standings;
  const candidates: Candidate[] = [];
  const ordered = byAnnotator(roster);
  for (const tally of ordered) {
    const standing = before.get(tally.annotatorId) ?? { ...NEWCOMER, since: window.from };
    candidates.push({ tally, standing });
  }
  const decisions = evaluateWindow(window.policy, candidates);
  const standings = new Map(before);
  for (const [index, decision] of decisions.entries()) {
    const { standing } = candidates[index] as Candidate;
    const ruled = decision.outcome === "proposed" ? (ruling?.(decision) ?? "upheld") : "pending";
    standings.set(decision.annotatorId, standingAfter(decision, standing, ruled));
  }
  return { window, roster: ordered, decisions, standings };
}

/** Tallies by annotator id; the same list where it is in order already. */
export function byAnnotator(tallies: readonly WindowTally[]): readonly WindowTally[] {
  for (let index = 1; index < tallies.length; index++) {
    const [one, other] = [tallies[index - 1] as WindowTally, tallies[index] as WindowTally];
    if (one.annotatorId > other.annotatorId) {
      return tallies.toSorted((first, second) => (first.annotatorId < second.annotatorId ? -1 : 1));
    }
  }
  return tallies;
}

const keyOf = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}/${to}`;

/** Tallies by window; a list that comes window by window is gone through with one look-up each. */
function groupByWindow(tallies: readonly WindowTally[]): ReadonlyMap<string, readonly WindowTally[]> {
  const groups = new Map<string, WindowTally[]>();
  let last: { readonly from: string; readonly to: string; readonly group: WindowTally[] } | null = null;
  for (const tally of tallies) {
    const { from, to } = tally.window;
    if (last === null || last.to !== to || last.from !== from) {
      const key = keyOf(tally.window);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      last = { from, to, group };
    }
    last.group.push(tally);
  }
  return groups;
}

/** A new version takes effect: grandfathering is about who holds a tier now, and windows in a row count anew. */
function renew(standings: ReadonlyMap<string, Standing>): ReadonlyMap<string, Standing> {
  return new Map(
    [...standings].map(([id, standing]) => [
      id,
      { ...standing, run: null, guaranteedTierId: standing.tierId },
    ]),
  );
}

/** How many people hold each tier of the window's policy; who has none, or one it does not know, counts as the lowest. */
export function tierMix({ window, standings }: ReplayedWindow): Readonly<Record<string, number>> {
  const ids = window.policy.tiers.map((tier) => tier.id);
  const lowest = ids.at(-1) ?? "";
  const mix: Record<string, number> = Object.fromEntries(ids.map((id) => [id, 0]));
  for (const { tierId } of standings.values()) {
    const id = tierId !== null && ids.includes(tierId) ? tierId : lowest;
    mix[id] = (mix[id] ?? 0) + 1;
  }
  return mix;
}
