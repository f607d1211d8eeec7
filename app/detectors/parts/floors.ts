import type { Floors, Person, WageFloor } from "~/domain/evidence";
import type { Span } from "~/domain/span";
import { weekStart } from "./gold";
import { secondsWithin } from "./timeline";

/** Floors of one person's place and kind, the region's before the country's, by first day. */
export function floorsOf(
  { floors }: Floors,
  { country, region }: Pick<Person, "country" | "region">,
  kind: WageFloor["kind"],
): readonly WageFloor[] {
  const placed = floors.filter((floor) => floor.kind === kind && floor.country === country);
  const regional = region === null ? [] : placed.filter((floor) => floor.region === region);
  const chosen = regional.length > 0 ? regional : placed.filter((floor) => floor.region === null);
  return chosen.toSorted((a, b) => a.validFrom - b.validFrom);
}

export interface FloorPay {
  readonly currency: string;
  /** What the hours would have paid at the floor, minor units: each hour at the floor of its day. */
  readonly minor: number;
  /** Seconds that a dated floor covers. */
  readonly seconds: number;
}

/** What these hours would have paid at the floor. Null where no floor covers them, or the floor changed its currency. */
export function floorPay(floors: readonly WageFloor[], spans: readonly Span[]): FloorPay | null {
  const currency = floors.at(-1)?.currency;
  if (currency === undefined || floors.some((floor) => floor.currency !== currency)) return null;
  let minor = 0;
  let seconds = 0;
  floors.forEach((floor, index) => {
    const covered = secondsWithin(spans, floor.validFrom, floors[index + 1]?.validFrom ?? Infinity);
    minor += (covered / 3_600) * floor.amountMinorPerHour;
    seconds += covered;
  });
  return seconds === 0 ? null : { currency, minor, seconds };
}

/**
 * Amounts of each week in another currency, at the last rate on or before the week's end. Null where a rate is missing:
 * currencies are never summed without one.
 */
export function convertWeeks(
  pay: readonly { readonly week: number; readonly currency: string; readonly minor: number }[],
  to: string,
  { rates }: Floors,
): readonly { readonly week: number; readonly minor: number }[] | null {
  const converted: { week: number; minor: number }[] = [];
  for (const { week, currency, minor } of pay) {
    const rate = currency === to ? 1 : rateAt(rates, currency, to, weekStart(week + 1));
    if (rate === null) return null;
    converted.push({ week, minor: minor * rate });
  }
  return converted;
}

function rateAt(rates: Floors["rates"], from: string, to: string, before: number): number | null {
  let found: Floors["rates"][number] | null = null;
  for (const rate of rates) {
    const direct = rate.from === from && rate.to === to;
    const inverse = rate.from === to && rate.to === from;
    if ((direct || inverse) && rate.day < before && (found === null || rate.day >= found.day)) found = rate;
  }
  if (found === null) return null;
  return found.from === from ? found.rate : 1 / found.rate;
}
