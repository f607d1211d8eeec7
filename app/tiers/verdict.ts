import type { Reading, WindowTally } from "~/domain/window-tally";
import type { Interval } from "~/stats/interval";
import { wilson } from "~/stats/wilson";
import type { Operator, Rule, TierPolicy } from "./policy";

/**
 * How a reading stands to a bar. `met`: the value reaches it. `missed`: it does not, and that counts against the
 * person. `unclear`: it does not, but the 95 % interval reaches the bar and the policy decides on intervals.
 * `unmeasured`: there is no reading.
 */
export type Verdict = "met" | "missed" | "unclear" | "unmeasured";

/**
 * How a tier stands to a person's readings. `held`: all rules are met. `lost`: at least one is missed. `undecided`:
 * none is missed, but one is unclear or unmeasured: not enough to enter the tier, nor to leave it.
 */
export type TierState = "held" | "undecided" | "lost";

/** The value a rule compares with its bar; a share is successes / n, 0 to 1. */
export const valueOf = (reading: Reading): number =>
  reading.kind === "share" ? reading.successes / reading.n : reading.value;

/** The 95 % interval of a reading: Wilson's for a share, the value itself for a census. */
export function intervalOf(reading: Reading): Interval {
  if (reading.kind === "share") return wilson(reading.successes, reading.n);
  return reading.kind === "estimate" ? reading : { low: reading.value, high: reading.value };
}

/** Whether `value` satisfies `op` against `bar`. Both are rounded once from the same decimals, so 49 of 50 is >= 0.98. */
export function reaches(value: number, op: Operator, bar: number): boolean {
  if (op === ">=") return value >= bar;
  if (op === ">") return value > bar;
  return op === "<=" ? value <= bar : value < bar;
}

/** Whether no value of the interval satisfies the rule: the bar is missed beyond what chance gives. */
export const clearlyMissed = ({ low, high }: Interval, { op, value }: Rule): boolean =>
  !reaches(op === ">=" || op === ">" ? high : low, op, value);

/** Whether every value of the interval satisfies the rule. */
export const clearlyMet = ({ low, high }: Interval, { op, value }: Rule): boolean =>
  reaches(op === ">=" || op === ">" ? low : high, op, value);

/** The reading a rule is about, or undefined where it was not measured. */
export function readingFor(tally: WindowTally, metric: string): Reading | undefined {
  const reading = tally.readings[metric];
  return reading !== undefined && reading.n > 0 ? reading : undefined;
}

/** How the readings of one annotator in one window stand to one rule of a policy that decides as `decideOn` says. */
export function verdictOf(rule: Rule, tally: WindowTally, decideOn: TierPolicy["decideOn"]): Verdict {
  const reading = readingFor(tally, rule.metric);
  if (reading === undefined) return "unmeasured";
  if (reaches(valueOf(reading), rule.op, rule.value)) return "met";
  return decideOn === "point" || clearlyMissed(intervalOf(reading), rule) ? "missed" : "unclear";
}

/** What verdicts on all rules of a tier make of the tier. */
export function stateOf(verdicts: readonly Verdict[]): TierState {
  let state: TierState = "held";
  for (const verdict of verdicts) {
    if (verdict === "missed") return "lost";
    if (verdict !== "met") state = "undecided";
  }
  return state;
}

/** Whether any rule of the policy is about `metric`. */
export function reads(policy: TierPolicy, metric: string): boolean {
  for (const { rules } of policy.tiers) for (const rule of rules) if (rule.metric === metric) return true;
  return false;
}

/** Gold items the person was measured on in the window; 0 where none. */
export const goldCount = (tally: WindowTally): number => readingFor(tally, "gold_accuracy")?.n ?? 0;
