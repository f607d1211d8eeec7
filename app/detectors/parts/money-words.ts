/** An amount as a sentence says it: (185, "USD") -> "USD 1.85"; a source's own currency keeps two digits. */
export function moneyWords(minor: number, currency: string): string {
  const digits = isCode(currency) ? digitsOf(currency) : 2;
  return `${currency} ${(minor / 10 ** digits).toFixed(digits)}`.trim();
}

const isCode = (currency: string): boolean => /^[A-Z]{3}$/.test(currency);

const known = new Map<string, number>();

/** Looked up once for each currency: making the format costs more than the sentence. */
function digitsOf(currency: string): number {
  const format = () => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const digits = known.get(currency) ?? format().maximumFractionDigits ?? 2;
  known.set(currency, digits);
  return digits;
}
