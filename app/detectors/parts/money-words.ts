/** An amount as a sentence says it: (185, "USD") -> "USD 1.85"; a source's own currency keeps two digits. */
export function moneyWords(minor: number, currency: string): string {
  const digits = isCode(currency) ? digitsOf(currency) : 2;
  return `${currency} ${(minor / 10 ** digits).toFixed(digits)}`.trim();
}

const isCode = (currency: string): boolean => /^[A-Z]{3}$/.test(currency);

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
