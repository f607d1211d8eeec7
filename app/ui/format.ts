import { conventions } from "./conventions";

/**
 * Numbers as people read them: as the page's reader wants them, unless the locale is given last. The same on the server
 * and in the browser: nothing here asks the machine for its language or its zone, and nothing rests on the parts of Intl whose
 * data differ between a server's and a browser's version of it.
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

/** Kept and reused: making one costs a hundred times what using one does. */
function numberFormat(locale: string, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${name}`;
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  numberFormats.set(key, made);
  return made;
}

const withMinus = (text: string): string => text.replace("-", MINUS);

function fixed(value: number, digits: number, locale: string): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const text = numberFormat(locale, `fixed ${digits}`, options).format(value);
  return withMinus(text === "-0" ? "0" : text);
}

/** 1234 -> "1,234"; 1234567 stays in full, because a count is exact. */
export const formatCount = (value: number, locale: string = conventions().locale): string =>
  withMinus(numberFormat(locale, "count", { maximumFractionDigits: 0 }).format(value));

const COMPACT = [
  [1e12, "tn"],
  [1e9, "bn"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** For axes and tight places: 1234567 -> "1.23M". Not Intl's: its suffixes differ between versions of the data. */
export function formatCompact(value: number, locale: string = conventions().locale): string {
  const [scale, suffix] = COMPACT.find(([least]) => Math.abs(value) >= least) ?? [1, ""];
  return (
    withMinus(numberFormat(locale, "compact", { maximumSignificantDigits: 3 }).format(value / scale)) + suffix
  );
}

/** 0.9 -> "90", 0.905 -> "90.5" with one digit; without the sign, for the inside of an interval. */
const percentNumber = (share: number, digits: number, locale: string): string =>
  fixed(share * 100, digits, locale);

/** 0.9 -> "90 %". One decimal only where whole per cents would hide the difference from 0 or 1. */
export function formatPercent(share: number, locale: string = conventions().locale, digits = 0): string {
  return percentNumber(share, Math.max(digits, percentDigits(share)), locale) + THIN + "%";
}

/** 0.997 must not read as 100 %, nor 0.004 as 0 %. */
function percentDigits(share: number): number {
  return (share > 0.99 && share < 1) || (share > 0 && share < 0.01) ? 1 : 0;
}

/**
 * Seconds as people say them: 0.84 -> "0.84 s", 24.2 -> "24.2 s", 95 -> "1 min 35 s", 5400 -> "1 h 30 min",
 * 200000 -> "55 h 33 min". Two parts at the most.
 */
export function formatSeconds(seconds: number, locale: string = conventions().locale): string {
  if (seconds < 0) return MINUS + formatSeconds(-seconds, locale);
  if (seconds < 59.95) return secondsNumber(seconds, locale) + THIN + "s";
  const whole = Math.round(seconds);
  if (whole < 3600) return twoParts(Math.floor(whole / 60), "min", whole % 60, "s", locale);
  const minutes = Math.round(seconds / 60);
  return twoParts(Math.floor(minutes / 60), "h", minutes % 60, "min", locale);
}

function secondsNumber(seconds: number, locale: string): string {
  const size = Math.abs(seconds);
  const digits = size < 1 ? 2 : size < 10 || size % 1 >= 0.05 ? 1 : 0;
  return trimZeros(fixed(seconds, digits, locale));
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
export const formatHours = (hours: number, locale: string = conventions().locale): string =>
  fixed(hours, Math.abs(hours) >= 100 ? 0 : 1, locale) + THIN + "h";

const digitsOf = new Map<string, number>();

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  // A source may name a currency of its own ("points"), which Intl refuses.
  const digits = /^[a-z]{3}$/i.test(currency)
    ? (new Intl.NumberFormat(LOCALE, { style: "currency", currency }).resolvedOptions()
        .maximumFractionDigits ?? 2)
    : 2;
  digitsOf.set(currency, digits);
  return digits;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  EUR: "€",
  USD: "$",
  GBP: "£",
  INR: "₹",
  JPY: "¥",
  PHP: "₱",
};

/** Money as it is shown: in the reader's currency where a dated rate leads there, in its own otherwise. */
function shownMoney(minor: number, currency: string) {
  const { money } = conventions();
  const rate = money?.currency === currency ? undefined : money?.rates[currency];
  return money && rate
    ? { minor: minor * rate.factor, currency: money.currency, mark: "≈" }
    : { minor, currency, mark: "" };
}

/**
 * Minor units and a currency: (1999, "EUR") -> "€19.99"; (500, "KES") -> "KES 5.00". Converted for a reader who wants
 * one currency, it carries a mark: "≈€18.20".
 */
export function formatMoney(own: number, ownCurrency: string, locale: string = conventions().locale): string {
  const { minor, currency, mark } = shownMoney(own, ownCurrency);
  const digits = currencyDigits(currency);
  const symbol = SYMBOLS[currency] ?? currency + THIN;
  const text = symbol + fixed(Math.abs(minor) / 10 ** digits, digits, locale);
  return mark + (minor < 0 ? MINUS + text : text);
}

export const formatFactor = (value: number, locale: string = conventions().locale): string =>
  fixed(value, 2, locale) + "×";

/** One value with its unit. */
export function formatValue(value: number, unit: Unit, locale: string = conventions().locale): string {
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
 * The two ends of an interval, to stand in brackets after its value, whose unit they share: "79–96", "22–27",
 * "4.10–5.20". Only times that the value splits into parts name theirs: "1.1–1.4 min".
 */
export function formatInterval(
  low: number,
  high: number,
  unit: Unit,
  locale: string = conventions().locale,
): string {
  const ends = (write: (end: number) => string, suffix = "") => write(low) + EN_DASH + write(high) + suffix;
  switch (unit.kind) {
    case "ratio":
    case "share":
      return ends((end) => percentNumber(end, percentDigits(end), locale));
    case "seconds": {
      if (high < 59.95) return ends((end) => secondsNumber(end, locale));
      const [size, name] = high < 3600 ? [60, "min"] : [3600, "h"];
      return ends((end) => fixed(end / size, 1, locale), THIN + name);
    }
    case "money": {
      const digits = currencyDigits(shownMoney(0, unit.currency).currency);
      return ends((end) => fixed(shownMoney(end, unit.currency).minor / 10 ** digits, digits, locale));
    }
    case "hours":
      return ends((end) => fixed(end, Math.abs(high) >= 100 ? 0 : 1, locale));
    case "factor":
      return ends((end) => fixed(end, 2, locale));
    case "count":
    case "number":
      return ends((end) => formatValue(end, unit, locale));
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

export interface DateParts {
  readonly year: number;
  /** "Mar": ours, because Intl's short months differ between versions of its data. */
  readonly month: string;
  readonly day: number;
  /** "14:05" */
  readonly time: string;
}

/** What a clock and a calendar on the wall of that zone say. */
export function dateParts(at: string | number, timeZone = "UTC"): DateParts {
  let format = zoneFormats.get(timeZone);
  if (!format) {
    const number = "2-digit";
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: number,
      day: number,
      hour: number,
      minute: number,
      hourCycle: "h23",
    });
    zoneFormats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return {
    year: Number(parts.get("year")),
    month: MONTHS[Number(parts.get("month")) - 1] ?? "",
    day: Number(parts.get("day")),
    time: `${parts.get("hour")}:${parts.get("minute")}`,
  };
}

/** A calendar date without a zone, "2026-03-20" -> "20 Mar 2026". */
export const formatDate = (on: string): string => dateText(dateParts(`${on.slice(0, 10)}T00:00:00Z`));

/** An instant in a named zone, the reader's where none is: "20 Mar 2026, 14:05". */
export function formatInstant(at: string | number, timeZone = conventions().zone): string {
  const parts = dateParts(at, timeZone);
  return `${dateText(parts)}${conventions().dates === "iso" ? " " : ", "}${parts.time}`;
}

function dateText({ day, month, year }: DateParts): string {
  switch (conventions().dates) {
    case "day":
      return `${day} ${month} ${year}`;
    case "month":
      return `${month} ${day}, ${year}`;
    case "iso": {
      const two = (number: number) => String(number).padStart(2, "0");
      return `${year}-${two(MONTHS.indexOf(month) + 1)}-${two(day)}`;
    }
  }
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
