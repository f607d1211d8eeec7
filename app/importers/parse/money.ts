import { Problem, shorten } from "./problem";

/** Digits after the decimal point of the currencies whose number is not two (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

const SIGNS: Readonly<Record<string, string>> = { $: "USD", US$: "USD", "€": "EUR", "£": "GBP" };

/** How many digits a currency's minor unit is away from its major one: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/** A three-letter currency code in capitals, or a Problem. */
export function parseCurrency(text: string): string | Problem {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code)
    ? code
    : new Problem(`"${shorten(text)}" is not a currency code such as USD`);
}

/**
 * An amount in major units as text (`$0.15`, `0.05`, `1,200.50`) as exact integer minor units with its currency, or a
 * Problem. No rounding: an amount that is no whole number of minor units is refused.
 */
export function parseMoney(
  text: string,
  defaultCurrency: string,
): { minor: number; currency: string } | Problem {
  const [, minus, sign, whole, fraction = ""] =
    /^(-?)(US\$|[$€£])? ?(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(text.trim()) ?? [];
  if (whole === undefined && fraction === "")
    return new Problem(`"${shorten(text)}" is not an amount of money`);
  const currency = sign === undefined ? defaultCurrency : (SIGNS[sign] ?? defaultCurrency);
  const exponent = currencyExponent(currency);
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > exponent) {
    return new Problem(`"${text}" is no whole number of minor units of ${currency}`);
  }
  const minor = Number((whole ?? "0").replaceAll(",", "") + digits.padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) return new Problem(`"${shorten(text)}" is too large`);
  return { minor: minus === "-" && minor !== 0 ? -minor : minor, currency };
}
