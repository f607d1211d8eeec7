import type { NextFunction, Request, Response } from "express";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Db } from "db/client";
import { listExchangeRates } from "db/queries/measures";
import { isTimeZone } from "./domain/local-time";
import { minorFactor } from "./domain/wage-floor";
import { type MoneyShown, provideConventions, type Shown, USUAL } from "./ui/conventions";
import { readDisplay } from "./ui/preferences";

interface Kept {
  display: string | null;
  shown: Promise<Shown> | undefined;
  ready: Shown | undefined;
}

const PLACE = Symbol.for("evenhand.conventions");
/** The command line, whose web server begins requests, and the built server hold a copy of this module each. */
const shared = globalThis as { [PLACE]?: AsyncLocalStorage<Kept> };
const requests = (shared[PLACE] ??= new AsyncLocalStorage<Kept>());

provideConventions(() => requests.getStore()?.ready);

/** Begins a request: what is written in the course of it is written for whoever turns out to have made it. */
export function beginConventions(_request: Request, _response: Response, next: NextFunction): void {
  requests.run({ display: null, shown: undefined, ready: undefined }, next);
}

/** From here on the request's pages are written as an account wants them; rates are read where money is to be shown in one currency. */
export async function showAs(db: Db, display: string): Promise<void> {
  const kept = requests.getStore();
  if (!kept) return;
  if (kept.display !== display) {
    kept.display = display;
    kept.shown = shownFor(db, display);
  }
  kept.ready = await kept.shown;
}

async function shownFor(db: Db, text: string): Promise<Shown> {
  if (text === "") return USUAL;
  const { locale, dates, zone, currency } = readDisplay(text);
  return {
    locale,
    dates,
    zone: zone !== null && isTimeZone(zone) ? zone : USUAL.zone,
    money: currency === null ? null : await moneyIn(db, currency),
  };
}

/** Work whose words are for others than whoever made the request: written as for somebody who has chosen nothing. */
export const asUsual = <T>(work: () => T): T => requests.exit(work);

/** Rates to one currency from every other that a dated rate leads from, at the newest of each. */
async function moneyIn(db: Db, currency: string): Promise<MoneyShown> {
  const rates = await listExchangeRates(db);
  const newest = new Map<string, string>();
  for (const { date, fromCurrency, toCurrency } of rates) {
    for (const one of [fromCurrency, toCurrency]) {
      if (one !== currency && date > (newest.get(one) ?? "")) newest.set(one, date);
    }
  }
  const known = [...newest].flatMap(([from, date]) => {
    const factor = minorFactor(rates, from, currency, date);
    return factor === null ? [] : [[from, { factor, date }] as const];
  });
  return { currency, rates: Object.fromEntries(known) };
}

/** Currencies that money can be shown in: those of which a rate is on record. */
export async function listRatedCurrencies(db: Db): Promise<readonly string[]> {
  const rates = await listExchangeRates(db);
  return [...new Set(rates.flatMap(({ fromCurrency, toCurrency }) => [fromCurrency, toCurrency]))].sort();
}
