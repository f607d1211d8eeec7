import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { Database, Db } from "db/client";
import { listAnnotatorPlaces, listFloorHistory } from "db/queries/measures";
import { minorDigits } from "~/domain/wage-floor";
import { runImport } from "~/features/imports/import.server";
import { isImportFault } from "~/features/imports/import-summary";
import { openSources } from "~/features/imports/source.server";
import { refreshMeasures } from "~/features/report/refresh.server";

/** The floors on record, and the places that people work at for which there is none. */
export async function loadFloors(db: Db) {
  const [floors, people] = await Promise.all([listFloorHistory(db), listAnnotatorPlaces(db)]);
  const covered = new Set(floors.filter(({ kind }) => kind === "minimum").map(({ country }) => country));
  const without = new Map<string, number>();
  for (const { country } of people) {
    if (country && !covered.has(country)) without.set(country, (without.get(country) ?? 0) + 1);
  }
  return {
    floors: floors.map((floor, place) => {
      const { country, region, kind } = floors[place - 1] ?? {};
      const isNewest = floor.country !== country || floor.region !== region || floor.kind !== kind;
      return { ...floor, isNewest };
    }),
    without: [...without].map(([country, count]) => ({ country, people: count })),
  };
}

export type Floors = Awaited<ReturnType<typeof loadFloors>>;

const isCurrency = (code: string) => Intl.supportedValuesOf("currency").includes(code);

const upper = z.string().trim().toUpperCase();

const FLOOR = z.object({
  country: upper.regex(/^[A-Z]{2}$/, "Write the country as its two letters, such as KE."),
  region: upper.regex(/^([A-Z]{2}-[A-Z0-9]{1,3})?$/, "Write a region as US-CA, or leave it empty."),
  validFrom: z.iso.date("Write the first day as 2026-01-01."),
  amount: z.coerce.number().positive("An hourly floor is more than nothing.").max(1e9),
  currency: upper.refine(isCurrency, "Write the currency as its three letters, such as KES."),
  kind: z.enum(["minimum", "living"]),
  source: z.string().trim().min(5, "Say where the figure is from: a law, an order, a study.").max(500),
});

/**
 * Puts a floor into the ledger, as an import of one row: it stands in the list of imports, a later one for the same
 * place and day takes its place, and taking it out brings the former back. A sentence says why it was not taken.
 */
export async function addFloor(database: Database, form: FormData, now: () => Date): Promise<string | null> {
  const parsed = FLOOR.safeParse(Object.fromEntries(form));
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "The floor cannot be read.";
  const { country, region, validFrom, amount, currency, kind, source } = parsed.data;
  if (region !== "" && !region.startsWith(country)) return `The region ${region} does not lie in ${country}.`;
  const text = stringify([
    ["country", "region", "valid_from", "amount_minor_per_hour", "currency", "kind", "source"],
    [country, region, validFrom, Math.round(amount * 10 ** minorDigits(currency)), currency, kind, source],
  ]);
  const input = { name: "wage_floors.csv", stream: oneChunk(text), size: Buffer.byteLength(text) };
  const result = await runImport(database, openSources([input], { format: "ledger" }), { now });
  if (isImportFault(result)) return result.fault;
  const [reject] = result.rejects;
  if (reject) return `${reject.column ?? "The floor"}: ${reject.reason}`;
  await refreshMeasures(database.db, now());
  return null;
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
