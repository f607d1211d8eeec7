import type { Severity, Outcome } from "~/domain/finding";
import { SEVERITIES } from "~/domain/finding";
import type { Measured } from "~/domain/measured";

/** Which side of a rule's bound the records say something lies on; `undecided` where chance could have either. */
export type Side = "beyond" | "within" | "undecided";

export interface Bound {
  readonly op: "above" | "below";
  readonly value: number;
  /** Fewer than this and nothing is decided. */
  readonly minimumN: number;
}

/**
 * The side on which a measured number lies: only where its whole 95 % interval does. Without a number, with too few
 * records, or with a bound inside the interval it is undecided. A census has no interval: its value decides.
 */
export function sideOf(measured: Measured, { op, value, minimumN }: Bound): Side {
  if (measured.kind !== "measured" || measured.n < minimumN) return "undecided";
  const { low, high } = measured;
  if (op === "above") return low > value ? "beyond" : high <= value ? "within" : "undecided";
  return high < value ? "beyond" : low >= value ? "within" : "undecided";
}

/** The side of a detector's answer: its own outcome has decided on the interval, and for how many were tested. */
export function sideOfAnswer(
  { outcome, severity }: { readonly outcome: Outcome; readonly severity: Severity | null },
  least: Severity,
): Side {
  if (outcome === "inconclusive" || outcome === "insufficient") return "undecided";
  if (outcome === "clear" || severity === null) return "within";
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least) ? "beyond" : "within";
}

/**
 * What there is to tell when a subject is now on this side: `crossed` once when it comes to lie beyond, `resolved` once
 * when it has come back within; otherwise nothing, so that what wavers inside its interval is never told.
 */
export function tellOf(isOpen: boolean, side: Side): "crossed" | "resolved" | null {
  if (side === "beyond" && !isOpen) return "crossed";
  if (side === "within" && isOpen) return "resolved";
  return null;
}

/** How many alerts there would have been, had one subject lain on these sides one after the other. */
export function countCrossings(sides: readonly Side[]): number {
  let isOpen = false;
  let count = 0;
  for (const side of sides) {
    const tell = tellOf(isOpen, side);
    if (tell === "crossed") count += 1;
    if (tell !== null) isOpen = tell === "crossed";
  }
  return count;
}
