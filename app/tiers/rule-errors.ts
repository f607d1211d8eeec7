import type { WindowTally } from "~/domain/window-tally";
import { type ErrorRow, errorTable, gainChance } from "./forward";
import type { TierPolicy } from "./policy";

/** How often a policy errs by chance about its highest tier with a bar on gold accuracy. */
export interface RuleErrors {
  readonly tierId: string;
  readonly bar: number;
  /** Gold items in a window: the policy's minimum, or where it has none the middle one of the tallies. */
  readonly n: number;
  /** For true accuracies at the bar and above (all of them where the bar is 1). */
  readonly falseDemotion: readonly ErrorRow[];
  /** For true accuracies below the bar. */
  readonly falsePromotion: readonly { readonly trueShare: number; readonly perWindow: number }[];
}

/** True accuracies the tables are given for, besides the bar itself and a little above and below it. */
const TRUE_SHARES = [0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995];

/** Both tables of errors, exact; null where no tier has a bar on gold accuracy. */
export function errorsOf(policy: TierPolicy, tallies: readonly WindowTally[]): RuleErrors | null {
  const tier = policy.tiers.find(({ rules }) => rules.some(({ metric }) => metric === "gold_accuracy"));
  const bar = tier?.rules.find(({ metric }) => metric === "gold_accuracy")?.value;
  if (tier === undefined || bar === undefined) return null;
  const n = policy.minimumGold > 0 ? policy.minimumGold : medianGold(tallies);
  const around = [bar - 0.05, bar - 0.02, bar - 0.01, bar, bar + 0.01, bar + 0.02];
  const shares = [...new Set([...TRUE_SHARES, ...around.map((share) => Number(share.toFixed(6)))])]
    .filter((share) => share >= 0 && share <= 1)
    .sort((one, other) => one - other);
  const above = shares.filter((share) => share >= bar || bar === 1);
  return {
    tierId: tier.id,
    bar,
    n,
    falseDemotion: errorTable(policy, tier, "gold_accuracy", n, above),
    falsePromotion: shares
      .filter((share) => share < bar)
      .map((trueShare) => ({
        trueShare,
        perWindow: gainChance(policy, tier, { metric: "gold_accuracy", n, share: trueShare }),
      })),
  };
}

function medianGold(tallies: readonly WindowTally[]): number {
  const counts = tallies.map(({ readings }) => readings.gold_accuracy?.n ?? 0).filter((n) => n > 0);
  counts.sort((one, other) => one - other);
  return counts[Math.floor(counts.length / 2)] ?? 50;
}
