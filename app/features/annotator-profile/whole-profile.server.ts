import type { Database, Db } from "db/client";
import { findAnnotator, listAnnotatorDays } from "db/queries/annotator";
import { findRecordedPeriod } from "db/queries/measures";
import { findSnapshotWindow } from "db/queries/snapshots";
import type { WindowDays } from "~/domain/period";
import { loadTierStanding } from "~/features/tiers/tier-standing.server";
import { loadConditions } from "~/features/workload/conditions.server";
import { loadAnnotatorProfile } from "./annotator-profile.server";
import { loadAnnotatorRecords } from "./annotator-records.server";
import { firstDayOf, type Progress, progressOf } from "./progress";

/**
 * Numbers, records and tier standing of one annotator: one page for the person and for managers. Standings and
 * conditions are worked out over everybody by the system; only this person's part of them leaves here.
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
  const tiers = await loadTierStanding(database.db, sourceId, now);
  const conditions = await loadConditions(database.db, sourceId);
  const progress = await loadProgress(db, sourceId, windowDays);
  return { ...profile, records, windowDays, tiers, conditions, progress };
}

/** A whole programme says nothing of getting better: its last four weeks do. */
const USUAL_DAYS = 28;

async function loadProgress(db: Db, sourceId: string, windowDays: WindowDays): Promise<Progress | null> {
  const person = await findAnnotator(db, sourceId);
  const days = windowDays === 0 ? USUAL_DAYS : windowDays;
  const window = await findSnapshotWindow(db, days);
  const last = window?.toDay ?? (await findRecordedPeriod(db, null)).lastAt?.slice(0, 10);
  if (person === undefined || last === undefined) return null;
  const rows = await listAnnotatorDays(db, person.annotatorId, firstDayOf(last, days));
  return progressOf(rows, last, days);
}
