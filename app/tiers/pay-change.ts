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
 * staying what it was. `windows` holds the rows of each window. People without any recorded pay are missing.
 */
export function payChanges(windows: readonly (readonly AccessRow[])[]): ReadonlyMap<string, PayChange> {
  const sums = new Map<string, { readonly currency: string; minor: number; several: boolean }>();
  for (const rows of windows) {
    for (const row of rows) {
      const { pay, annotatorId } = row.tally;
      if (pay === null) continue;
      let sum = sums.get(annotatorId);
      if (sum === undefined)
        sums.set(annotatorId, (sum = { currency: pay.currency, minor: 0, several: false }));
      sum.minor += changeOf(row);
      if (sum.currency !== pay.currency) sum.several = true;
    }
  }
  return new Map(
    [...sums].map(([id, { currency, minor, several }]) => [
      id,
      several ? SEVERAL : { payChangeMinor: minor, currency, reason: null },
    ]),
  );
}

/** The same for everybody together, by currency. */
export function totalPayChange(windows: readonly (readonly AccessRow[])[]): Readonly<Record<string, number>> {
  const totals = new Map<string, number>();
  for (const rows of windows) {
    for (const row of rows) {
      const { pay } = row.tally;
      if (pay !== null) totals.set(pay.currency, (totals.get(pay.currency) ?? 0) + changeOf(row));
    }
  }
  return Object.fromEntries([...totals].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const changeOf = ({ tally, simulated, actual }: AccessRow): number =>
  Math.round((tally.pay?.minor ?? 0) * (simulated.payMultiplier / (actual?.payMultiplier ?? 1) - 1));
