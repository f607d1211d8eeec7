import type { DateStyle } from "./preferences";

/** How numbers, dates and money are written on the page that is being made: as its reader wants them. */
export interface Shown {
  readonly locale: string;
  readonly dates: DateStyle;
  /** An IANA zone for instants of which nothing else says the zone. */
  readonly zone: string;
  /** Null where money stands in its own currency. */
  readonly money: MoneyShown | null;
}

export interface MoneyShown {
  /** Three letters: what money is shown in. */
  readonly currency: string;
  /** By the currency that money is in. One that is missing has no rate and is not converted. */
  readonly rates: Readonly<Record<string, ShownRate>>;
}

export interface ShownRate {
  /** Minor units of the shown currency for one of its own. */
  readonly factor: number;
  /** The day of the rate, ISO 8601. */
  readonly date: string;
}

export const USUAL: Shown = { locale: "en-GB", dates: "day", zone: "UTC", money: null };

let read: () => Shown | undefined = () => undefined;

/** Says where the conventions of the page being made are found: on a server beside the request, as it makes many at a time. */
export function provideConventions(from: () => Shown | undefined): void {
  read = from;
}

/** In a browser, which has one page, from here on it is written so; a server keeps to what stands beside each request. */
export function showInBrowser(shown: Shown): void {
  if (typeof document !== "undefined") read = () => shown;
}

export const conventions = (): Shown => read() ?? USUAL;
