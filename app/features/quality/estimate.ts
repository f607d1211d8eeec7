import type { Measured } from "~/domain/measured";
import type { Estimate } from "~/features/agreement/analysis";

/** A kept estimate as screens show numbers. Without an interval, the ends are the value. */
export function measuredOf({ value, low, high, n, reason }: Estimate): Measured {
  if (value === null) return { kind: "unmeasured", reason: reason ?? "not computed" };
  return { kind: "measured", value, low: low ?? value, high: high ?? value, n };
}

/** The answer rule of a project in words: it decides every figure that is held against a key. */
export function ruleText(rule: "overlap" | "set_equality", tolerance: number): string {
  const values =
    rule === "overlap"
      ? "an answer is correct with any value in common with the key"
      : "an answer is correct with exactly the key's values";
  return tolerance > 0 ? `${values}, numbers within ${tolerance}` : `${values}, numbers exactly`;
}
