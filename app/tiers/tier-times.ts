import type { WindowTally } from "~/domain/window-tally";
import {
  type Duration,
  kaplanMeier,
  type SurvivalCurve,
  type SurvivalQuantile,
  survivalQuantile,
} from "~/stats/kaplan-meier";
import type { ReplayedWindow } from "./replay";

const DAY_MS = 86_400_000;

/** A person's tiers over time, from the ledger's changes or from a replay. Instants ISO 8601; changes in order. */
export interface TierHistory {
  readonly annotatorId: string;
  readonly enteredAt: string;
  /** Until when the person was watched: durations still running then are censored. */
  readonly watchedUntil: string;
  readonly changes: readonly { readonly at: string; readonly tierId: string }[];
}

/** How long something takes, days or hours, with those it has not happened to yet counted as such. */
export interface Waiting {
  readonly curve: SurvivalCurve | null;
  readonly median: SurvivalQuantile | null;
  readonly n: number;
  /** Of how many the end was seen. */
  readonly endedCount: number;
}

/**
 * Days from joining until a tier, or a higher one, is first held. `tierIds` run from highest to lowest. Kaplan-Meier:
 * who has not got there by the end counts as still on the way. Throws a RangeError for a tier not among them.
 */
export function timeToReach(
  histories: readonly TierHistory[],
  tierIds: readonly string[],
  tierId: string,
): Waiting {
  const bar = rankOf(tierIds, tierId);
  return waiting(
    histories.map(({ enteredAt, watchedUntil, changes }) => {
      const reached = changes.find((change) => isAtLeast(tierIds, change.tierId, bar));
      return durationOf(enteredAt, reached?.at, watchedUntil);
    }),
  );
}

/** Days from losing a tier (falling below it) until it, or a higher one, is held again; every loss counts once. */
export function timeToRegain(
  histories: readonly TierHistory[],
  tierIds: readonly string[],
  tierId: string,
): Waiting {
  const bar = rankOf(tierIds, tierId);
  return waiting(
    histories.flatMap(({ watchedUntil, changes }) =>
      changes.flatMap((change, index) => {
        const before = changes[index - 1];
        const lost =
          before !== undefined &&
          isAtLeast(tierIds, before.tierId, bar) &&
          !isAtLeast(tierIds, change.tierId, bar);
        if (!lost) return [];
        const again = changes.slice(index + 1).find((later) => isAtLeast(tierIds, later.tierId, bar));
        return [durationOf(change.at, again?.at, watchedUntil)];
      }),
    ),
  );
}

function rankOf(tierIds: readonly string[], tierId: string): number {
  const rank = tierIds.indexOf(tierId);
  if (rank === -1) throw new RangeError(`There is no tier ${tierId}.`);
  return rank;
}

const isAtLeast = (tierIds: readonly string[], tierId: string, bar: number): boolean => {
  const rank = tierIds.indexOf(tierId);
  return rank !== -1 && rank <= bar;
};

const durationOf = (from: string, end: string | undefined, watchedUntil: string): Duration => ({
  time: Math.max(0, (Date.parse(end ?? watchedUntil) - Date.parse(from)) / DAY_MS),
  ended: end !== undefined,
});

function waiting(durations: readonly Duration[]): Waiting {
  const curve = kaplanMeier(durations);
  return {
    curve,
    median: curve === null ? null : survivalQuantile(curve),
    n: durations.length,
    endedCount: durations.filter(({ ended }) => ended).length,
  };
}

/** The histories a replay makes: entered with the first window a person is on the roster of. */
export function historiesOf(replayed: readonly ReplayedWindow[]): readonly TierHistory[] {
  const watchedUntil = replayed.at(-1)?.window.to ?? "";
  const changes = new Map<
    string,
    { readonly enteredAt: string; readonly changes: { at: string; tierId: string }[] }
  >();
  for (const { window, decisions, standings } of replayed) {
    for (const { annotatorId, fromTier } of decisions) {
      const own = changes.get(annotatorId) ?? { enteredAt: window.from, changes: [] };
      changes.set(annotatorId, own);
      const tierId = standings.get(annotatorId)?.tierId ?? null;
      if (tierId !== null && tierId !== (own.changes.at(-1)?.tierId ?? fromTier)) {
        own.changes.push({ at: window.to, tierId });
      }
    }
  }
  return [...changes].map(([annotatorId, own]) => ({ annotatorId, watchedUntil, ...own }));
}

/** What it took a person to be promoted for the first time. */
export interface QualificationLabour {
  readonly annotatorId: string;
  /** Whether the promotion has come; if not, the sums so far. */
  readonly promoted: boolean;
  readonly days: number;
  /** Hours worked; null where they were not recorded. */
  readonly hours: number | null;
  /** Pay earned meanwhile, by currency, minor units. */
  readonly payMinor: Readonly<Record<string, number>>;
}

/** Hours and pay until the first promotion, person by person, from tallies of the windows before it. */
export function qualificationLabour(
  histories: readonly TierHistory[],
  tallies: readonly WindowTally[],
  tierIds: readonly string[],
): readonly QualificationLabour[] {
  const byPerson = new Map<string, WindowTally[]>();
  for (const tally of tallies) {
    const own = byPerson.get(tally.annotatorId);
    if (own === undefined) byPerson.set(tally.annotatorId, [tally]);
    else own.push(tally);
  }
  const entry = tierIds.length - 2;
  return histories.map(({ annotatorId, enteredAt, watchedUntil, changes }) => {
    const promotion = changes.find((change) => isAtLeast(tierIds, change.tierId, entry));
    const until = promotion?.at ?? watchedUntil;
    const before = (byPerson.get(annotatorId) ?? []).filter(({ window }) => window.to <= until);
    return {
      annotatorId,
      promoted: promotion !== undefined,
      days: Math.max(0, (Date.parse(until) - Date.parse(enteredAt)) / DAY_MS),
      ...labourOf(before),
    };
  });
}

function labourOf(tallies: readonly WindowTally[]): Pick<QualificationLabour, "hours" | "payMinor"> {
  const payMinor: Record<string, number> = {};
  let seconds: number | null = tallies.length === 0 ? null : 0;
  for (const { workedSec, pay } of tallies) {
    seconds = seconds === null || workedSec === null ? null : seconds + workedSec;
    if (pay !== null) payMinor[pay.currency] = (payMinor[pay.currency] ?? 0) + pay.minor;
  }
  return { hours: seconds === null ? null : seconds / 3_600, payMinor };
}

/** Hours of work until the first promotion as a curve: people still on the way are censored, the unrecorded left out. */
export const hoursToQualify = (labour: readonly QualificationLabour[]): Waiting =>
  waiting(
    labour.flatMap(({ hours, promoted }) => (hours === null ? [] : [{ time: hours, ended: promoted }])),
  );
