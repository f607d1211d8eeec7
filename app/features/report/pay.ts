/** Pay of one annotator in one currency, minor units. */
export interface CurrencySum {
  readonly currency: string;
  readonly payMinor: number;
  /** Bonuses, fees, costs, clawbacks and adjustments, signed. */
  readonly otherMinor: number;
  readonly judgments: number;
}

/** Pay as the row tells it: in the currency of most judgments. */
export interface Pay {
  /** Null where nothing was paid. Holds the other currencies too where rates lead from each of them. */
  readonly main: CurrencySum | null;
  /** What came in other currencies, as it was paid. */
  readonly others: readonly CurrencySum[];
  /** Whether `main` leaves the others out, for want of a rate. */
  readonly several: boolean;
}

/**
 * Sums by currency as one, at `factor` minor units of one currency for a minor unit of the other. Nothing is converted
 * unless everything can be: several currencies are never summed without a rate.
 */
export function inOneCurrency(
  sums: readonly CurrencySum[],
  factor: (from: string, to: string) => number | null,
): Pay {
  const [first, ...others] = [...sums].sort(byWeight);
  if (!first || others.length === 0) return { main: first ?? null, others, several: false };
  const main = { ...first };
  for (const { currency, payMinor, otherMinor, judgments } of others) {
    const rate = factor(currency, first.currency);
    if (rate === null) return { main: first, others, several: true };
    main.payMinor += payMinor * rate;
    main.otherMinor += otherMinor * rate;
    main.judgments += judgments;
  }
  main.payMinor = Math.round(main.payMinor);
  main.otherMinor = Math.round(main.otherMinor);
  return { main, others, several: false };
}

/** The currency most judgments are paid in comes first. */
const byWeight = (a: CurrencySum, b: CurrencySum) =>
  b.judgments - a.judgments || (a.currency < b.currency ? -1 : 1);
