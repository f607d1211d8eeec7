import { binomialLowerTail, binomialUpperTail } from "~/stats/binomial";
import type { Rule, Tier, TierPolicy } from "./policy";
import { verdictOf, type Verdict } from "./verdict";

/** What the future is asked about: a share metric, how many items a window brings, and the share a person truly gets. */
export interface TrueShare {
  readonly metric: string;
  readonly n: number;
  readonly share: number;
}

/** How a rule about a share treats somebody, one row a true share. Probabilities, 0 to 1. */
export interface ErrorRow {
  readonly trueShare: number;
  /** That one window loses the tier. */
  readonly perWindow: number;
  /** That at least one demotion happens within six windows, windows in a row counted as the policy does. */
  readonly sixWindows: number;
}

/**
 * The chance that one window of `n` items loses a tier for somebody who truly gets `share` of them right, by the
 * tier's rules on that metric alone: exact, from the binomial distribution. A point rule loses it when x / n misses the
 * bar, an interval rule when the whole Wilson interval does. 0 below the minimum of gold items. Rules on other metrics
 * are taken as met. With bar 1 and share .99, 50 items: 1 - .99^50 = .394994.
 */
export function lossChance(policy: TierPolicy, tier: Tier, asked: TrueShare): number {
  if (asked.metric === "gold_accuracy" && asked.n < Math.max(1, policy.minimumGold)) return 0;
  return outsideChance(
    rulesOn(tier, asked.metric),
    asked,
    policy.decideOn,
    (verdict) => verdict !== "missed",
  );
}

/** The chance that one window reaches all bars of a tier on the metric: promotions are made on the value itself. */
export function gainChance(policy: TierPolicy, tier: Tier, asked: TrueShare): number {
  if (asked.metric === "gold_accuracy" && asked.n < Math.max(1, policy.minimumGold)) return 0;
  return (
    1 - outsideChance(rulesOn(tier, asked.metric), asked, policy.decideOn, (verdict) => verdict === "met")
  );
}

const rulesOn = (tier: Tier, metric: string): readonly Rule[] =>
  tier.rules.filter((rule) => rule.metric === metric);

/** P(x lies outside what all rules accept): accepted counts form one stretch, so two tails are enough. */
function outsideChance(
  rules: readonly Rule[],
  { metric, n, share }: TrueShare,
  decideOn: TierPolicy["decideOn"],
  accepts: (verdict: Verdict) => boolean,
): number {
  if (rules.length === 0 || n === 0) return 0;
  const accepted = (successes: number): boolean =>
    rules.every((rule) => accepts(verdictOf(rule, tallyOf(metric, successes, n), decideOn)));
  const isFloor = (rule: Rule) => rule.op === ">=" || rule.op === ">";
  const [floors, ceilings] = [rules.filter(isFloor), rules.filter((rule) => !isFloor(rule))];
  const holds = (some: readonly Rule[]) => (successes: number) =>
    some.every((rule) => accepts(verdictOf(rule, tallyOf(metric, successes, n), decideOn)));
  const low = firstCount(n, holds(floors));
  const high = n - firstCount(n, (failures) => holds(ceilings)(n - failures));
  if (low > high || !accepted(low)) return 1;
  return Math.min(1, binomialLowerTail(low - 1, n, share) + binomialUpperTail(high + 1, n, share));
}

const tallyOf = (metric: string, successes: number, n: number) => ({
  annotatorId: "",
  projectId: null,
  window: { from: "", to: "" },
  readings: { [metric]: { kind: "share" as const, successes, n } },
  pay: null,
  workedSec: null,
  availableSec: null,
  premiumOfferCount: null,
});

/** The first count from 0 on that holds, given that all after it do; n + 1 where none does. */
function firstCount(n: number, holds: (count: number) => boolean): number {
  let low = 0;
  let high = n + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The chance of at least one run of `runLength` events within `windows`, each happening with `chance`, independently.
 * For runs of one: 1 - (1 - chance)^windows. Exact, by following how long the current run is.
 */
export function runChance(chance: number, runLength: number, windows: number): number {
  // state[k]: no run so far, the last k windows in a row were events.
  let state: readonly number[] = Array.from({ length: runLength }, (_, index) => (index === 0 ? 1 : 0));
  let happened = 0;
  for (let window = 0; window < windows; window++) {
    const quiet = state.reduce((sum, share) => sum + share, 0) * (1 - chance);
    happened += (state.at(-1) ?? 0) * chance;
    state = [quiet, ...state.slice(0, -1).map((share) => share * chance)];
  }
  return happened;
}

/** The loss of a tier by chance, whole rule and windows in a row included, for several true shares. */
export function errorTable(
  policy: TierPolicy,
  tier: Tier,
  metric: string,
  n: number,
  trueShares: readonly number[],
): readonly ErrorRow[] {
  return trueShares.map((trueShare) => {
    const loss = lossChance(policy, tier, { metric, n, share: trueShare });
    return {
      trueShare,
      perWindow: policy.consecutiveWindows === 1 ? loss : loss ** policy.consecutiveWindows,
      sixWindows: runChance(loss, policy.consecutiveWindows, 6),
    };
  });
}

/**
 * The smallest number of items at which "demote only when the whole 95 % interval lies below the bar" finds somebody
 * who is `gap` below it with at least `power`. Power does not grow evenly with n; it is looked at in steps of `step`
 * (10 gives 180 for a bar of .95 and 320 for .90), and the first n that suffices is given. Null up to 5,000.
 */
export function smallestTellingCount(
  bar: number,
  {
    gap = 0.05,
    power = 0.8,
    step = 10,
  }: { readonly gap?: number; readonly power?: number; readonly step?: number } = {},
): number | null {
  const rule: Rule = { metric: "gold_accuracy", op: ">=", value: bar };
  for (let n = step; n <= 5_000; n += step) {
    const asked = { metric: rule.metric, n, share: Math.max(0, bar - gap) };
    if (outsideChance([rule], asked, "interval", (verdict) => verdict !== "missed") >= power) return n;
  }
  return null;
}
