import type { Reading, TimeWindow } from "~/domain/window-tally";
import { type Counterfactual, counterfactuals } from "./counterfactual";
import type { Decision } from "./evaluate";
import { type Candidate, type HeldBy, judge } from "./judge";
import type { Rule, TierPolicy } from "./policy";
import {
  clearlyMet,
  clearlyMissed,
  intervalOf,
  readingFor,
  type TierState,
  valueOf,
  type Verdict,
} from "./verdict";

/** Where the rows behind a value are: a filter anybody who may see the person's work can apply. */
export interface RowsReference {
  readonly table: "judgments" | "reviews" | "time_entries" | "payments";
  /** Which of them count. */
  readonly only: "gold" | "reviewed" | "agreement" | "handled" | "all";
  readonly annotatorId: string;
  readonly projectId: string | null;
  readonly from: string;
  readonly to: string;
}

/** One rule as it was applied. */
export interface RuleTrace {
  readonly metric: string;
  readonly op: Rule["op"];
  readonly bar: number;
  /** Null where it was not measured. */
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  /** Successes behind a share; null for other readings. */
  readonly successes: number | null;
  readonly n: number;
  readonly verdict: Verdict;
  /** Whether the interval lies on both sides of the bar: chance alone can decide such a rule. */
  readonly withinNoise: boolean;
  readonly rows: RowsReference;
}

export interface TierTrace {
  readonly tierId: string;
  readonly label: string;
  readonly state: TierState;
  readonly rules: readonly RuleTrace[];
}

/** A decision with everything it rests on, the same for the person it is about and for a manager. */
export interface Trace {
  readonly policyVersion: number;
  readonly annotatorId: string;
  readonly window: TimeWindow;
  readonly fromTier: string | null;
  readonly givenTier: string;
  readonly toTier: string;
  readonly proposedTier: string | null;
  readonly outcome: Decision["outcome"];
  readonly heldBy: HeldBy | null;
  /** Windows in a row that call for a change so far, and how many are needed; null unless the change waits for them. */
  readonly waiting: { readonly windows: number; readonly needed: number } | null;
  readonly displaced: boolean;
  readonly noise: boolean;
  readonly tiers: readonly TierTrace[];
  readonly counterfactuals: readonly Counterfactual[];
}

/** Explains a decision about a candidate: the same function that made it is asked for its verdicts once more. */
export function traceOf(policy: TierPolicy, candidate: Candidate, decision: Decision): Trace {
  const { outcome, heldBy, displaced, noise, run } = decision;
  const judgement = judge(policy, candidate);
  return {
    policyVersion: policy.version,
    annotatorId: decision.annotatorId,
    window: decision.window,
    fromTier: decision.fromTier,
    givenTier: decision.givenTier,
    toTier: decision.toTier,
    proposedTier: decision.proposedTier,
    ...{ outcome, heldBy, displaced, noise },
    waiting:
      run === null || heldBy !== "consecutive"
        ? null
        : { windows: run.tierIds.length, needed: policy.consecutiveWindows },
    tiers: policy.tiers.map((tier, index) => ({
      tierId: tier.id,
      label: tier.label,
      state: judgement.ladder[index] ?? "undecided",
      rules: tier.rules.map((rule, number) =>
        ruleTrace(candidate, rule, judgement.verdicts[index]?.[number] ?? "unmeasured"),
      ),
    })),
    counterfactuals: counterfactuals(policy, candidate, judgement),
  };
}

function ruleTrace({ tally }: Candidate, rule: Rule, verdict: Verdict): RuleTrace {
  const { annotatorId, projectId, window } = tally;
  const reading: Reading | undefined = readingFor(tally, rule.metric);
  const common = { metric: rule.metric, op: rule.op, bar: rule.value, verdict };
  const rows = { ...rowsOf(rule.metric), annotatorId, projectId, from: window.from, to: window.to };
  if (reading === undefined) {
    return { ...common, value: null, interval: null, successes: null, n: 0, withinNoise: false, rows };
  }
  const interval = intervalOf(reading);
  return {
    ...common,
    value: valueOf(reading),
    interval: [interval.low, interval.high],
    successes: reading.kind === "share" ? reading.successes : null,
    n: reading.n,
    withinNoise: !clearlyMet(interval, rule) && !clearlyMissed(interval, rule),
    rows,
  };
}

function rowsOf(metric: string): Pick<RowsReference, "table" | "only"> {
  if (metric === "gold_accuracy") return { table: "judgments", only: "gold" };
  if (metric === "consensus_agreement") return { table: "judgments", only: "agreement" };
  if (metric === "review_acceptance" || metric === "first_pass_rate")
    return { table: "reviews", only: "reviewed" };
  if (/handling/.test(metric)) return { table: "judgments", only: "handled" };
  if (/hourly|floor/.test(metric)) return { table: "payments", only: "all" };
  return { table: metric === "paid_share" ? "time_entries" : "judgments", only: "all" };
}
