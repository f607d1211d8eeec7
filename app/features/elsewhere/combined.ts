import { localDay, localMidnightSec } from "~/domain/local-time";
import { type Measured, unmeasured } from "~/domain/measured";
import { type Span, SPELL_GAP_SEC, joinSpans, totalSec, workDayRests } from "~/domain/span";
import { type CurrencySum, inOneCurrency } from "~/features/report/pay";

/** A stretch of work elsewhere with what it paid; null where that is not known. */
export interface OwnWork extends Span {
  readonly platform: string;
  readonly payMinor: number | null;
  readonly currency: string | null;
}

/** What the ledger has of the same person. */
export interface LedgerWork {
  readonly spans: readonly Span[];
  readonly pay: readonly (Pick<CurrencySum, "currency" | "payMinor" | "judgments"> & {
    readonly day: string;
  })[];
}

/** Hours here, elsewhere, in both at once, and together, in which what ran at once counts once. */
export interface Hours {
  /** Null where the ledger has no times of the person at all. */
  readonly here: number | null;
  readonly elsewhere: number;
  /** Null where the hours here are. */
  readonly both: number | null;
  readonly together: number;
}

export interface HourlyPay {
  /** Minor units an hour. */
  readonly measured: Measured;
  readonly currency: string | null;
}

export interface Combined {
  /** The local days that own records cover, both included: what is told is about these. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly days: number;
  readonly hours: Hours;
  readonly hoursAWeek: Measured;
  readonly shortestRestHours: Measured;
  /** Work days followed by less than eleven hours of rest. */
  readonly shortRests: number;
  readonly weeks: readonly (Hours & { readonly monday: string })[];
  readonly pay: HourlyPay;
  readonly platforms: readonly {
    readonly platform: string;
    readonly hours: number;
    readonly pay: HourlyPay;
  }[];
  /** Own rows without pay, left out of pay an hour together with their hours. */
  readonly withoutPay: number;
}

type Factor = (from: string, to: string) => number | null;

const DAY_MS = 86_400_000;
const LEAST_REST_SEC = 11 * 3_600;

/**
 * Work here and elsewhere as one: the union of all intervals over the days that own records cover, so that the same
 * minute counts once. Days and weeks (from Monday) are those of the clock in `zone`. Null without own records.
 */
export function combined(
  own: readonly OwnWork[],
  ledger: LedgerWork,
  zone: string,
  factor: Factor,
): Combined | null {
  const days = coveredDays(own, zone);
  if (!days) return null;
  const { first, last } = days;
  const covered = { from: localMidnightSec(zone, first), to: localMidnightSec(zone, last + 1) };
  const here = ledger.spans.length === 0 ? null : clipped(ledger.spans, covered);
  const all = joinSpans([...own, ...(here ?? [])]);
  const rests = workDayRests(joinSpans(all, SPELL_GAP_SEC));
  const paidHere = ledger.pay.filter(({ day }) => day >= dayText(first) && day <= dayText(last));
  const priced = own.filter(({ payMinor }) => payMinor !== null);
  // Pay without times, or times without pay, would make another hour of it.
  const known =
    paidHere.length > 0 && here !== null && here.length > 0 ? { spans: here, pay: paidHere } : NOTHING;
  return {
    ...{ fromDay: dayText(first), toDay: dayText(last), days: last - first + 1 },
    hours: hoursOf(own, here),
    hoursAWeek: hoursAWeek(all, last - first + 1),
    shortestRestHours: census(Math.min(...rests) / 3_600, rests.length),
    shortRests: rests.filter((rest) => rest < LEAST_REST_SEC).length,
    weeks: weeksOf(own, here, zone, first, last),
    pay: hourlyPay(priced, known, factor),
    platforms: [...new Set(own.map(({ platform }) => platform))].sort().map((platform) => {
      const rows = own.filter((row) => row.platform === platform);
      const paid = rows.filter(({ payMinor }) => payMinor !== null);
      return { platform, hours: totalSec(joinSpans(rows)) / 3_600, pay: hourlyPay(paid, NOTHING, factor) };
    }),
    withoutPay: own.length - priced.length,
  };
}

