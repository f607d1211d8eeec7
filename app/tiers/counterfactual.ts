import type { Reading, WindowTally } from "~/domain/window-tally";
import { type Candidate, judge, type Judgement } from "./judge";
import type { Rule, Tier, TierPolicy } from "./policy";
import { goldCount, readingFor, type Verdict, verdictOf } from "./verdict";
import { nearestReading } from "./nearest-reading";
import { changeInWords } from "./counterfactual-words";

/** A reading that would have to be different. */
export interface ReadingChange {
  readonly rule: Rule;
  readonly from: Reading;
  readonly to: Reading;
}

/** The smallest change that would alter what the rules give. */
export interface Counterfactual {
  /** `up`: to a higher tier than given. `down`: to a lower one. `decide`: to any decision at all. */
  readonly direction: "up" | "down" | "decide";
  /** What the rules would give then; null where it depends on what is still to be measured. */
  readonly tierId: string | null;
  readonly changes: readonly ReadingChange[];
  /** How many more gold items a decision needs; 0 unless that is what is missing. */
  readonly goldNeeded: number;
  readonly sentence: string;
}

/**
 * What would alter the tier that a person's own readings come to (before grace, windows in a row and quotas): the
 * nearest way up and the nearest way down, each with the readings it takes. Readings change one rule at a time and as
 * little as possible, at the same n; where there are too few gold items, how many are missing. Empty lists mean that
 * there is no such way, for instance because a metric was not measured.
 */
export function counterfactuals(
  policy: TierPolicy,
  candidate: Candidate,
  judgement: Judgement,
): readonly Counterfactual[] {
  const missing = Math.max(1, policy.minimumGold) - goldCount(candidate.tally);
  if (judgement.heldBy === "insufficient" && missing > 0 && readsGold(policy)) {
    const goldNeeded = missing;
    const shell = { direction: "decide" as const, tierId: null, changes: [], goldNeeded };
    return [{ ...shell, sentence: changeInWords(policy, shell) }];
  }
  return [wayUp(policy, candidate, judgement), wayDown(policy, candidate, judgement)].filter(
    (way) => way !== null,
  );
}

const readsGold = ({ tiers }: TierPolicy): boolean =>
  tiers.some(({ rules }) => rules.some(({ metric }) => metric === "gold_accuracy"));

/** The smallest change that reaches any tier above the given one. */
function wayUp(policy: TierPolicy, candidate: Candidate, judgement: Judgement): Counterfactual | null {
  const ways = policy.tiers.slice(0, judgement.given).flatMap((tier, index) => {
    // A tier already held, or below it, is kept while no bar is missed; a higher one must be reached.
    const keeps = judgement.present !== -1 && index >= judgement.present;
    const accepts = (verdict: Verdict) => verdict === "met" || (keeps && verdict !== "missed");
    const changes = changesFor(policy, tier, candidate.tally, accepts);
    const way =
      changes === null || changes.length === 0
        ? null
        : confirmed(policy, candidate, judgement, "up", changes);
    return way === null ? [] : [way];
  });
  return smallest(ways);
}

/** The way with the least change; of equal ones the last, which leads to the lower tier. */
const smallest = (ways: readonly Counterfactual[]): Counterfactual | null =>
  ways.reduce<Counterfactual | null>(
    (best, way) => (best === null || sizeOf(way) <= sizeOf(best) ? way : best),
    null,
  );

const sizeOf = ({ changes }: Counterfactual): number =>
  changes.reduce((sum, { from, to }) => sum + relativeSize(from, to), 0);

/** The smallest change of one reading that loses the given tier. */
function wayDown(policy: TierPolicy, candidate: Candidate, judgement: Judgement): Counterfactual | null {
  const tier = policy.tiers[judgement.given] as Tier;
  const promoted = judgement.present === -1 || judgement.given < judgement.present;
  const loses = (verdict: Verdict) => verdict === "missed" || (promoted && verdict !== "met");
  const ways = tier.rules.flatMap((rule) => {
    const from = readingFor(candidate.tally, rule.metric);
    if (from === undefined) return [];
    const to = nearestReading(from, rule, false, (reading) =>
      loses(verdictFor(policy, rule, candidate.tally, reading)),
    );
    const way = to === null ? null : confirmed(policy, candidate, judgement, "down", [{ rule, from, to }]);
    return way === null ? [] : [way];
  });
  return smallest(ways);
}

/** What it takes for all rules of a tier; null where a reading is missing or cannot change enough. */
function changesFor(
  policy: TierPolicy,
  tier: Tier,
  tally: WindowTally,
  accepts: (verdict: Verdict) => boolean,
): readonly ReadingChange[] | null {
  const changes = new Map<string, ReadingChange>();
  let changed = tally;
  for (const rule of tier.rules) {
    if (accepts(verdictOf(rule, changed, policy.decideOn))) continue;
    const from = readingFor(tally, rule.metric);
    const now = readingFor(changed, rule.metric);
    if (from === undefined || now === undefined) return null;
    const to = nearestReading(now, rule, true, (reading) =>
      accepts(verdictFor(policy, rule, changed, reading)),
    );
    if (to === null) return null;
    changes.set(rule.metric, { rule, from, to });
    changed = withReadings(tally, [...changes.values()]);
  }
  return [...changes.values()];
}

const withReadings = (tally: WindowTally, changes: readonly ReadingChange[]): WindowTally => ({
  ...tally,
  readings: {
    ...tally.readings,
    ...Object.fromEntries(changes.map(({ rule, to }) => [rule.metric, to])),
  },
});

const verdictFor = (policy: TierPolicy, rule: Rule, tally: WindowTally, reading: Reading): Verdict =>
  verdictOf(rule, { ...tally, readings: { [rule.metric]: reading } }, policy.decideOn);

/** Keeps only changes that do alter what the rules give, in the direction asked for. */
function confirmed(
  policy: TierPolicy,
  { tally, standing }: Candidate,
  judgement: Judgement,
  direction: "up" | "down",
  changes: readonly ReadingChange[],
): Counterfactual | null {
  const { given } = judge(policy, { tally: withReadings(tally, changes), standing });
  if (direction === "up" ? given >= judgement.given : given <= judgement.given) return null;
  const shell = { direction, tierId: policy.tiers[given]?.id ?? null, changes, goldNeeded: 0 };
  return { ...shell, sentence: changeInWords(policy, shell) };
}

function relativeSize(from: Reading, to: Reading): number {
  if (from.kind === "share" && to.kind === "share") return Math.abs(from.successes - to.successes) / from.n;
  const [before, after] = [from, to].map((reading) => (reading.kind === "share" ? 0 : reading.value));
  return Math.abs((before ?? 0) - (after ?? 0)) / Math.max(1e-12, Math.abs(before ?? 0));
}

/** What a tally would be with a counterfactual's changes made: for tests and for showing the two side by side. */
export const applyCounterfactual = (tally: WindowTally, { changes }: Counterfactual): WindowTally =>
  withReadings(tally, changes);
