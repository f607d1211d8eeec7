import type { LedgerRecord } from "~/domain/ledger";
import type { PolicyJson } from "~/tiers/policy";
import { iso } from "./calendar";
import { type ProgrammeOptions, settle } from "./options";
import { ledgerRecords } from "./records";
import { simulate } from "./simulate";

export { EVERY_PATTERN, PATTERNS, type Pattern, type PatternId, type Planted } from "./patterns";
export type { ProgrammeOptions } from "./options";

/** What the generator knows and the ledger does not say. */
export interface ProgrammeTruth {
  /** The share of gold items each annotator truly gets right, by annotator id. */
  readonly accuracy: ReadonlyMap<string, number>;
  /** Gold items whose key is wrong. */
  readonly wrongKeys: ReadonlySet<string>;
}

/** A whole programme. */
export interface Programme {
  /** First and last instant it covers (the last excluded). */
  readonly from: string;
  readonly to: string;
  /** The content of `tier_policies.json`. */
  readonly policies: readonly PolicyJson[];
  readonly truth: ProgrammeTruth;
  /** All 20 tables in the ledger's order; can be read again and again. */
  readonly records: Iterable<LedgerRecord>;
  /** The same in batches, as importers hand them on. */
  readonly batches: (size?: number) => AsyncIterable<ReadonlyArray<LedgerRecord>>;
}

/**
 * A synthetic annotation programme: annotators on five platforms who write, check facts, rate and compare, with offers,
 * hours, reviews, pay, tiers, decisions and appeals. The same options give the same ledger, byte for byte. Nothing in it
 * is about anybody; floors name their sources.
 */
export function generateProgramme(options: ProgrammeOptions): Programme {
  const simulated = simulate(settle(options));
  const { studio, policies } = simulated;
  const records = { [Symbol.iterator]: () => ledgerRecords(simulated) };
  const pools = [...studio.inventory.goldPools.values()].flat();
  return {
    from: iso(studio.calendar.startMs),
    to: iso(studio.calendar.endMs),
    policies,
    truth: {
      accuracy: new Map(studio.people.map(({ id, accuracy }) => [id, accuracy])),
      wrongKeys: new Set(pools.filter(({ key, truth }) => key !== truth).map(({ id }) => id)),
    },
    records,
    batches: (size = 5_000) => inBatches(records, size),
  };
}

async function* inBatches(
  records: Iterable<LedgerRecord>,
  size: number,
): AsyncGenerator<ReadonlyArray<LedgerRecord>> {
  let batch: LedgerRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    await Promise.resolve();
  }
  if (batch.length > 0) yield batch;
}
