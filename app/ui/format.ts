/**
 * Numbers as people read them. Every function takes the locale last and is the same on the server and in the
 * browser: nothing here asks the machine for its language or its zone.
 */

/** What a number is measured in; decides how it is written. */
export type Unit =
  | { readonly kind: "ratio" }
  | { readonly kind: "share" }
  | { readonly kind: "seconds" }
  | { readonly kind: "hours" }
  | { readonly kind: "count" }
  | { readonly kind: "factor" }
  | { readonly kind: "number"; readonly digits?: number }
  | { readonly kind: "money"; readonly currency: string; readonly per?: "hour" };

export const LOCALE = "en-GB";

/** The narrow no-break space before a per cent sign, as the SI writes it. */
const THIN = " ";
const EN_DASH = "–";
const MINUS = "−";

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  numberFormats.set(key, made);
  return made;
}

const withMinus = (text: string): string => text.replace("-", MINUS);

function fixed(value: number, digits: number, locale: string): string {
  const text = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
  return withMinus(text === "-0" ? "0" : text);
}

/** 1234 -> "1,234"; 1234567 stays in full, because a count is exact. */
export const formatCount = (value: number, locale: string = LOCALE): string =>
  withMinus(numberFormat(locale, { maximumFractionDigits: 0 }).format(value));

/** For axes and tight places: 1234567 -> "1.2M". */
export const formatCompact = (value: number, locale: string = LOCALE): string =>
  withMinus(numberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 }).format(value));

/** 0.9 -> "90", 0.905 -> "90.5" with one digit; without the sign, for the inside of an interval. */
const percentNumber = (share: number, digits: number, locale: string): string =>
  fixed(share * 100, digits, locale);

/** 0.9 -> "90 %". One decimal only where whole per cents would hide the difference from 0 or 1. */
export function formatPercent(share: number, locale: string = LOCALE): string {
  return percentNumber(share, percentDigits(share), locale) + THIN + "%";
}

/** 0.997 must not read as 100 %, nor 0.004 as 0 %. */
function percentDigits(...shares: number[]): number {
  return shares.some((s) => (s > 0.99 && s < 1) || (s > 0 && s < 0.01)) ? 1 : 0;
}

/**
 * Seconds as people say them: 0.84 -> "0.84 s", 24.2 -> "24.2 s", 95 -> "1 min 35 s", 5400 -> "1 h 30 min",
 * 200000 -> "55 h 33 min". Two parts at the most.
 */
export function formatSeconds(seconds: number, locale: string = LOCALE): string {
  if (seconds < 0) return MINUS + formatSeconds(-seconds, locale);
  if (seconds < 59.95) {
    const digits = seconds < 1 ? 2 : seconds < 10 || seconds % 1 >= 0.05 ? 1 : 0;
    return trimZeros(fixed(seconds, digits, locale)) + THIN + "s";
  }
  const whole = Math.round(seconds);
  if (whole < 3600) return twoParts(Math.floor(whole / 60), "min", whole % 60, "s", locale);
  const minutes = Math.round(seconds / 60);
  return twoParts(Math.floor(minutes / 60), "h", minutes % 60, "min", locale);
}

const trimZeros = (text: string): string => text.replace(/\.0+$/, "");

function twoParts(
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
  locale: string,
): string {
  const first = formatCount(large, locale) + THIN + largeUnit;
  return small === 0 ? first : first + " " + String(small) + THIN + smallUnit;
}

/** 12.34 -> "12.3 h"; from 100 hours on without decimals. */
export const formatHours = (hours: number, locale: string = LOCALE): string =>
  fixed(hours, Math.abs(hours) >= 100 ? 0 : 1, locale) + THIN + "h";

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return numberFormat(LOCALE, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units and a currency: (1999, "EUR") -> "€19.99"; (500, "JPY") -> "JP¥500". */
export function formatMoney(minor: number, currency: string, locale: string = LOCALE): string {
  const amount = minor / 10 ** currencyDigits(currency);
  return withMinus(numberFormat(locale, { style: "currency", currency }).format(amount));
}

/** 0.94 -> "0.94×": observed over expected. */
export const formatFactor = (value: number, locale: string = LOCALE): string => fixed(value, 2, locale) + "×";

/** One value with its unit. */
export function formatValue(value: number, unit: Unit, locale: string = LOCALE): string {
  switch (unit.kind) {
    case "ratio":
    case "share":
      return formatPercent(value, locale);
    case "seconds":
      return formatSeconds(value, locale);
    case "hours":
      return formatHours(value, locale);
    case "count":
      return formatCount(value, locale);
    case "factor":
      return formatFactor(value, locale);
    case "number":
      return fixed(value, unit.digits ?? 2, locale);
    case "money":
      return formatMoney(value, unit.currency, locale) + (unit.per ? "/h" : "");
  }
}

/**
 * The two ends of an interval, the unit written once: "79–96" for shares, "22–27 s", "€4.10–€5.20".
 * A per cent sign is left to the value beside it.
 */
export function formatInterval(low: number, high: number, unit: Unit, locale: string = LOCALE): string {
  if (unit.kind === "ratio" || unit.kind === "share") {
    const digits = percentDigits(low, high);
    return percentNumber(low, digits, locale) + EN_DASH + percentNumber(high, digits, locale);
  }
  if (unit.kind === "money") {
    return formatMoney(low, unit.currency, locale) + EN_DASH + formatMoney(high, unit.currency, locale);
  }
  const ends = [formatValue(low, unit, locale), formatValue(high, unit, locale)] as const;
  const suffix = /[   ]?(s|h|×)$/.exec(ends[1])?.[0] ?? "";
  const simple = suffix !== "" && ends.every((end) => end.endsWith(suffix) && !end.includes(" min"));
  return (simple ? ends[0].slice(0, -suffix.length) : ends[0]) + EN_DASH + ends[1];
}

/** A calendar date without a zone, "2026-03-20" -> "20 Mar 2026". */
export function formatDate(on: string, locale: string = LOCALE): string {
  return dateFormat(locale, "UTC", { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(`${on.slice(0, 10)}T00:00:00Z`),
  );
}

/** An instant in a named zone: "20 Mar 2026, 14:05". */
export function formatInstant(at: string | number, timeZone = "UTC", locale: string = LOCALE): string {
  return dateFormat(locale, timeZone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(at));
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept and reused: making one costs a hundred times what using one does. */
export function dateFormat(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = locale + timeZone + JSON.stringify(options);
  const known = dateFormats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  dateFormats.set(key, made);
  return made;
}

/** How long ago, coarse: "just now", "5 min ago", "3 h ago", "12 days ago". `now` is given, never read. */
export function formatAgo(at: string | number, now: string | number): string {
  const seconds = Math.max(0, (new Date(now).getTime() - new Date(at).getTime()) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${THIN}min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}${THIN}h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}
