import type { Database, Db } from "db/client";
import { findAnnotator } from "db/queries/annotator";
import { listDecisions, listMissedGold, tallyOffers } from "db/queries/annotator-records";
import { countHiddenMisses } from "db/queries/record-rows";
import { listOwnRescores } from "db/queries/rulings";
import { accessFor } from "~/features/allocation/allocation.server";
import { findingsFor } from "~/features/patterns/patterns.server";

const MISSED_SHOWN = 50;

/**
 * The records behind the numbers of one annotator, with what the last audit says of this person's own case. What is
 * counted over everybody, or is not the viewer's to read, is read by the system; only this person's part leaves here.
 */
export async function loadAnnotatorRecords(db: Db, database: Database, sourceId: string) {
  const annotator = await findAnnotator(db, sourceId);
  if (!annotator) return undefined;
  const { annotatorId } = annotator;
  const missed = await listMissedGold(db, annotatorId, MISSED_SHOWN + 1);
  const decisions = await listDecisions(db, annotatorId);
  const hidden = await countHiddenMisses(database.db, annotatorId);
  return {
    missed: missed.slice(0, MISSED_SHOWN),
    hasMoreMissed: missed.length > MISSED_SHOWN,
    /** Live gold missed on projects that keep their keys from annotators. */
    hiddenMisses: hidden.missed,
    decisions,
    premium: await premiumWork(db, database, annotatorId, sourceId),
    findings: await findingsFor(database.db, annotatorId),
    rescores: await listOwnRescores(db, annotatorId),
  };
}

export type AnnotatorRecords = NonNullable<Awaited<ReturnType<typeof loadAnnotatorRecords>>>;

/** Offers of premium batches as recorded, and beside them what a lottery among those who pass would have brought. */
async function premiumWork(db: Db, database: Database, annotatorId: number, sourceId: string) {
  const own = await tallyOffers(db, annotatorId);
  const premium = own.find((row) => row.premium === true);
  return {
    offered: own.reduce((sum, row) => sum + row.offered, 0),
    premiumOffered: premium?.offered ?? 0,
    premiumTaken: premium?.taken ?? 0,
    access: await accessFor(database.db, sourceId),
  };
}
