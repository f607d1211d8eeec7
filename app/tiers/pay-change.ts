import type { AccessRow } from "./access";

/** What a policy would have changed in somebody's pay. */
export interface PayChange {
  /** Pay under the policy less pay as it was, minor units; null where it was in several currencies. */
  readonly payChangeMinor: number | null;
  readonly currency: string | null;
}

/**
 * Pay under the simulated tiers less pay as it was, by annotator: pay is taken to follow the tier's multiplier, work
 * staying what it was. People without any recorded pay are missing.
 */
export function payChanges(rows: readonly AccessRow[]): ReadonlyMap<string, PayChange> {
  const changes = new Map<string, PayChange>();
  for (const { tally, simulated, actual } of rows) {
    if (tally.pay === null) continue;
    const known = changes.get(tally.annotatorId) ?? { payChangeMinor: 0, currency: tally.pay.currency };
    const factor = simulated.payMultiplier / (actual?.payMultiplier ?? 1) - 1;
    const same = known.currency === tally.pay.currency && known.payChangeMinor !== null;
    changes.set(
      tally.annotatorId,
      same
        ? { ...known, payChangeMinor: (known.payChangeMinor ?? 0) + Math.round(tally.pay.minor * factor) }
        : { payChangeMinor: null, currency: null },
    );
  }
  return changes;
}