const NOTHING: LedgerWork = { spans: [], pay: [] };

/** Hours a week here and elsewhere together, over the days that own records cover; unmeasured for less than a week. */
export function combinedHoursAWeek(own: readonly Span[], here: readonly Span[], zone: string): Measured {
  const days = coveredDays(own, zone);
  if (!days) return unmeasured("no records of work elsewhere");
  const covered = { from: localMidnightSec(zone, days.first), to: localMidnightSec(zone, days.last + 1) };
  return hoursAWeek(joinSpans([...own, ...clipped(here, covered)]), days.last - days.first + 1);
}

function hoursAWeek(all: readonly Span[], days: number): Measured {
  return days < 7
    ? unmeasured("own records cover less than a week")
    : census(totalSec(all) / 3_600 / (days / 7), all.length);
}

const census = (value: number, n: number): Measured => ({
  kind: "measured",
  value,
  low: value,
  high: value,
  n,
});

/** The first and the last local day, in days since 1970-01-01. What ends at midnight is of the day before. */
function coveredDays(own: readonly Span[], zone: string) {
  const spans = joinSpans(own);
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last
    ? { first: localDay(zone, first.from), last: localDay(zone, last.to - 0.001) }
    : undefined;
}

/** The parts of spans that lie within one. */
function clipped(spans: readonly Span[], { from, to }: Span): readonly Span[] {
  return spans
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.from < span.to);
}

function hoursOf(own: readonly Span[], here: readonly Span[] | null): Hours {
  const elsewhere = totalSec(joinSpans(own));
  const inLedger = here === null ? 0 : totalSec(joinSpans(here));
  const together = totalSec(joinSpans([...own, ...(here ?? [])]));
  return {
    here: here === null ? null : inLedger / 3_600,
    elsewhere: elsewhere / 3_600,
    both: here === null ? null : (inLedger + elsewhere - together) / 3_600,
    together: together / 3_600,
  };
}

function weeksOf(
  own: readonly Span[],
  here: readonly Span[] | null,
  zone: string,
  first: number,
  last: number,
): Combined["weeks"] {
  const weeks = [];
  // 1 January 1970 was a Thursday: three days after a Monday.
  for (let monday = first - ((first + 3) % 7); monday <= last; monday += 7) {
    const week = { from: localMidnightSec(zone, monday), to: localMidnightSec(zone, monday + 7) };
    const hours = hoursOf(clipped(own, week), here && clipped(here, week));
    weeks.push({ monday: dayText(monday), ...hours });
  }
  return weeks.reverse();
}

/** What an hour paid: all that is known to have been paid over the union of the hours it was paid for. */
function hourlyPay(priced: readonly OwnWork[], ledger: LedgerWork, factor: Factor): HourlyPay {
  const hours = totalSec(joinSpans([...priced, ...ledger.spans])) / 3_600;
  if (hours === 0) return { measured: unmeasured("no pay on record"), currency: null };
  const sums = new Map<string, CurrencySum>();
  const add = (currency: string, payMinor: number, judgments: number) => {
    const sum = sums.get(currency) ?? { currency, payMinor: 0, otherMinor: 0, judgments: 0 };
    sums.set(currency, {
      ...sum,
      payMinor: sum.payMinor + payMinor,
      judgments: sum.judgments + judgments,
    });
  };
  for (const { currency, payMinor, judgments } of ledger.pay) add(currency, payMinor, judgments);
  for (const { currency, payMinor } of priced) add(currency ?? "", payMinor ?? 0, 1);
  const { main, several } = inOneCurrency([...sums.values()], factor);
  if (!main) return { measured: unmeasured("no pay on record"), currency: null };
  const named = [...sums.keys()].sort().join(" and ");
  return several
    ? { measured: unmeasured(`paid in ${named}, with no rate between them on record`), currency: null }
    : {
        measured: census(main.payMinor / hours, priced.length + ledger.spans.length),
        currency: main.currency,
      };
}

const dayText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
