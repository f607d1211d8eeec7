import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reading, WindowTally } from "~/domain/window-tally";
import { type CompactTallies, packTallies, unpackTallies } from "~/features/tiers/compact-tallies";

const windows = [
  { from: "2026-01-01T00:00:00.000Z", to: "2026-01-29T00:00:00.000Z" },
  { from: "2026-01-29T00:00:00.000Z", to: "2026-02-26T00:00:00.000Z" },
];
const n = fc.integer({ min: 1, max: 500 });
const value = fc.double({ min: 0, max: 1e6, noNaN: true }).map((number) => number + 0);
const share = fc.record({ kind: fc.constant("share" as const), successes: fc.nat(500), n });
const estimate = fc.record({ kind: fc.constant("estimate" as const), value, low: value, high: value, n });
const count = fc.record({ kind: fc.constant("count" as const), value: fc.nat(), n });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const seconds = fc.option(fc.nat(1e6), { nil: null });

const tally = fc
  .record({
    annotatorId: fc.constantFrom("ann", "ben", "cleo"),
    window: fc.constantFrom(...windows),
    readings: fc.record({
      gold_accuracy: maybe(share),
      handling_ratio: maybe(estimate),
      rest_breaches: maybe(count),
    }),
    pay: fc.option(fc.record({ minor: fc.nat(), currency: fc.constantFrom("EUR", "USD") }), { nil: null }),
    ...{ workedSec: seconds, availableSec: seconds, premiumOfferCount: seconds },
  })
  .map(({ readings, ...rest }): WindowTally => {
    const known = Object.entries(readings).filter(
      (entry): entry is [string, Reading] => entry[1] !== undefined,
    );
    return { ...rest, projectId: null, readings: Object.fromEntries(known) };
  });

describe("tallies on their way to the browser", () => {
  it("come out as they went in", () => {
    const rest = {
      ...{ from: windows[0]!.from, to: windows[1]!.to, projectId: null, windowDays: 28, windows },
      changes: [],
    };
    fc.assert(
      fc.property(fc.array(tally), (tallies) => {
        const sent = JSON.parse(JSON.stringify(packTallies(tallies, rest))) as CompactTallies;
        expect(unpackTallies(sent)).toEqual(tallies);
      }),
    );
  });
});
