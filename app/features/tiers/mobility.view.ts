import { seededRandom } from "~/stats/random";
import { median } from "~/stats/quantiles";
import type { SurvivalCurve } from "~/stats/kaplan-meier";
import { asDone } from "~/tiers/against-actual";
import { type MobilityBand, mobilityBand, mobilityOf } from "~/tiers/mobility";
import { replay, type ReplayedWindow } from "~/tiers/replay";
import {
  historiesOf,
  hoursToQualify,
  qualificationLabour,
  type TierHistory,
  timeToReach,
  timeToRegain,
  type Waiting,
} from "~/tiers/tier-times";
import type { Flow } from "~/ui/flow-layout";
import type { SurvivalGroup } from "~/ui/survival-curve";
import type { SeriesPoint } from "~/ui/time-series";
import type { ScopeBook } from "./tier-book.server";

const DAY_MS = 86_400_000;
/** Windows of people that are evaluated for the band: a second or two of work. */
const BAND_EVALUATIONS = 240_000;
const BAND_TALLIES = 12_000;
const STAGES = 5;

export interface NamedTier {
  readonly id: string;
  readonly label: string;
}

/** How people move between tiers, as the screen draws it. */
export interface MobilityView {
  /** From highest to lowest, under the latest version. */
  readonly tiers: readonly NamedTier[];
  /** `ledger`: changes on record; `policy`: none are, and the written policy is replayed in their place. */
  readonly source: "ledger" | "policy";
  readonly mix: readonly { readonly tier: NamedTier; readonly points: readonly SeriesPoint[] }[];
  readonly flows: {
    readonly stages: readonly string[];
    readonly nodes: readonly NamedTier[];
    readonly flows: readonly Flow[];
  };
  readonly transitions: readonly (readonly number[])[];
  readonly index: number | null;
  readonly band: MobilityBand | null;
  readonly reach: readonly WaitingView[];
  readonly regain: readonly WaitingView[];
  readonly labour: LabourView;
}

export interface WaitingView {
  readonly tier: NamedTier;
  readonly group: SurvivalGroup;
  readonly median: number | null;
  readonly n: number;
  readonly endedCount: number;
}

export interface LabourView {
  /** Hours of work until the first promotion; null where hours are not recorded. */
  readonly hours: WaitingView | null;
  readonly promoted: number;
  readonly waiting: number;
  readonly medianDays: number | null;
  /** What those who were promoted had earned by then: the middle one, by currency. */
  readonly pay: readonly {
    readonly currency: string;
    readonly medianMinor: number;
    readonly people: number;
  }[];
}

/** What the screen shows of one scope. Chance is seeded: the same book gives the same view. */
export function mobilityView(scope: ScopeBook): MobilityView {
  const tiers = presentTiers(scope);
  const tierIds = tiers.map(({ id }) => id);
  const source = scope.changes.length > 0 ? "ledger" : "policy";
  const windows = scope.windows.map(({ replayed }) => replayed.window);
  const replayed = source === "ledger" ? asDone(scope.windows) : replay({ windows, tallies: scope.tallies });
  const histories = source === "ledger" ? recordedHistories(scope) : historiesOf(replayed);
  const mobility = mobilityOf(replayed);
  const entered = tiers.slice(0, -1);
  return {
    ...{ tiers, source },
    mix: mixOverTime(everyTier(scope, tiers), histories, scope.period),
    flows: flowStages(everyTier(scope, tiers), replayed),
    transitions: mobility.transitions,
    index: mobility.index,
    band: bandOf(scope),
    reach: entered.map((tier) => waitingView(tier, timeToReach(histories, tierIds, tier.id))),
    regain: entered.map((tier) => waitingView(tier, timeToRegain(histories, tierIds, tier.id))),
    labour: labourView(tiers, histories, scope),
  };
}

