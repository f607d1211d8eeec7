import type { WindowTally } from "~/domain/window-tally";
import { fitBetaBinomial, type BetaPrior } from "~/stats/beta-binomial";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { shorrocksMobility } from "~/stats/mobility";
import { quantiles } from "~/stats/quantiles";
import type { Random } from "~/stats/random";
import { replay, type ReplayedWindow, type ReplayInput } from "./replay";

/** How people moved from one window to the next. */
export interface Mobility {
  /** Tiers from highest to lowest: the order of rows and columns. */
  readonly tierIds: readonly string[];
  /** `transitions[from][to]`, people and windows counted together. */
  readonly transitions: readonly (readonly number[])[];
  /** Shorrocks' M, 0 (nobody moves) to 1 (the next tier does not depend on the last); null where it does not exist. */
  readonly index: number | null;
}

/** People who went from one tier to another in one window: a band of a Sankey diagram. */
export interface Flow {
  readonly at: string;
  readonly fromTier: string;
  readonly toTier: string;
  readonly count: number;
}

/**
 * Transitions between tiers over all windows of a replay, of people on the roster of each; who had no tier before had
 * the lowest. Tiers are those of the last window's policy; moves from or to others are left out.
 */
export function mobilityOf(replayed: readonly ReplayedWindow[]): Mobility {
  const tierIds = replayed.at(-1)?.window.policy.tiers.map((tier) => tier.id) ?? [];
  const transitions = tierIds.map(() => tierIds.map(() => 0));
  for (const { fromTier, toTier, count } of flowsOf(replayed)) {
    const row = transitions[tierIds.indexOf(fromTier)];
    const column = tierIds.indexOf(toTier);
    if (row !== undefined && column !== -1) row[column] = (row[column] ?? 0) + count;
  }
  return { tierIds, transitions, index: tierIds.length < 2 ? null : shorrocksMobility(transitions) };
}

/** The flows of each window, in the order of tiers; people who stayed are flows too. */
export function flowsOf(replayed: readonly ReplayedWindow[]): readonly Flow[] {
  return replayed.flatMap(({ window, decisions, standings }) => {
    const ids = window.policy.tiers.map((tier) => tier.id);
    const lowest = ids.at(-1) ?? "";
    const counts = new Map<string, Flow>();
    for (const { annotatorId, fromTier } of decisions) {
      const from = fromTier ?? lowest;
      const to = standings.get(annotatorId)?.tierId ?? lowest;
      const key = JSON.stringify([from, to]);
      const count = (counts.get(key)?.count ?? 0) + 1;
      counts.set(key, { at: window.to, fromTier: from, toTier: to, count });
    }
    const rank = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
    return [...counts.values()].sort(
      (one, other) => rank(one.fromTier) - rank(other.fromTier) || rank(one.toTier) - rank(other.toTier),
    );
  });
}

/** What mobility the same rules give people whose skill never changes. */
export interface MobilityBand {
  /** 5th, 50th and 95th percentile of M over the simulations. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly draws: number;
}

/**
 * The band of Shorrocks' M to compare an observed one with: the rules are replayed `draws` times on people whose skill
 * is constant, drawn for each person from the beta-binomial posterior of all their gold items; in each window the gold
 * items they had are answered anew. All other readings stay as they were. Below the band, people are held in place by
 * more than their skill. Null where nobody had gold items, or M does not exist.
 */
export function mobilityBand(input: ReplayInput, draws: number, random: Random): MobilityBand | null {
  const records = goldRecords(input.tallies);
  const prior = fitBetaBinomial([...records.values()]);
  if (prior === null) return null;
  const indices: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const skills = new Map(
      [...records].map(([id, record]) => [id, drawSkill(record.successes, record.trials, prior, random)]),
    );
    const tallies = input.tallies.map((tally) => redrawn(tally, skills.get(tally.annotatorId), random));
    const { index } = mobilityOf(replay({ ...input, tallies }));
    if (index !== null) indices.push(index);
  }
  const [low, median, high] = quantiles(indices, [0.05, 0.5, 0.95]) ?? [];
  if (low === undefined || median === undefined || high === undefined) return null;
  return { low, median, high, draws: indices.length };
}

interface GoldRecord {
  successes: number;
  trials: number;
}

function goldRecords(tallies: readonly WindowTally[]): ReadonlyMap<string, GoldRecord> {
  const records = new Map<string, GoldRecord>();
  for (const { annotatorId, readings } of tallies) {
    const gold = readings.gold_accuracy;
    if (gold?.kind !== "share" || gold.n === 0) continue;
    const record = records.get(annotatorId) ?? { successes: 0, trials: 0 };
    records.set(annotatorId, record);
    record.successes += gold.successes;
    record.trials += gold.n;
  }
  return records;
}

function drawSkill(successes: number, trials: number, { mean, strength }: BetaPrior, random: Random): number {
  if (strength === Infinity || mean === 0 || mean === 1) return mean;
  return drawBeta(mean * strength + successes, (1 - mean) * strength + trials - successes, random);
}

function redrawn(tally: WindowTally, skill: number | undefined, random: Random): WindowTally {
  const gold = tally.readings.gold_accuracy;
  if (gold?.kind !== "share" || skill === undefined) return tally;
  const successes = drawBinomial(gold.n, skill, random);
  return { ...tally, readings: { ...tally.readings, gold_accuracy: { ...gold, successes } } };
}
