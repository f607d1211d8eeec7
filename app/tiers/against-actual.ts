import type { WindowTally } from "~/domain/window-tally";
import type { Decision } from "./evaluate";
import { replayWindow, type ReplayedWindow, type ReplayState } from "./replay";
import { NEWCOMER, type Standing } from "./standing";
import type { PolicyWindow } from "./windows";

/** A change of tier that really happened, at an ISO 8601 instant. */
export interface ActualChange {
  readonly annotatorId: string;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly at: string;
}

/**
 * What became of a window for one person. `same`: what was done is what the policy says; `written`: the policy calls
 * for a change and none was made; `done`: a change was made that the policy does not call for; `other`: both changed
 * the tier, to different ones.
 */
export type Agreement = "same" | "written" | "done" | "other";

/** A window decided as written, from the tiers people really held, beside what was really done. */
export interface ActualWindow {
  /** Standings are those before the window: what its decisions were made from. */
  readonly replayed: ReplayedWindow;
  /** The tier really held when the next window was decided (or at the end), of everybody on the roster so far. */
  readonly heldAfter: ReadonlyMap<string, string | null>;
  /** Everybody for whom the policy or the platform changed something, by annotator id. */
  readonly compared: readonly ComparedDecision[];
}

export interface ComparedDecision {
  readonly annotatorId: string;
  /** Null where the person was not on the window's roster. */
  readonly decision: Decision | null;
  /** The tier the policy calls for; null where it calls for no change. */
  readonly writtenTier: string | null;
  /** The tier after what was really done until the next window's end; null where nothing was. */
  readonly doneTier: string | null;
  readonly agreement: Agreement;
}

/**
 * What does the written policy say window by window, given the tiers people really held, and what was really done? A
 * change belongs to the last window that ended at or before it. Unlike a replay, differences do not carry on: each
 * window starts from what was really held just before its end. `changes` are of the windows' scope, in any order.
 */
export function againstActual(
  windows: readonly PolicyWindow[],
  tallies: readonly WindowTally[],
  changes: readonly ActualChange[],
): readonly ActualWindow[] {
  const histories = historiesByPerson(changes);
  const rosters = groupsOf(tallies, ({ window }) => window.to);
  let state: ReplayState = { standings: new Map(), version: null };
  return windows.map((window, index) => {
    const roster = rosters.get(window.to) ?? [];
    const before = standingsBefore(state, window, roster, histories, windows[index - 1]?.to ?? window.from);
    const replayed = replayWindow({ ...state, standings: before }, window, roster, () => "pending");
    state = { standings: replayed.standings, version: window.policy.version };
    const next = windows[index + 1]?.to ?? null;
    const ids = [...replayed.standings.keys()];
    return {
      replayed: { ...replayed, standings: before },
      heldAfter: new Map(ids.map((id) => [id, heldBefore(histories.get(id), next)])),
      compared: compare(replayed, histories, next),
    };
  });
}

type Histories = ReadonlyMap<string, readonly ActualChange[]>;

function historiesByPerson(changes: readonly ActualChange[]): Histories {
  const ordered = [...changes].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return groupsOf(ordered, ({ annotatorId }) => annotatorId);
}

function groupsOf<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** The tier held just before an instant (null: at the end). */
function heldBefore(own: readonly ActualChange[] | undefined, at: string | null): string | null {
  const last = at === null ? own?.at(-1) : own?.findLast((change) => change.at < at);
  return last?.toTier ?? own?.[0]?.fromTier ?? null;
}

function standingsBefore(
  state: ReplayState,
  window: PolicyWindow,
  roster: readonly WindowTally[],
  histories: Histories,
  since: string,
): ReadonlyMap<string, Standing> {
  const ids = new Set([...state.standings.keys(), ...roster.map(({ annotatorId }) => annotatorId)]);
  const rank = (tierId: string | null) => window.policy.tiers.findIndex(({ id }) => id === tierId);
  return new Map(
    [...ids].map((id) => {
      const standing = state.standings.get(id) ?? { ...NEWCOMER, since: window.from };
      const own = histories.get(id) ?? [];
      const past = own.filter(({ at }) => at < window.to);
      const promotion = past.findLast(({ fromTier, toTier }) => {
        const [from, to] = [rank(fromTier), rank(toTier)];
        return to !== -1 && (from === -1 || to < from);
      });
      const moved = past.some(({ at }) => at >= since);
      return [
        id,
        {
          tierId: heldBefore(own, window.to),
          since: promotion?.at ?? standing.since,
          run: moved ? null : standing.run,
          guaranteedTierId: standing.guaranteedTierId,
        },
      ];
    }),
  );
}

function compare(
  { window, decisions }: ReplayedWindow,
  histories: Histories,
  next: string | null,
): readonly ComparedDecision[] {
  const byPerson = new Map(decisions.map((decision) => [decision.annotatorId, decision]));
  const ids = new Set([...byPerson.keys(), ...histories.keys()]);
  return [...ids].sort().flatMap((annotatorId): ComparedDecision[] => {
    const decision = byPerson.get(annotatorId) ?? null;
    const done = histories
      .get(annotatorId)
      ?.findLast(({ at }) => at >= window.to && (next === null || at < next));
    const writtenTier =
      decision === null || decision.outcome === "kept" ? null : (decision.proposedTier ?? decision.toTier);
    const doneTier = done?.toTier ?? null;
    if (writtenTier === null && doneTier === null) return [];
    return [{ annotatorId, decision, writtenTier, doneTier, agreement: agreementOf(writtenTier, doneTier) }];
  });
}

function agreementOf(writtenTier: string | null, doneTier: string | null): Agreement {
  if (writtenTier === doneTier) return "same";
  if (doneTier === null) return "written";
  return writtenTier === null ? "done" : "other";
}

/** The windows as a replay whose outcome is what was really done: for flows and mobility. */
export const asDone = (windows: readonly ActualWindow[]): readonly ReplayedWindow[] =>
  windows.map(({ replayed, heldAfter }) => ({
    ...replayed,
    standings: new Map([...heldAfter].map(([id, tierId]) => [id, { ...NEWCOMER, tierId }])),
  }));
