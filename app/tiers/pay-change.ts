import type { AccessRow } from "./access";

/** What a policy would have changed in somebody's pay. */
export interface PayChange {
  /** Pay under the policy less pay as it was, minor units; null where none is known, or it was in several currencies. */
  readonly payChangeMinor: number | null;
  readonly currency: string | null;
  /** Why there is no figure; null where there is one. */
  readonly reason: string | null;
}

export const NO_PAY: PayChange = {
  payChangeMinor: null,
  currency: null,
  reason: "no pay recorded in these windows",
};

const SEVERAL: PayChange = { payChangeMinor: null, currency: null, reason: "paid in several currencies" };

/**
 * Pay under the simulated tiers less pay as it was, by annotator: pay is taken to follow the tier's multiplier, work
 * staying what it was. People without any recorded pay are missing.
 */
export function payChanges(rows: readonly AccessRow[]): ReadonlyMap<string, PayChange> {
  const changes = new Map<string, PayChange>();
  for (const row of rows) {
    const { pay, annotatorId } = row.tally;
    if (pay === null) continue;
    const known = changes.get(annotatorId) ?? { payChangeMinor: 0, currency: pay.currency, reason: null };
    const sum = (known.payChangeMinor ?? 0) + changeOf(row);
    changes.set(annotatorId, known.currency === pay.currency ? { ...known, payChangeMinor: sum } : SEVERAL);
  }
  return changes;
}

/** The same for everybody together, by currency. */
export function totalPayChange(rows: readonly AccessRow[]): Readonly<Record<string, number>> {
  const totals: Record<string, number> = {};
  for (const row of rows) {
    const { pay } = row.tally;
    if (pay !== null) totals[pay.currency] = (totals[pay.currency] ?? 0) + changeOf(row);
  }
  return Object.fromEntries(Object.entries(totals).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const changeOf = ({ tally, simulated, actual }: AccessRow): number =>
  Math.round((tally.pay?.minor ?? 0) * (simulated.payMultiplier / (actual?.payMultiplier ?? 1) - 1));
