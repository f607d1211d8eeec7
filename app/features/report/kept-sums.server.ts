import type { Db } from "db/client";
import { findRecordedPeriod } from "db/queries/measures";
import { findProgrammeVersion } from "db/queries/programme-version";

interface Kept {
  /** Of the records that it was worked out from. */
  readonly version: string;
  readonly sum: Promise<unknown>;
}

const MOST_KEPT = 64;

const keptIn = new WeakMap<Db, Map<string, Kept>>();

/**
 * What is summed or counted over everybody, worked out once for each state of the records: only a refresh, an audit or
 * an import changes it. For viewers who see everybody: it is worked out as the system sees the records. `question` is all
 * that `work` depends on beside them.
 */
export async function keptSum<T>(
  system: Db,
  question: readonly unknown[],
  work: (system: Db) => Promise<T>,
): Promise<T> {
  const sums = keptIn.get(system) ?? new Map<string, Kept>();
  keptIn.set(system, sums);
  const key = JSON.stringify(question);
  // Read before the records are: what changes meanwhile makes the next asking another version.
  const version = await findProgrammeVersion(system);
  const before = sums.get(key);
  sums.delete(key);
  const kept = before?.version === version ? before : { version, sum: work(system) };
  sums.set(key, kept);
  kept.sum.catch(() => sums.delete(key));
  // The one that was asked for longest ago stands first.
  for (const oldest of sums.keys()) {
    if (sums.size <= MOST_KEPT) break;
    sums.delete(oldest);
  }
  return kept.sum as Promise<T>;
}

/** The first and last record of the whole ledger, for viewers who see all of it. */
export const keptPeriod = (system: Db) => keptSum(system, ["period"], (db) => findRecordedPeriod(db, null));
