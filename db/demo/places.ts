import type { Random } from "~/stats/random";
import type { Row } from "~/domain/ledger";
import { pickWeighted } from "./chance";

/** Where annotators live; `region` where a floor differs by it. */
export interface Place {
  readonly country: string;
  readonly region: string | null;
  readonly zone: string;
}

const place = (country: string, zone: string, region: string | null = null): Place => ({
  country,
  region,
  zone,
});

const PLACES: readonly (readonly [Place, number])[] = [
  [place("US", "America/Los_Angeles", "US-CA"), 9],
  [place("US", "America/Chicago", "US-TX"), 9],
  [place("US", "America/New_York", "US-NC"), 8],
  [place("GB", "Europe/London"), 11],
  [place("DE", "Europe/Berlin"), 8],
  [place("PL", "Europe/Warsaw"), 6],
  [place("IE", "Europe/Dublin"), 4],
  [place("FR", "Europe/Paris"), 4],
  [place("PT", "Europe/Lisbon"), 3],
  [place("BR", "America/Sao_Paulo"), 7],
  [place("MX", "America/Mexico_City"), 5],
  [place("PH", "Asia/Manila", "PH-00"), 8],
  [place("IN", "Asia/Kolkata"), 8],
  [place("KE", "Africa/Nairobi"), 6],
  [place("CA", "America/Toronto", "CA-ON"), 4],
];

export const drawPlace = (random: Random): Place => pickWeighted(PLACES, random);

const floor = (
  country: string,
  validFrom: string,
  amountMinorPerHour: number,
  currency: string,
  source: string,
  more: { readonly region?: string; readonly kind?: "living" } = {},
): Row<"wage_floors"> => ({
  country,
  region: more.region ?? null,
  validFrom,
  amountMinorPerHour,
  currency,
  kind: more.kind ?? "minimum",
  source,
});

const ILLUSTRATIVE = "Illustrative figure of the demonstration, not a published one";

/** Public hourly floors; where a law sets a day or a month the source says how the hour was derived. */
export const WAGE_FLOORS: readonly Row<"wage_floors">[] = [
  floor("US", "2009-07-24", 725, "USD", "Fair Labor Standards Act, 29 U.S.C. 206(a)(1)(C)"),
  floor("US", "2025-01-01", 1650, "USD", "California Department of Industrial Relations", {
    region: "US-CA",
  }),
  floor("US", "2026-01-01", 1690, "USD", "California Department of Industrial Relations", {
    region: "US-CA",
  }),
  floor("GB", "2024-04-01", 1144, "GBP", "National Living Wage, 21 and over (gov.uk)"),
  floor("GB", "2025-04-01", 1221, "GBP", "National Living Wage, 21 and over (gov.uk)"),
  floor("GB", "2026-04-01", 1271, "GBP", "National Living Wage, 21 and over (gov.uk)"),
  floor("GB", "2024-10-23", 1260, "GBP", "Living Wage Foundation, UK rate 2024-25", { kind: "living" }),
  floor("GB", "2025-10-22", 1345, "GBP", "Living Wage Foundation, UK rate 2025-26", { kind: "living" }),
  floor("DE", "2025-01-01", 1282, "EUR", "Mindestlohngesetz, rate of 2025"),
  floor("DE", "2026-01-01", 1390, "EUR", "Mindestlohngesetz, rate of 2026"),
  floor("PL", "2025-01-01", 3050, "PLN", "Minimalna stawka godzinowa, rate of 2025"),
  floor("PL", "2026-01-01", 3140, "PLN", "Minimalna stawka godzinowa, rate of 2026"),
  floor("IE", "2025-01-01", 1350, "EUR", "National minimum wage (Workplace Relations Commission)"),
  floor("IE", "2026-01-01", 1415, "EUR", "National minimum wage (Workplace Relations Commission)"),
  floor("FR", "2024-11-01", 1188, "EUR", "SMIC, gross hourly rate"),
  floor("FR", "2026-01-01", 1202, "EUR", "SMIC, gross hourly rate"),
  floor("PT", "2025-01-01", 502, "EUR", "Derived: EUR 870 a month over 173.33 hours"),
  floor("PT", "2026-01-01", 531, "EUR", "Derived: EUR 920 a month over 173.33 hours"),
  floor("BR", "2025-01-01", 690, "BRL", "National minimum of BRL 1,518 a month, hourly BRL 6.90"),
  floor("BR", "2026-01-01", 737, "BRL", "Derived: BRL 1,621 a month over 220 hours"),
  floor("MX", "2025-01-01", 3485, "MXN", "Derived: general minimum of MXN 278.80 a day over 8 hours"),
  floor("MX", "2026-01-01", 3938, "MXN", "Derived: general minimum of MXN 315.04 a day over 8 hours"),
  floor("PH", "2025-07-18", 8688, "PHP", "Derived: Metro Manila minimum of PHP 695 a day over 8 hours", {
    region: "PH-00",
  }),
  floor("PH", "2024-01-01", 6000, "PHP", ILLUSTRATIVE),
  floor("IN", "2024-01-01", 6000, "INR", ILLUSTRATIVE),
  floor("KE", "2024-11-01", 7200, "KES", ILLUSTRATIVE),
  floor("CA", "2024-10-01", 1720, "CAD", "Ontario general minimum wage", { region: "CA-ON" }),
  floor("CA", "2025-10-01", 1760, "CAD", "Ontario general minimum wage", { region: "CA-ON" }),
  floor("CA", "2024-04-01", 1730, "CAD", "Federal minimum wage, rate of April 2024"),
];

/** What one unit of each currency is taken to be worth in US dollars: illustrative, with a drift drawn by the seed. */
export const DOLLAR_WORTH: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.15,
  GBP: 1.33,
  PLN: 0.27,
  BRL: 0.18,
  MXN: 0.054,
  PHP: 0.0172,
  INR: 0.0115,
  KES: 0.0077,
  CAD: 0.72,
};