/** The tiers of the version that decided last: one that takes effect later has none yet. */
function presentTiers({ windows, policies, period }: ScopeBook): readonly NamedTier[] {
  const policy =
    windows.at(-1)?.replayed.window.policy ??
    policies.findLast(({ effectiveAt }) => effectiveAt < period.to) ??
    policies.at(-1);
  return (policy?.tiers ?? []).map(({ id, label }) => ({ id, label }));
}

/** With those that people held under other versions, just above the lowest. */
function everyTier({ policies, changes }: ScopeBook, tiers: readonly NamedTier[]): readonly NamedTier[] {
  const known = new Set(tiers.map(({ id }) => id));
  const held = new Set(changes.map(({ toTier }) => toTier).filter((id) => !known.has(id)));
  const named = [...held].map((id) => ({
    id,
    label: policies.flatMap((policy) => policy.tiers).find((tier) => tier.id === id)?.label ?? id,
  }));
  return [...tiers.slice(0, -1), ...named, ...tiers.slice(-1)];
}

/** From the first window somebody worked in; a first change in that window counts from its start. */
function recordedHistories({ tallies, changes, period }: ScopeBook): readonly TierHistory[] {
  const entered = new Map<string, string>();
  for (const { annotatorId, window } of tallies) {
    const known = entered.get(annotatorId);
    if (known === undefined || window.from < known) entered.set(annotatorId, window.from);
  }
  const own = new Map<string, { at: string; tierId: string }[]>();
  for (const { annotatorId, at, toTier } of changes) {
    const list = own.get(annotatorId) ?? [];
    own.set(annotatorId, list);
    list.push({ at, tierId: toTier });
    if (!entered.has(annotatorId)) entered.set(annotatorId, at);
  }
  const last = changes.at(-1)?.at ?? period.to;
  const watchedUntil = last > period.to ? last : period.to;
  return [...entered].map(([annotatorId, enteredAt]) => ({
    ...{ annotatorId, enteredAt, watchedUntil },
    changes: own.get(annotatorId) ?? [],
  }));
}

/** How many people hold each tier, week by week; who has had no change holds the lowest. */
function mixOverTime(
  tiers: readonly NamedTier[],
  histories: readonly TierHistory[],
  { from, to }: ScopeBook["period"],
): MobilityView["mix"] {
  const lowest = tiers.at(-1)?.id ?? "";
  const places: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += 7 * DAY_MS)
    places.push(new Date(at).toISOString());
  places.push(to);
  const counts = places.map((at) => {
    const held = new Map<string, number>();
    for (const { enteredAt, changes } of histories) {
      if (enteredAt > at) continue;
      const tierId = changes.findLast((change) => change.at <= at)?.tierId ?? lowest;
      held.set(tierId, (held.get(tierId) ?? 0) + 1);
    }
    return held;
  });
  return tiers.map((tier) => ({
    tier,
    points: places.map((at, index) => ({ at: at.slice(0, 10), value: counts[index]?.get(tier.id) ?? 0 })),
  }));
}

