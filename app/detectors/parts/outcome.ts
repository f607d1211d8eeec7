import type { Outcome, Severity } from "~/domain/finding";
import { groupBy } from "./group";

/** An estimate against a threshold; ends may be infinite. */
export interface Judged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly threshold: number;
  /** The interval must lie beyond this too; the threshold itself where no other is stated. */
  readonly indifference?: number;
}

/**
 * The outcome of an effect whose large values harm: flagged where the value reaches the threshold and the low end
 * passes the indifference bound, clear where the whole interval lies below the threshold, else inconclusive.
 */
export function judgeHigh({ value, low, high, threshold, indifference = threshold }: Judged): Outcome {
  if (value >= threshold && low > indifference) return "flagged";
  return high < threshold ? "clear" : "inconclusive";
}

/** As `judgeHigh` where small values harm. */
export function judgeLow({ value, low, high, threshold, indifference = threshold }: Judged): Outcome {
  if (value <= threshold && high < indifference) return "flagged";
  return low > threshold ? "clear" : "inconclusive";
}

/** Severity of a statistical flag: high at twice the distance from no effect to the threshold, or a tenth of people. */
export function statisticalSeverity(
  value: number,
  threshold: number,
  none: number,
  affectedShare: number,
): Severity {
  return Math.abs(value - none) >= 2 * Math.abs(threshold - none) || affectedShare >= 0.1 ? "high" : "watch";
}

const DAYS_28 = 28 * 86_400;

/** Severity of breaches of a rule: critical at three by one person in 28 days, or a tenth of active people. */
export function breachSeverity(
  breaches: readonly { readonly annotator: string; readonly at: number }[],
  activePeople: number,
): Severity {
  const byPerson = groupBy(breaches, (breach) => breach.annotator);
  if (activePeople > 0 && byPerson.size / activePeople >= 0.1) return "critical";
  for (const own of byPerson.values()) {
    const instants = own.map((breach) => breach.at).sort((a, b) => a - b);
    if (instants.some((at, index) => (instants[index + 2] ?? Infinity) - at < DAYS_28)) return "critical";
  }
  return "high";
}
