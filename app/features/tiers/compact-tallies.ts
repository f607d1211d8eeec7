import type { Reading, TimeWindow, WindowTally } from "~/domain/window-tally";
import type { TierChange } from "./actual-tiers";

/** A reading as few numbers: none; successes and n of a share; value and n of a count; value, ends and n. */
type PackedReading = 0 | readonly [number, number] | readonly [number, number, number, number];

/** Tallies as they travel to the browser: people, windows and metrics by number. */
export interface CompactTallies {
  readonly from: string;
  readonly to: string;
  readonly projectId: string | null;
  readonly windowDays: number;
  readonly windows: readonly TimeWindow[];
  readonly people: readonly string[];
  readonly currencies: readonly string[];
  readonly metrics: readonly { readonly id: string; readonly kind: Reading["kind"] }[];
  readonly rows: readonly PackedTally[];
  readonly changes: readonly TierChange[];
}

type PackedTally = readonly [
  person: number,
  window: number,
  readings: readonly PackedReading[],
  payMinor: number | null,
  currency: number,
  workedSec: number | null,
  availableSec: number | null,
  premiumOffers: number | null,
];

/** Packs tallies of windows that lie end to end. */
export function packTallies(
  tallies: readonly WindowTally[],
  rest: Omit<CompactTallies, "people" | "currencies" | "metrics" | "rows">,
): CompactTallies {
  const people = numbering();
  const currencies = numbering();
  const kinds = new Map<string, Reading["kind"]>();
  for (const { readings } of tallies) {
    for (const [id, reading] of Object.entries(readings)) if (reading) kinds.set(id, reading.kind);
  }
  const metrics = [...kinds]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, kind]) => ({ id, kind }));
  const windowNo = new Map(rest.windows.map(({ from }, index) => [from, index]));
  const rows = tallies.map((tally): PackedTally => [
    people.of(tally.annotatorId),
    windowNo.get(tally.window.from) ?? 0,
    metrics.map(({ id }) => packReading(tally.readings[id])),
    tally.pay?.minor ?? null,
    tally.pay === null ? 0 : currencies.of(tally.pay.currency),
    rounded(tally.workedSec),
    rounded(tally.availableSec),
    tally.premiumOfferCount,
  ]);
  return { ...rest, people: people.names, currencies: currencies.names, metrics, rows };
}

const rounded = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds));

function numbering() {
  const known = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    of(name: string): number {
      let number = known.get(name);
      if (number === undefined) {
        known.set(name, (number = names.length));
        names.push(name);
      }
      return number;
    },
  };
}

function packReading(reading: Reading | undefined): PackedReading {
  if (reading === undefined) return 0;
  if (reading.kind === "share") return [reading.successes, reading.n];
  if (reading.kind === "count") return [reading.value, reading.n];
  return [reading.value, reading.low, reading.high, reading.n];
}

/** The tallies as they were. */
export function unpackTallies(packed: CompactTallies): readonly WindowTally[] {
  const { windows, people, currencies, metrics, projectId } = packed;
  return packed.rows.map(
    ([person, window, readings, payMinor, currency, workedSec, availableSec, offers]) => ({
      annotatorId: people[person] ?? "",
      projectId,
      window: windows[window] as TimeWindow,
      readings: Object.fromEntries(
        metrics.flatMap(({ id, kind }, index) => {
          const reading = unpackReading(kind, readings[index] ?? 0);
          return reading === null ? [] : [[id, reading]];
        }),
      ),
      pay: payMinor === null ? null : { minor: payMinor, currency: currencies[currency] ?? "" },
      ...{ workedSec, availableSec },
      premiumOfferCount: offers,
    }),
  );
}

function unpackReading(kind: Reading["kind"], packed: PackedReading): Reading | null {
  if (packed === 0) return null;
  const [first, second, high, n] = packed;
  if (kind === "share") return { kind, successes: first, n: second };
  if (kind === "count") return { kind, value: first, n: second };
  return { kind, value: first, low: second, high: high ?? first, n: n ?? 0 };
}