/** Everybody known before and after each of the last windows, the absent included. */
function flowStages(nodes: readonly NamedTier[], replayed: readonly ReplayedWindow[]): MobilityView["flows"] {
  const tierIds = nodes.map(({ id }) => id);
  const lowest = tierIds.at(-1) ?? "";
  const known = (tierId: string | null | undefined) =>
    tierId !== null && tierId !== undefined && tierIds.includes(tierId) ? tierId : lowest;
  const shown = replayed.slice(-(STAGES - 1));
  const flows = shown.flatMap(({ decisions, standings }, stage): Flow[] => {
    const before = new Map(decisions.map(({ annotatorId, fromTier }) => [annotatorId, fromTier]));
    const counts = new Map<string, Flow>();
    for (const [id, { tierId }] of standings) {
      const to = known(tierId);
      const from = before.has(id) ? known(before.get(id)) : to;
      const key = `${from}\n${to}`;
      counts.set(key, { stage, from, to, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    return [...counts.values()];
  });
  const first = shown[0]?.window.from;
  return {
    stages: first === undefined ? [] : [first, ...shown.map(({ window }) => window.to)],
    ...{ nodes, flows },
  };
}

function bandOf({ windows, tallies, changes }: ScopeBook): MobilityBand | null {
  const policyWindows = windows.map(({ replayed }) => replayed.window);
  if (policyWindows.length === 0 || changes.length === 0) return null;
  const ids = [...new Set(tallies.map(({ annotatorId }) => annotatorId))].sort();
  const every = Math.max(1, Math.ceil(tallies.length / BAND_TALLIES));
  const sample = new Set(ids.filter((_, index) => index % every === 0));
  const sampled = every === 1 ? tallies : tallies.filter(({ annotatorId }) => sample.has(annotatorId));
  const draws = Math.max(40, Math.min(1_000, Math.floor(BAND_EVALUATIONS / Math.max(1, sampled.length))));
  return mobilityBand({ windows: policyWindows, tallies: sampled }, draws, seededRandom("tier mobility"));
}

function waitingView(tier: NamedTier, waiting: Waiting): WaitingView {
  return {
    tier,
    group: groupOf(tier.label, waiting.curve),
    median: waiting.median?.value ?? null,
    n: waiting.n,
    endedCount: waiting.endedCount,
  };
}

/** Stretches of time that a curve is drawn in. */
const MOST_STEPS = 240;

function groupOf(name: string, curve: SurvivalCurve | null): SurvivalGroup {
  const points = curve?.points ?? [];
  const drawn = points.map(({ time, survival, low, high, atRisk }) => ({
    ...{ time, low, high, atRisk },
    share: survival,
  }));
  const start = { time: 0, share: 1, low: 1, high: 1, atRisk: curve?.n ?? 0 };
  return {
    name,
    points: thinned(drawn.length === 0 || drawn[0]?.time === 0 ? drawn : [start, ...drawn]),
    censored: thinned(points.filter(({ ended }) => ended === 0)).map(({ time }) => time),
  };
}

/** The first, and the last of each stretch of time: of ten thousand people's steps no screen tells more apart. */
export function thinned<T extends { readonly time: number }>(inOrder: readonly T[]): readonly T[] {
  if (inOrder.length <= MOST_STEPS) return inOrder;
  const length = (inOrder.at(-1)?.time ?? 0) / MOST_STEPS;
  const stretchOf = (row: T | undefined) => (row ? Math.floor(row.time / length) : null);
  return inOrder.filter((row, index) => index === 0 || stretchOf(row) !== stretchOf(inOrder[index + 1]));
}

function labourView(
  tiers: readonly NamedTier[],
  histories: readonly TierHistory[],
  { tallies }: ScopeBook,
): LabourView {
  const [entry, lowest] = [tiers.at(-2), tiers.at(-1)];
  const labour =
    entry === undefined || lowest === undefined
      ? []
      : qualificationLabour(
          histories,
          tallies,
          tiers.map(({ id }) => id),
        );
  const promoted = labour.filter((one) => one.promoted);
  const byCurrency = new Map<string, number[]>();
  for (const { payMinor } of promoted) {
    for (const [currency, minor] of Object.entries(payMinor)) {
      const minors = byCurrency.get(currency);
      if (minors) minors.push(minor);
      else byCurrency.set(currency, [minor]);
    }
  }
  const hours = hoursToQualify(labour);
  return {
    hours: entry === undefined || hours.n === 0 ? null : waitingView(entry, hours),
    promoted: promoted.length,
    waiting: labour.length - promoted.length,
    medianDays: median(promoted.map(({ days }) => days)),
    pay: [...byCurrency]
      .map(([currency, minors]) => ({ currency, medianMinor: median(minors) ?? 0, people: minors.length }))
      .sort((one, other) => other.people - one.people),
  };
}
