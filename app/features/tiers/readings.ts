import type { Metric } from "~/domain/metric";
import type { Tallies } from "~/domain/tallies";
import type { Counted, Reading } from "~/domain/window-tally";
import { METRICS } from "~/metrics";
import type { TierPolicy } from "~/tiers/policy";
import { ruleMetric } from "~/tiers/rule-metrics";

const share = (successes: number, n: number): Reading => ({ kind: "share", successes, n });

/** Rule metrics that sums of kept tallies answer; all others need each day's work. */
const COUNTED: Readonly<Record<string, (counted: Counted) => Reading>> = {
  consensus_agreement: (of) => share(of.consensusAgreeing, of.consensusTotal),
  first_pass_rate: (of) => share(of.reviewFirstPass, of.reviewJudgments),
  gold_accuracy: (of) => share(of.goldCorrect, of.goldTotal),
  judgments: (of) => ({ kind: "count", value: of.handedIn, n: of.handedIn }),
  rejection_rate: (of) => share(of.rejected, of.approved + of.rejected),
  review_acceptance: (of) => share(of.reviewAccepted, of.reviewTotal),
};

/** Every metric that the rules of these policies read or their quotas rank by. */
export function metricsRead(policies: readonly TierPolicy[]): readonly string[] {
  const named = policies.flatMap(({ tiers, rankBy }) => [
    ...(tiers.some(({ quotaShare }) => quotaShare !== null) ? [rankBy] : []),
    ...tiers.flatMap(({ rules }) => rules.map(({ metric }) => metric)),
  ]);
  return [...new Set(named.map((name) => ruleMetric(name)?.id ?? name))].sort();
}

/** The readings of the metrics that were counted; always with gold accuracy, which minimums are about. */
export function countedReadings(counted: Counted, metrics: readonly string[]): Record<string, Reading> {
  const readings: Record<string, Reading> = {};
  for (const id of new Set(["gold_accuracy", ...metrics])) {
    const reading = COUNTED[id]?.(counted);
    if (reading !== undefined && reading.n > 0) readings[id] = reading;
  }
  return readings;
}

/** Those of the metrics that need more than sums. */
export const measuredMetrics = (metrics: readonly string[]): readonly string[] =>
  metrics.filter((id) => !(id in COUNTED));

const BY_RULE_ID = new Map<string, Metric>(METRICS.map((metric) => [metric.id.replaceAll("-", "_"), metric]));

/** The same numbers that reports show, as readings; what is not measured is left out. */
export function measuredReadings(tallies: Tallies, metrics: readonly string[]): Record<string, Reading> {
  const readings: Record<string, Reading> = {};
  for (const id of metrics) {
    const measured = BY_RULE_ID.get(id)?.measureAny(tallies);
    if (measured?.kind !== "measured") continue;
    const { value, low, high, n } = measured;
    readings[id] =
      ruleMetric(id)?.unit === "count"
        ? { kind: "count", value, n }
        : { kind: "estimate", value, low, high, n };
  }
  return readings;
}
