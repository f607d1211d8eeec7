/** An hourly floor of a place from a day on. `region` is empty for the whole country. */
export interface WageFloor {
  readonly country: string;
  readonly region: string;
  readonly validFrom: string;
  readonly amountMinorPerHour: number;
  readonly currency: string;
  readonly kind: "minimum" | "living";
}

export interface ExchangeRate {
  readonly date: string;
  readonly fromCurrency: string;
  readonly toCurrency: string;
  /** Units of `toCurrency` for one of `fromCurrency`. */
  readonly rate: number;
}

export interface Place {
  readonly country: string | null;
  readonly region: string | null;
}

/**
 * The legal minimum an hour must pay at a place on a day, in minor units of `currency`: the region's own floor where
 * there is one, the latest that is in force, converted at the latest rate up to that day. Null where no floor is on
 * record or no rate leads to the currency.
 */
export function floorMinorOn(
  floors: readonly WageFloor[],
  rates: readonly ExchangeRate[],
  place: Place,
  day: string,
  currency: string,
): number | null {
  const inForce = floors
    .filter((floor) => floor.kind === "minimum" && floor.country === place.country && floor.validFrom <= day)
    .filter((floor) => floor.region === "" || floor.region === place.region)
    .sort((a, b) => compare(b.region, a.region) || compare(b.validFrom, a.validFrom));
  const floor = inForce[0];
  if (!floor) return null;
  const factor = minorFactor(rates, floor.currency, currency, day);
  return factor === null ? null : floor.amountMinorPerHour * factor;
}

/**
 * Minor units of `to` for one minor unit of `from`, by the latest rates up to that day: in either direction, else by
 * way of one other currency, as tables against a single base need. Null where no rates lead there.
 */
export function minorFactor(
  rates: readonly ExchangeRate[],
  from: string,
  to: string,
  day: string,
): number | null {
  if (from === to) return 1;
  const scale = 10 ** (minorDigits(to) - minorDigits(from));
  const known = rates.filter(({ date }) => date <= day);
  const straight = rateBetween(known, from, to);
  if (straight !== null) return straight * scale;
  const bases = new Set(known.flatMap(({ fromCurrency, toCurrency }) => [fromCurrency, toCurrency]));
  for (const base of [...bases].sort(compare)) {
    const there = rateBetween(known, from, base);
    const on = rateBetween(known, base, to);
    if (there !== null && on !== null) return there * on * scale;
  }
  return null;
}

function rateBetween(rates: readonly ExchangeRate[], from: string, to: string): number | null {
  const latest = (a: string, b: string) =>
    rates
      .filter(({ fromCurrency, toCurrency }) => fromCurrency === a && toCurrency === b)
      .sort((one, other) => compare(other.date, one.date))[0]?.rate;
  const inverse = latest(to, from);
  return latest(from, to) ?? (inverse ? 1 / inverse : null);
}

/** Decimal digits of a currency's minor unit, e.g. 2 for USD and 0 for JPY. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
