import type { TimeWindow } from "~/domain/window-tally";
import type { TierPolicy } from "./policy";

const DAY_MS = 86_400_000;

/** A window with the policy version that decides it. */
export interface PolicyWindow extends TimeWindow {
  readonly policy: TierPolicy;
}

/**
 * The windows at whose ends tiers are evaluated between two instants: whole windows only, end to end from `from` on,
 * each as long as the version in force at its start says and decided by the version in force just before its end.
 * Before the first version takes effect the first one stands in. Versions are of one scope; throws a RangeError
 * without any.
 */
export function policyWindows(policies: readonly TierPolicy[], from: string, to: string): PolicyWindow[] {
  const ordered = [...policies].sort((one, other) => (one.effectiveAt < other.effectiveAt ? -1 : 1));
  const first = ordered[0];
  if (first === undefined) throw new RangeError("Windows need at least one policy version.");
  const inForce = (ms: number) => ordered.findLast((policy) => Date.parse(policy.effectiveAt) <= ms) ?? first;
  const windows: PolicyWindow[] = [];
  const end = Date.parse(to);
  for (let start = Date.parse(from); ;) {
    const next = start + inForce(start).windowDays * DAY_MS;
    if (next > end) return windows;
    windows.push({ from: instantOf(start), to: instantOf(next), policy: inForce(next - 1) });
    start = next;
  }
}

const instantOf = (ms: number): string => new Date(ms).toISOString();
