import type { Database, Db } from "db/client";
import type { WindowDays } from "~/domain/period";
import { loadTierStanding } from "~/features/tiers/tier-standing.server";
import { loadConditions } from "~/features/workload/conditions.server";
import { loadAnnotatorProfile } from "./annotator-profile.server";
import { loadAnnotatorRecords } from "./annotator-records.server";

/**
 * Numbers, records and tier standing of one annotator: one page for the person and for managers. A standing is replayed
 * over everybody by the system; only this person's part of it leaves here.
 */
export async function loadWholeProfile(
  db: Db,
  database: Database,
  sourceId: string,
  windowDays: WindowDays,
  now: Date,
) {
  const profile = await loadAnnotatorProfile(db, sourceId, windowDays);
  const records = profile && (await loadAnnotatorRecords(db, database, sourceId));
  if (!profile || !records) return undefined;
  return {
    ...profile,
    records,
    windowDays,
    tiers: await loadTierStanding(database.db, sourceId, now),
    conditions: await loadConditions(db, sourceId),
  };
}
