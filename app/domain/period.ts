/** Days are UTC dates, both included; null is open. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/** Windows that screens offer, in days up to the last record; 0 is everything. */
export const WINDOWS_DAYS = [7, 28, 90, 0] as const;
export type WindowDays = (typeof WINDOWS_DAYS)[number];

/** `?window=28`; everything where the address says nothing that is offered. */
export function windowFrom(query: URLSearchParams): WindowDays {
  const days = Number(query.get("window") ?? 0);
  return WINDOWS_DAYS.find((offered) => offered === days) ?? 0;
}

export const windowLabel = (days: number): string => (days === 0 ? "All records" : `Last ${days} days`);
