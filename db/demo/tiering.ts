import type { Reading, WindowTally } from "~/domain/window-tally";
import type { Decision } from "~/tiers/evaluate";
import { type ReplayState, replayWindow } from "~/tiers/replay";
import type { PolicyWindow } from "~/tiers/windows";
import type { Work } from "./facts";
import type { Studio } from "./studio";

/** What tiers were decided on and how, so far. */
export interface Tiering {
  state: ReplayState;
  readonly decisions: Decision[];
  readonly tallies: WindowTally[];
}

export const noTiering = (): Tiering => ({
  state: { standings: new Map(), version: null },
  decisions: [],
  tallies: [],
});

/** Evaluates a window that has closed from what was worked in it, and puts people into their tiers. */
export function evaluateTiers(studio: Studio, tiering: Tiering, window: PolicyWindow): void {
  const roster = tallyWork(studio.facts.work, window);
  const { decisions, standings } = replayWindow(tiering.state, window, roster);
  tiering.state = { standings, version: window.policy.version };
  tiering.tallies.push(...roster);
  tiering.decisions.push(...decisions);
  for (const [id, { tierId }] of standings) if (tierId !== null) studio.tiers.set(id, tierId);
}

/** Counts what the rules read: one tally a person with work handed in within the window. */
export function tallyWork(
  work: readonly Work[],
  window: { readonly from: string; readonly to: string },
): WindowTally[] {
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  const inside = work.filter(
    ({ submittedMs }) => submittedMs !== null && submittedMs >= fromMs && submittedMs < toMs,
  );
  const pace = meanSeconds(inside);
  const people = new Map<string, Work[]>();
  for (const each of inside) {
    const own = people.get(each.person.id);
    if (own === undefined) people.set(each.person.id, [each]);
    else own.push(each);
  }
  return [...people].map(([annotatorId, own]) => ({
    annotatorId,
    projectId: null,
    window: { from: window.from, to: window.to },
    readings: readingsOf(own, pace),
    pay: null,
    workedSec: own.reduce((sum, { activeSec }) => sum + activeSec, 0),
    availableSec: null,
    premiumOfferCount: null,
  }));
}

function meanSeconds(work: readonly Work[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { seconds: number; n: number }>();
  for (const { project, activeSec } of work) {
    const sum = sums.get(project.id) ?? { seconds: 0, n: 0 };
    sums.set(project.id, { seconds: sum.seconds + activeSec, n: sum.n + 1 });
  }
  return new Map([...sums].map(([id, { seconds, n }]) => [id, seconds / n]));
}

function readingsOf(own: readonly Work[], pace: ReadonlyMap<string, number>): Record<string, Reading> {
  const gold = own.filter(({ correct }) => correct !== null);
  const successes = gold.filter(({ correct }) => correct === true).length;
  const observed = own.reduce((sum, { activeSec }) => sum + activeSec, 0);
  const expected = own.reduce((sum, { project }) => sum + (pace.get(project.id) ?? 0), 0);
  const ratio = observed / expected;
  return {
    gold_accuracy: { kind: "share", successes, n: gold.length },
    handling_ratio: { kind: "estimate", value: ratio, low: ratio, high: ratio, n: own.length },
    judgments: { kind: "count", value: own.length, n: own.length },
  };
}
